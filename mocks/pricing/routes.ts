import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import { decodeCursor, encodeCursor } from '../kit/cursor.ts';
import type { MockApp, ServiceContext } from '../kit/define-mock.ts';
import { hashOrder } from '../kit/random.ts';
import { Cursor, Ids, Limit, Nullable, OneOf, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { currencies } from '../kit/shop.ts';
import { priceStore, type PromotionKey } from './store.ts';

const CurrencyCode = OneOf(currencies);
const AmountMinor = Type.Integer({
  description: 'In the smallest unit of the currency; yen and won have no smaller.',
});
const PromotionCursor = Type.Tuple([Type.Integer(), Type.String()]);

const Price = Type.Object({
  product_id: Type.String(),
  currency: CurrencyCode,
  amount_minor: AmountMinor,
  promotion: Nullable(
    Type.Object({
      former_amount_minor: Type.Integer({ minimum: 1 }),
      label: Type.String(),
      ends_at: Type.String({ format: 'date-time' }),
    }),
  ),
});

/** Declares the API of pricing; `now` decides which promotions run. */
export function routes(app: MockApp, db: DatabaseSync, { now }: Pick<ServiceContext, 'now'>): void {
  const store = priceStore(db, now);
  const config = { cacheControl: 'public, max-age=30' };

  app.get(
    '/prices',
    {
      config,
      schema: {
        operationId: 'getPrices',
        summary: 'What products cost now, in no particular order',
        querystring: Type.Object({ product_ids: Ids('products'), currency: CurrencyCode }),
        response: { 200: Type.Object({ prices: Type.Array(Price) }), '4xx': ProblemSchema },
      },
    },
    async ({ query }) => {
      const prices = store.pricesOf(parseIds(query.product_ids, 'product_ids'), query.currency);
      return { prices: hashOrder(prices, (price) => price.product_id) };
    },
  );

  app.get(
    '/promotions',
    {
      config,
      schema: {
        operationId: 'listPromotions',
        summary: 'The running promotions, biggest discount first',
        description:
          'By the whole percentage, rounded down, that both prices make: it is the same in every currency.',
        querystring: Type.Object({ currency: CurrencyCode, cursor: Cursor, limit: Limit }),
        response: {
          200: Type.Object({
            prices: Type.Array(Price),
            next_cursor: Nullable(Type.String()),
            total: Type.Integer(),
          }),
          '4xx': ProblemSchema,
        },
      },
    },
    async ({ query: { currency, cursor, limit } }) => {
      const after = cursor === undefined ? undefined : decodeCursor<PromotionKey>(cursor, PromotionCursor);
      const { prices, next, total } = store.promotions(currency, limit, after);
      return { prices, next_cursor: next ? encodeCursor(next) : null, total };
    },
  );
}
