import { z } from 'zod';
import { dateTime, int32, listOf, orNull, partsOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulkOfGroups, find } from '../upstream/endpoint.ts';
import { defaultResilience } from '../resilience/options.ts';

/** Most order ids one `GET /shipments` accepts. */
const SHIPPING_MAX_IDS = 100;

export const shipmentStatuses = ['label-created', 'in-transit', 'out-for-delivery', 'delivered'] as const;

const shipment = z
  .object({
    'shipment-id': z.string(),
    'order-id': z.string(),
    'carrier': z.string(),
    'tracking-code': z.string(),
    // A page leads its reader there: what is no address of the web must not get as far.
    'tracking-url': orNull(z.url({ protocol: /^https$/, hostname: z.regexes.domain })),
    'status': z.enum(shipmentStatuses),
    'shipped-at': dateTime.nullable(),
    'delivered-at': dateTime.nullable(),
    'skus': partsOf(z.string()),
  })
  .transform((raw) => ({
    id: raw['shipment-id'],
    orderId: raw['order-id'],
    carrier: raw.carrier,
    trackingCode: raw['tracking-code'],
    trackingUrl: raw['tracking-url'],
    status: raw.status,
    shippedAt: raw['shipped-at'],
    deliveredAt: raw['delivered-at'],
    skus: raw.skus,
  }));

const estimate = z
  .object({
    'minimum-hours': int32.nonnegative(),
    'maximum-hours': int32.nonnegative(),
    'carrier': z.string(),
    'express-hours': int32.nonnegative().nullable(),
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

/**
 * The shipping service: parcels of orders, and how long a delivery would take. A partner runs it, who grants each process
 * a quota.
 */
export const shipping = defineUpstream({
  name: 'shipping',
  resilience: {
    deadlineMs: 800,
    attemptTimeoutMs: 500,
    breaker: { ...defaultResilience.breaker, slowCallMs: 300 },
    rateLimit: { perSecond: 200, burst: 400 },
  },
  endpoints: {
    /** All parcels of the orders named. */
    shipmentsByOrderIds: bulkOfGroups('/shipments', {
      parameter: 'orderIds',
      maxIds: SHIPPING_MAX_IDS,
      decode: shipments,
      items: (answer) => answer.shipments,
      idOf: ({ orderId }) => orderId,
      idKey: 'order-id',
      varyOn: ['principal'],
      stale: { maxAgeMs: 600_000 },
    }),

    /** How long `productId` takes to `country` (ISO 3166-1 alpha-2); null where nothing is delivered. */
    estimate: find('/estimates', {
      query: ({ country, productId }: { country: string; productId: string }) => ({ country, productId }),
      decode: estimate,
      stale: { maxAgeMs: 3_600_000 },
    }),
  },
});
