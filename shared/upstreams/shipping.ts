import { z } from 'zod';
import { dateTime, listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import type { RequestScope } from '../upstream/scope.ts';

/** Most order ids one `GET /shipments` accepts. */
export const SHIPPING_MAX_IDS = 100;

export const shipmentStatuses = ['label-created', 'in-transit', 'out-for-delivery', 'delivered'] as const;

const shipment = z
  .object({
    'shipment-id': z.string(),
    'order-id': z.string(),
    'carrier': z.string(),
    'tracking-code': z.string(),
    'status': z.enum(shipmentStatuses),
    'shipped-at': dateTime.nullable(),
    'delivered-at': dateTime.nullable(),
    'skus': z.array(z.string()),
  })
  .transform((raw) => ({
    id: raw['shipment-id'],
    orderId: raw['order-id'],
    carrier: raw.carrier,
    trackingCode: raw['tracking-code'],
    status: raw.status,
    shippedAt: raw['shipped-at'],
    deliveredAt: raw['delivered-at'],
    skus: raw.skus,
  }));

const estimate = z
  .object({
    'minimum-hours': z.int().nonnegative(),
    'maximum-hours': z.int().nonnegative(),
    'carrier': z.string(),
    'express-hours': z.int().nonnegative().nullable(),
  })
  .transform((raw) => ({
    minimumHours: raw['minimum-hours'],
    maximumHours: raw['maximum-hours'],
    carrier: raw.carrier,
    expressHours: raw['express-hours'],
  }));

const shipments = z.object({ shipments: listOf(shipment) });

/** A parcel on its way; an order can have several. */
export type Shipment = z.output<typeof shipment>;
export type ShipmentStatus = (typeof shipmentStatuses)[number];
/** How long a product takes to a country. */
export type DeliveryEstimate = z.output<typeof estimate>;

/** The shipping service: parcels of orders, and how long a delivery would take. */
export const shipping = defineUpstream({
  name: 'shipping',
  resilience: { deadlineMs: 700, attemptTimeoutMs: 500 },
  endpoints: (http) => ({
    /** All parcels of the orders named, in any order. At most {@link SHIPPING_MAX_IDS} orders. */
    shipmentsByOrderIds: (scope: RequestScope, orderIds: readonly string[]): Promise<readonly Shipment[]> =>
      http
        .get(scope, '/shipments', { query: { orderIds: orderIds.join(',') }, decode: shipments })
        .then((answer) => answer.shipments),

    /** How long `productId` takes to `country` (ISO 3166-1 alpha-2); null where nothing is delivered. */
    estimate: (
      scope: RequestScope,
      { country, productId }: { country: string; productId: string },
    ): Promise<DeliveryEstimate | null> =>
      http.find(scope, '/estimates', { query: { country, productId }, decode: estimate }),
  }),
});
