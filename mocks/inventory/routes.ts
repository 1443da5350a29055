import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import type { MockApp, ServiceContext } from '../kit/define-mock.ts';
import { hashOrder } from '../kit/random.ts';
import { Ids, OneOf, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { reservationStore } from './reservation-store.ts';
import { stockStore } from './stock-store.ts';

const Pieces = Type.Integer({ minimum: 0 });

const Stock = Type.Object({
  available: Pieces,
  warehouses: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.String(),
        city: Type.String(),
        country: Type.String({ description: 'ISO 3166 alpha-2' }),
        available: Pieces,
      }),
    ),
  ),
});

const Lines = Type.Array(
  Type.Object({ sku: Type.String({ minLength: 1 }), quantity: Type.Integer({ minimum: 1, maximum: 99 }) }),
  { minItems: 1, maxItems: 50 },
);

const Reservation = Type.Object({
  id: Type.String(),
  status: Type.Literal('held'),
  lines: Lines,
  expiresAt: Type.String({ format: 'date-time' }),
});

/** Declares the API of inventory; `now` decides which reservations have expired. */
export function routes(app: MockApp, db: DatabaseSync, { now }: Pick<ServiceContext, 'now'>): void {
  const stock = stockStore(db);
  const reservations = reservationStore(db, now);

  app.get(
    '/stock',
    {
      config: { cacheControl: 'public, max-age=5' },
      schema: {
        operationId: 'getStock',
        summary: 'What is available, by SKU',
        querystring: Type.Object({
          skus: Ids('SKUs'),
          view: OneOf(['warehouses', 'total'], { default: 'warehouses' }),
        }),
        response: { 200: Type.Object({ stock: Type.Record(Type.String(), Stock) }), '4xx': ProblemSchema },
      },
    },
    async ({ query }) => {
      reservations.releaseExpired();
      const found = hashOrder(stock.stockOf(parseIds(query.skus, 'skus')), ([sku]) => sku);
      const shown =
        query.view === 'total' ? found.map(([sku, { available }]) => [sku, { available }]) : found;
      return { stock: Object.fromEntries(shown) as Record<string, Type.Static<typeof Stock>> };
    },
  );

  app.post(
    '/reservations',
    {
      schema: {
        operationId: 'createReservation',
        summary: 'Keeps pieces for a customer: all that were asked for, or none',
        headers: Type.Object({
          'idempotency-key': Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 255,
              description: 'Makes a repeated request safe: it gets the answer of the first.',
            }),
          ),
        }),
        body: Type.Object({ lines: Lines }),
        response: { 201: Reservation, '4xx': ProblemSchema },
      },
    },
    async ({ body, headers }, reply) => {
      reservations.releaseExpired();
      return reply.code(201).send(reservations.create(body.lines, headers['idempotency-key']));
    },
  );

  app.delete(
    '/reservations/:id',
    {
      schema: {
        operationId: 'deleteReservation',
        summary: 'Gives the pieces back',
        params: Type.Object({ id: Type.String() }),
        response: { 204: Type.Null(), '4xx': ProblemSchema },
      },
    },
    async ({ params }, reply) => {
      reservations.releaseExpired();
      reservations.release(params.id);
      return reply.code(204).send(null);
    },
  );
}
