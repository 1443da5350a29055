import type { DatabaseSync } from 'node:sqlite';
import { random, type Random } from '../kit/random.ts';
import {
  ORDER_COUNT,
  PRODUCT_COUNT,
  leafCategoryOf,
  orderOf,
  productId,
  type Country,
  type OrderSkeleton,
} from '../kit/shop.ts';

const HOUR_MS = 3_600_000;
const PACKAGING_GRAMS = 150;
/** Share of the orders with several lines that come in two parcels. */
const SPLIT_RATIO = 0.25;
const BULKY_CATEGORIES = new Set(['floor-lamps', 'rugs', 'tents', 'sleeping-bags', 'backpacks']);

/** The carrier, least and most hours on the way, and hours by express, if there is one. */
const DESTINATIONS: Readonly<Record<Country, readonly [string, number, number, number | null]>> = {
  DE: ['Gelbfuchs', 24, 48, 12],
  FR: ['Colis Mistral', 36, 72, 24],
  ES: ['Rápido Sur', 48, 96, 36],
  NL: ['Polderpost', 24, 60, 18],
  GB: ['Wren Parcels', 48, 96, 30],
  US: ['Blue Heron', 72, 120, 48],
  JP: ['Tsubame Bin', 72, 120, null],
  KR: ['Kkachi Express', 72, 110, null],
};

/** Ships every order that has left the warehouse, and knows how long each product takes to each country. */
export function seed(db: DatabaseSync): void {
  const insertDestination = db.prepare('INSERT INTO destination VALUES (?, ?, ?, ?, ?)');
  for (const [country, terms] of Object.entries(DESTINATIONS)) insertDestination.run(country, ...terms);

  const weights = new Map<string, number>();
  const insertParcel = db.prepare('INSERT INTO parcel VALUES (?, ?, ?)');
  for (let n = 1; n <= PRODUCT_COUNT; n++) {
    const bulky = BULKY_CATEGORIES.has(leafCategoryOf(n));
    const draw = random(`weight:${n}`);
    const grams = 10 * (bulky ? draw.int(180, 900) : draw.int(12, 160));
    weights.set(productId(n), grams);
    insertParcel.run(productId(n), grams, bulky ? 1 : 0);
  }

  const insertShipment = db.prepare('INSERT INTO shipment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (let k = 1; k <= ORDER_COUNT; k++) {
    const order = orderOf(k);
    if (!['SHIPPED', 'DELIVERED', 'RETURNED'].includes(order.status)) continue;

    const draw = random(`shipments:${order.id}`);
    parcelsOf(order, draw).forEach((lines, index) => {
      const [carrier, minimumHours, maximumHours] = DESTINATIONS[order.country];
      const { status, shippedAt, deliveredAt, transitHours } = journey(
        order,
        minimumHours,
        maximumHours,
        draw,
      );
      const grams = lines.reduce((sum, line) => sum + line.quantity * (weights.get(line.productId) ?? 0), 0);
      const id = `s-${order.id.slice(2)}-${index + 1}`;
      const code = `${order.country}${draw.int(1_000_000_000, 9_999_999_999)}`;
      const skus = JSON.stringify(lines.map(({ sku }) => sku));
      const weight = grams + PACKAGING_GRAMS;
      insertShipment.run(
        id,
        order.id,
        carrier,
        code,
        status,
        shippedAt,
        deliveredAt,
        transitHours,
        weight,
        skus,
      );
    });
  }
}

function parcelsOf({ lines }: OrderSkeleton, draw: Random): OrderSkeleton['lines'][] {
  if (lines.length === 1 || !draw.chance(SPLIT_RATIO)) return [lines];
  const first = draw.int(1, lines.length - 1);
  return [lines.slice(0, first), lines.slice(first)];
}

/** What has become of a parcel: an order that has arrived has arrived in all its parcels. */
function journey(order: OrderSkeleton, minimumHours: number, maximumHours: number, draw: Random) {
  const shippedMs = Date.parse(order.placedAt) + draw.int(10, 36) * HOUR_MS + draw.int(0, 59) * 60_000;
  if (order.status === 'SHIPPED') {
    const status = draw.pick(['label-created', 'in-transit', 'in-transit', 'out-for-delivery'] as const);
    const shippedAt = status === 'label-created' ? null : toText(shippedMs);
    return { status, shippedAt, deliveredAt: null, transitHours: null };
  }
  const transitHours = draw.int(minimumHours, maximumHours);
  const deliveredAt = toText(shippedMs + transitHours * HOUR_MS);
  return { status: 'delivered', shippedAt: toText(shippedMs), deliveredAt, transitHours } as const;
}

const toText = (timeMs: number): string => new Date(timeMs).toISOString().replace('.000Z', 'Z');
