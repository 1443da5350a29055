import type { DatabaseSync } from 'node:sqlite';
import { allCustomers, type PostalAddress } from '../kit/customers.ts';
import { random, type Random } from '../kit/random.ts';
import { numberOf, ORDER_COUNT, orderOf, priceMinor, type Currency } from '../kit/shop.ts';
import { historyOf } from './history.ts';
import { composePayment, includedTaxMinor } from './payment.ts';

/** What a parcel costs, and from which value of goods it is free; in minor units. */
const shippingRates: Readonly<Record<Currency, { costMinor: number; freeFromMinor: number }>> = {
  EUR: { costMinor: 490, freeFromMinor: 6_000 },
  USD: { costMinor: 590, freeFromMinor: 7_500 },
  JPY: { costMinor: 800, freeFromMinor: 10_000 },
  KRW: { costMinor: 3_000, freeFromMinor: 90_000 },
};

/** Writes all orders with their lines and history. */
export function seed(db: DatabaseSync, now: Date): void {
  const insertOrder = db.prepare(
    `INSERT INTO orders (id, number, customer_id, placed_at, status, currency, shipping_minor, tax_minor,
       delivery_address, payment)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertLine = db.prepare(
    `INSERT INTO order_lines (order_id, position, product_id, sku, quantity, unit_price_minor)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const insertHistory = db.prepare(
    'INSERT INTO order_history (order_id, position, status, at) VALUES (?, ?, ?, ?)',
  );

  const addressesOf = new Map(allCustomers(now).map((customer) => [customer.id, customer.addresses]));
  for (let k = 1; k <= ORDER_COUNT; k++) {
    const order = orderOf(k, now);
    const { id, userId, country, placedAt, status, currency } = order;
    const lines = order.lines.map((line) => ({
      ...line,
      unitPriceMinor: priceMinor(numberOf(line.productId), currency),
    }));
    const goodsMinor = lines.reduce(
      (sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor,
      0,
    );
    const { costMinor, freeFromMinor } = shippingRates[currency];
    const shippingMinor = goodsMinor >= freeFromMinor ? 0 : costMinor;

    const draw = random(`checkout:${id}`);
    const address = deliveryAddress(addressesOf.get(userId) ?? [], draw);
    const payment = composePayment(country, draw);
    insertOrder.run(
      id,
      orderNumber(k, placedAt),
      userId,
      placedAt,
      status,
      currency,
      shippingMinor,
      includedTaxMinor(goodsMinor + shippingMinor, country),
      JSON.stringify(address),
      JSON.stringify(payment),
    );
    lines.forEach(({ productId, sku, quantity, unitPriceMinor }, index) =>
      insertLine.run(id, index + 1, productId, sku, quantity, unitPriceMinor),
    );
    historyOf(order, now).forEach((entry, index) => insertHistory.run(id, index + 1, entry.status, entry.at));
  }
}

/** Most parcels go to where the customer lives. */
function deliveryAddress(addresses: readonly PostalAddress[], draw: Random) {
  const [home] = addresses;
  const { recipient, lines, postalCode, city, country } =
    draw.chance(0.8) && home ? home : draw.pick(addresses);
  return { recipient, lines, postalCode, city, country };
}

/** What customers read on their invoice, e.g. `2026-004711`. */
const orderNumber = (k: number, placedAt: string): string =>
  `${placedAt.slice(0, 4)}-${String(k).padStart(6, '0')}`;
