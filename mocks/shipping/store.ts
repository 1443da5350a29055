import type { DatabaseSync } from 'node:sqlite';

/** A parcel; times in RFC 3339, durations in hours. */
export interface Shipment {
  'shipment-id': string;
  'order-id': string;
  'carrier': string;
  'tracking-code': string;
  /** Null until the carrier has the parcel. */
  'tracking-url': string | null;
  'status': 'label-created' | 'in-transit' | 'out-for-delivery' | 'delivered';
  'shipped-at': string | null;
  'delivered-at': string | null;
  'transit-hours': number | null;
  'parcel-weight-grams': number;
  'skus': string[];
}

/** How long a product takes to a country, in hours. */
export interface Estimate {
  'product-id': string;
  'country': string;
  'minimum-hours': number;
  'maximum-hours': number;
  'carrier': string;
  'express-hours': number | null;
}

type ShipmentRow = Omit<Shipment, 'skus' | 'tracking-url'> & { skus: string };

/** What handling adds to the way of something bulky, which never goes by express. */
const BULKY_EXTRA_HOURS = 24;

/** Reads parcels and terms of delivery. */
export function shippingStore(db: DatabaseSync) {
  const byOrders = db.prepare(`
    SELECT shipment_id AS "shipment-id", order_id AS "order-id", carrier, tracking_code AS "tracking-code", status,
      shipped_at AS "shipped-at", delivered_at AS "delivered-at", transit_hours AS "transit-hours",
      parcel_weight_grams AS "parcel-weight-grams", skus
    FROM shipment WHERE order_id IN (SELECT value FROM json_each(?))`);
  const destination = db.prepare('SELECT 1 FROM destination WHERE country = ?');
  const estimate = db.prepare(`
    SELECT product_id AS "product-id", country, minimum_hours + bulky * :extra AS "minimum-hours",
      maximum_hours + bulky * :extra AS "maximum-hours", carrier,
      iif(bulky, NULL, express_hours) AS "express-hours"
    FROM destination, parcel WHERE country = :country AND product_id = :productId`);

  return {
    /** Every parcel of those orders. */
    shipmentsOf(orderIds: readonly string[]): Shipment[] {
      const rows = byOrders.all(JSON.stringify(orderIds)) as unknown as ShipmentRow[];
      return rows.map((row) => ({
        ...row,
        'tracking-url': row.status === 'label-created' ? null : trackingUrl(row),
        'skus': JSON.parse(row.skus) as string[],
      }));
    },

    serves: (country: string): boolean => destination.get(country) !== undefined,

    /** Undefined when either is not known. */
    estimateFor(productId: string, country: string): Estimate | undefined {
      return estimate.get({ productId, country, extra: BULKY_EXTRA_HOURS }) as unknown as
        Estimate | undefined;
    },
  };
}

/** The carrier's page of a parcel: `https://track.rapido-sur.example/ES1234567890`. */
function trackingUrl({ carrier, 'tracking-code': code }: ShipmentRow): string {
  const name = carrier
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '-');
  return `https://track.${name}.example/${code}`;
}
