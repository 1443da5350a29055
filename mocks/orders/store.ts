import type { DatabaseSync } from 'node:sqlite';
import { minorDigits, type Currency } from '../kit/shop.ts';
import type { Order, Position } from './schemas.ts';

/** An order with its lines and history as JSON, in one row. */
const ORDER = `
  SELECT id, number, customer_id, placed_at, status, currency, shipping_minor, tax_minor, delivery_address, payment,
    (SELECT json_group_array(json_object(
        'position', position, 'productId', product_id, 'sku', sku,
        'quantity', quantity, 'unitPriceMinor', unit_price_minor
      ) ORDER BY position) FROM order_lines WHERE order_id = orders.id) AS lines,
    (SELECT json_group_array(json_object('status', status, 'at', at) ORDER BY position)
      FROM order_history WHERE order_id = orders.id) AS history
  FROM orders`;

/** Reads orders. */
export class OrderStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Up to `limit` of a customer's orders older than `after`, newest first, and whether older ones follow. */
  page(customerId: string, limit: number, after?: Position): { orders: Order[]; hasMore: boolean } {
    const rows = this.#db
      .prepare(
        `${ORDER} WHERE customer_id = :customerId AND (placed_at, id) < (:placedAt, :id)
         ORDER BY placed_at DESC, id DESC LIMIT :limit`,
      )
      // Any year is text that sorts before this letter.
      .all({ customerId, placedAt: after?.placedAt ?? 'Z', id: after?.id ?? '', limit: limit + 1 });
    const orders = (rows as unknown as OrderRow[]).slice(0, limit).map(toOrder);
    return { orders, hasMore: rows.length > limit };
  }

  /** How many orders a customer has placed. */
  count(customerId: string): number {
    const row = this.#db
      .prepare('SELECT count(*) AS total FROM orders WHERE customer_id = ?')
      .get(customerId);
    return Number(row?.total ?? 0);
  }

  /** The orders among `ids` that exist. */
  byIds(ids: readonly string[]): Order[] {
    const rows = this.#db
      .prepare(`${ORDER} WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids));
    return (rows as unknown as OrderRow[]).map(toOrder);
  }
}

interface OrderRow {
  id: string;
  number: string;
  customer_id: string;
  placed_at: string;
  status: Order['status'];
  currency: Currency;
  shipping_minor: number;
  tax_minor: number;
  delivery_address: string;
  payment: string;
  lines: string;
  history: string;
}

interface LineRow {
  position: number;
  productId: string;
  sku: string;
  quantity: number;
  unitPriceMinor: number;
}

function toOrder(row: OrderRow): Order {
  const amount = (minor: number) => decimal(minor, minorDigits[row.currency]);
  const lines = JSON.parse(row.lines) as LineRow[];
  const goodsMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    placedAt: row.placed_at,
    status: row.status,
    currency: row.currency,
    lines: lines.map(({ position, productId, sku, quantity, unitPriceMinor }) => ({
      lineId: `${row.id}-${position}`,
      product: { id: productId, sku },
      quantity,
      unitPrice: amount(unitPriceMinor),
      lineTotal: amount(quantity * unitPriceMinor),
    })),
    deliveryAddress: JSON.parse(row.delivery_address) as Order['deliveryAddress'],
    payment: JSON.parse(row.payment) as Order['payment'],
    totals: {
      goods: amount(goodsMinor),
      shipping: amount(row.shipping_minor),
      tax: amount(row.tax_minor),
      grand: amount(goodsMinor + row.shipping_minor),
    },
    history: JSON.parse(row.history) as Order['history'],
  };
}

/** 1290 with two digits is `12.90`; whole numbers all the way, since a fraction in binary would not add up. */
function decimal(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
