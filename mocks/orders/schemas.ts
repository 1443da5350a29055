import Type, { type Static } from 'typebox';
import { currencies } from '../kit/shop.ts';
import { Nullable, OneOf } from '../kit/schemas.ts';

const Status = OneOf(['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED']);
const Time = Type.String({ format: 'date-time' });
const Amount = Type.String({
  pattern: '^[0-9]+(\\.[0-9]{2})?$',
  description: "A decimal in the order's currency; yen and won have no decimals.",
});

const OrderLine = Type.Object({
  lineId: Type.String(),
  product: Type.Object({ id: Type.String(), sku: Type.String() }),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: Amount,
  lineTotal: Amount,
});

const Address = Type.Object(
  {
    recipient: Type.String(),
    lines: Type.Array(Type.String(), { description: 'Street and the like, as printed, top to bottom.' }),
    postalCode: Type.String(),
    city: Type.String(),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' }),
  },
  { description: 'As it was when the order was placed.' },
);

const Payment = Type.Object({
  method: OneOf(['CARD', 'PAYPAL', 'BANK_TRANSFER']),
  card: Nullable(
    Type.Object({
      brand: Type.String(),
      lastFour: Type.String({ pattern: '^[0-9]{4}$', description: 'All that is kept of its number.' }),
    }),
  ),
});
export type Payment = Static<typeof Payment>;

/** An order as it goes over the wire. */
export const Order = Type.Object({
  id: Type.String(),
  number: Type.String({ description: 'What the customer reads on the invoice.' }),
  customerId: Type.String(),
  placedAt: Time,
  status: Status,
  currency: OneOf(currencies),
  lines: Type.Array(OrderLine),
  deliveryAddress: Address,
  payment: Payment,
  totals: Type.Object(
    { goods: Amount, shipping: Amount, tax: Amount, grand: Amount },
    { description: 'The tax is included in the others.' },
  ),
  history: Type.Array(Type.Object({ status: Status, at: Time }), { description: 'Oldest first.' }),
});
export type Order = Static<typeof Order>;

/** The orders asked for; `page` only of a customer's list. */
export const Orders = Type.Object({
  orders: Type.Array(Order),
  page: Type.Optional(Type.Object({ nextCursor: Nullable(Type.String()), total: Type.Integer() })),
});

/** Where a page of orders ended. */
export const Position = Type.Object({ placedAt: Type.String(), id: Type.String() });
export type Position = Static<typeof Position>;
