import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import { decodeCursor, encodeCursor } from '../kit/cursor.ts';
import type { MockApp } from '../kit/define-mock.ts';
import { notFound, problem } from '../kit/problems.ts';
import { hashOrder } from '../kit/random.ts';
import { Cursor, Ids, Limit, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { Order, Orders, Position } from './schemas.ts';
import { OrderStore } from './store.ts';

const config = { cacheControl: 'private, no-cache' };

/** Declares the orders API: nested lines, amounts as decimal strings. */
export function routes(app: MockApp, db: DatabaseSync): void {
  const store = new OrderStore(db);

  function listOf(customerId: string, limit: number, cursor: string | undefined) {
    const after = cursor === undefined ? undefined : decodeCursor<Position>(cursor, Position);
    const { orders, hasMore } = store.page(customerId, limit, after);
    const last = orders.at(-1);
    const nextCursor = hasMore && last ? encodeCursor({ placedAt: last.placedAt, id: last.id }) : null;
    return { orders, page: { nextCursor, total: store.count(customerId) } };
  }

  app.get(
    '/orders',
    {
      config,
      schema: {
        summary: "One customer's orders, newest first, or several orders by id",
        description: 'Takes exactly one of `customerId` and `ids`.',
        operationId: 'listOrders',
        querystring: Type.Object({
          customerId: Type.Optional(Type.String({ minLength: 1 })),
          ids: Type.Optional(Ids('orders')),
          cursor: Cursor,
          limit: Limit,
        }),
        response: { 200: Orders, '4xx': ProblemSchema },
      },
    },
    ({ query: { customerId, ids, cursor, limit } }) => {
      if (customerId !== undefined && ids === undefined) return listOf(customerId, limit, cursor);
      if (ids !== undefined && customerId === undefined) {
        return { orders: hashOrder(store.byIds(parseIds(ids, 'ids')), ({ id }) => id) };
      }
      const detail = 'give exactly one of customerId and ids';
      throw problem(400, 'Either one customer or some ids can be asked for.', [
        { parameter: 'customerId', detail },
        { parameter: 'ids', detail },
      ]);
    },
  );

  app.get(
    '/orders/:id',
    {
      config,
      schema: {
        summary: 'One order',
        operationId: 'order',
        params: Type.Object({ id: Type.String() }),
        response: { 200: Order, '4xx': ProblemSchema },
      },
    },
    ({ params: { id } }) => {
      const [order] = store.byIds([id]);
      if (!order) throw notFound('order', id);
      return order;
    },
  );
}
