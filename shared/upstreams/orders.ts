import { z } from 'zod';
import { currencies, type Currency } from '../lib/currency.ts';
import { parseDecimalMoney } from '../lib/money.ts';
import { countryCode, dateTime, int32, listOf, orNull, pageOf, partsOf, upTo } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk, get } from '../upstream/endpoint.ts';

/** Most ids one `GET /orders` accepts. */
const ORDERS_MAX_IDS = 100;

export const orderStatuses = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED'] as const;
const status = z.enum(orderStatuses);
const amount = z.string().regex(/^\d+(\.\d+)?$/);

const line = z.object({
  lineId: z.string(),
  product: z.object({ id: z.string(), sku: z.string() }),
  quantity: int32.positive(),
  unitPrice: amount,
  lineTotal: amount,
});

const address = z.object({
  recipient: z.string(),
  lines: partsOf(z.string()),
  postalCode: z.string(),
  city: z.string(),
  country: countryCode,
});

const paymentMethods = ['CARD', 'PAYPAL', 'BANK_TRANSFER'] as const;

const payment = z.object({
  /** One that the service has come up with since is `OTHER`. */
  method: orNull(z.enum(paymentMethods)).transform((method) => method ?? 'OTHER'),
  // Four digits and no more: a whole number, sent by mistake, never leaves this process.
  card: orNull(z.object({ brand: z.string(), lastFour: z.string().regex(/^\d{4}$/) })),
});

/** Whether the pieces of all lines together, which a list of orders shows, are an `Int` as well. */
const canBeCounted = (lines: readonly { quantity: number }[]) =>
  int32.safeParse(lines.reduce((sum, { quantity }) => sum + quantity, 0)).success;

/** @throws {RangeError} when the text is no amount of that currency, or one that GraphQL's `Int` does not hold */
function minorAmount(text: string, currency: Currency): number {
  const minor = parseDecimalMoney(text, currency);
  if (!int32.safeParse(minor).success) throw new RangeError('an amount is too large for an Int');
  return minor;
}

/** An order with one bad line or amount is no order, and is dropped whole; it can do without where it went and how it was paid. */
const order = z
  .object({
    id: z.string(),
    number: z.string(),
    customerId: z.string(),
    placedAt: dateTime,
    status,
    currency: z.enum(currencies),
    lines: partsOf(line).refine(canBeCounted, 'more pieces than an Int holds'),
    /** As it was when the order was placed. */
    deliveryAddress: orNull(address),
    payment: orNull(payment),
    totals: z.object({ goods: amount, shipping: amount, tax: amount, grand: amount }),
    history: partsOf(z.object({ status, at: dateTime })),
  })
  .transform(({ lines, totals, ...order }, context) => {
    try {
      const minor = (text: string) => minorAmount(text, order.currency);
      return {
        ...order,
        lines: lines.map(({ lineId, product, quantity, unitPrice, lineTotal }) => ({
          id: lineId,
          productId: product.id,
          sku: product.sku,
          quantity,
          // Repeated, since a line is drawn where its order is out of sight.
          currency: order.currency,
          unitPriceMinor: minor(unitPrice),
          totalMinor: minor(lineTotal),
        })),
        goodsMinor: minor(totals.goods),
        shippingMinor: minor(totals.shipping),
        /** Included in the others. */
        taxMinor: minor(totals.tax),
        totalMinor: minor(totals.grand),
      };
    } catch (error) {
      context.addIssue(String(error));
      return z.NEVER;
    }
  });

const orderList = z.object({ orders: listOf(order) });
const orderPage = z.object({
  orders: pageOf(order, ({ customerId }) => customerId),
  page: z.object({ nextCursor: z.string().nullable(), total: int32.nonnegative() }),
});

/** An order with its amounts in minor units of its own currency. */
export type Order = z.output<typeof order>;
/** A step of an order. */
export type OrderStep = Order['history'][number];
export type OrderLine = Order['lines'][number];
export type OrderStatus = (typeof orderStatuses)[number];

/** An order changes state a few times a day; what a customer sees of it stays with that customer. */
const own = { varyOn: ['principal'], stale: { maxAgeMs: 600_000 } } as const;

interface OrdersOfCustomer {
  readonly customerId: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The orders service: private to each customer. It does not check who asks: the caller must. */
export const orders = defineUpstream({
  name: 'orders',
  resilience: { deadlineMs: 900, attemptTimeoutMs: 600 },
  endpoints: {
    /** One page of a customer's orders, the newest first. `limit` is 1 to 100. */
    ordersOf: get('/orders', {
      query: ({ customerId, cursor, limit }: OrdersOfCustomer) => ({ customerId, cursor, limit }),
      decode: orderPage,
      ownedBy: ({ customerId }) => customerId,
      value: ({ orders: found, page }, { limit }) => ({ ...upTo(limit, found), ...page }),
      ...own,
    }),

    /** The orders among the ids that exist. */
    ordersByIds: bulk('/orders', {
      parameter: 'ids',
      maxIds: ORDERS_MAX_IDS,
      decode: orderList,
      items: (answer) => answer.orders,
      idOf: ({ id }) => id,
      idKey: 'id',
      ...own,
    }),
  },
});
