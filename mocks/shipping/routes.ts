import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import type { MockApp } from '../kit/define-mock.ts';
import { notFound, problem } from '../kit/problems.ts';
import { hashOrder } from '../kit/random.ts';
import { Ids, Nullable, OneOf, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { shippingStore } from './store.ts';

const Time = Type.String({ format: 'date-time' });
const Hours = Type.Integer({ minimum: 0 });

const Shipment = Type.Object({
  'shipment-id': Type.String(),
  'order-id': Type.String(),
  'carrier': Type.String(),
  'tracking-code': Type.String(),
  'tracking-url': Nullable(
    Type.String({
      format: 'uri',
      pattern: '^https://',
      description: "The carrier's page of it, once it has it.",
    }),
  ),
  'status': OneOf(['label-created', 'in-transit', 'out-for-delivery', 'delivered']),
  'shipped-at': Nullable(Time),
  'delivered-at': Nullable(Time),
  'transit-hours': Nullable(Hours),
  'parcel-weight-grams': Type.Integer(),
  'skus': Type.Array(Type.String()),
});

const Estimate = Type.Object({
  'product-id': Type.String(),
  'country': Type.String(),
  'minimum-hours': Hours,
  'maximum-hours': Hours,
  'carrier': Type.String(),
  'express-hours': Nullable(Hours),
});

/** Declares the API of shipping. */
export function routes(app: MockApp, db: DatabaseSync): void {
  const store = shippingStore(db);

  app.get(
    '/shipments',
    {
      config: { cacheControl: 'private, no-cache' },
      schema: {
        operationId: 'getShipments',
        summary: 'The parcels of orders, in no particular order; an order may have none, one or several',
        querystring: Type.Object({ orderIds: Ids('orders') }),
        response: { 200: Type.Object({ shipments: Type.Array(Shipment) }), '4xx': ProblemSchema },
      },
    },
    async ({ query }) => {
      const shipments = store.shipmentsOf(parseIds(query.orderIds, 'orderIds'));
      return { shipments: hashOrder(shipments, (shipment) => shipment['shipment-id']) };
    },
  );

  app.get(
    '/estimates',
    {
      config: { cacheControl: 'public, max-age=600' },
      schema: {
        operationId: 'getEstimate',
        summary: 'How long a product takes to a country',
        querystring: Type.Object({
          country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166 alpha-2' }),
          productId: Type.String({ minLength: 1 }),
        }),
        response: { 200: Estimate, '4xx': ProblemSchema },
      },
    },
    async ({ query: { country, productId } }) => {
      if (!store.serves(country)) throw problem(404, `There is no delivery to ${country}.`);
      const estimate = store.estimateFor(productId, country);
      if (estimate === undefined) throw notFound('product', productId);
      return estimate;
    },
  );
}
