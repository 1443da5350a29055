import type { DatabaseSync } from 'node:sqlite';
import { journeyOf, transitHours, type Journey } from '../kit/journeys.ts';
import { random, type Random } from '../kit/random.ts';
import {
  countries,
  leafCategoryOf,
  ORDER_COUNT,
  orderOf,
  PRODUCT_COUNT,
  productId,
  type Country,
  type OrderSkeleton,
} from '../kit/shop.ts';
import { HOUR_MS, rfc3339 } from '../kit/time.ts';
import type { Shipment } from './store.ts';

const PACKAGING_GRAMS = 150;
/** Share of the orders with several lines that come in two parcels. */
const SPLIT_RATIO = 0.25;
/** Share of the orders paid for that are packed already and wait for their carrier. */
const PACKED_RATIO = 0.5;
const BULKY_CATEGORIES = new Set(['floor-lamps', 'rugs', 'tents', 'sleeping-bags', 'backpacks']);

/** Who carries parcels to a country, and in how many hours by express, if at all. */
const CARRIERS: Readonly<Record<Country, readonly [carrier: string, expressHours: number | null]>> = {
  DE: ['Gelbfuchs', 12],
  FR: ['Colis Mistral', 24],
  ES: ['Rápido Sur', 36],
  NL: ['Polderpost', 18],
  GB: ['Wren Parcels', 30],
  US: ['Blue Heron', 48],
  JP: ['Tsubame Bin', null],
  KR: ['Kkachi Express', null],
};

/** Packs and ships orders, and knows how long each product takes to each country. */
export function seed(db: DatabaseSync, now: Date): void {
  const insertDestination = db.prepare('INSERT INTO destination VALUES (?, ?, ?, ?, ?)');
  for (const country of countries) {
    const [carrier, expressHours] = CARRIERS[country];
    insertDestination.run(country, carrier, ...transitHours[country], expressHours);
  }

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
    const order = orderOf(k, now);
    const draw = random(`shipments:${order.id}`);
    const [carrier] = CARRIERS[order.country];
    parcelsOf(order, draw).forEach((lines, index) => {
      const { status, shippedAt, deliveredAt, hours } = progressOf(order, journeyOf(order, now), index, draw);
      const grams = lines.reduce((sum, line) => sum + line.quantity * (weights.get(line.productId) ?? 0), 0);
      const id = `s-${order.id.slice(2)}-${index + 1}`;
      const code = `${order.country}${draw.int(1_000_000_000, 9_999_999_999)}`;
      const skus = JSON.stringify(lines.map(({ sku }) => sku));
      const weight = grams + PACKAGING_GRAMS;
      insertShipment.run(
        ...[id, order.id, carrier, code, status, shippedAt, deliveredAt, hours, weight, skus],
      );
    });
  }
}

function parcelsOf({ status, lines }: OrderSkeleton, draw: Random): OrderSkeleton['lines'][] {
  if (status === 'PLACED' || status === 'CANCELLED') return [];
  if (status === 'PAID' && !draw.chance(PACKED_RATIO)) return [];
  if (lines.length === 1 || !draw.chance(SPLIT_RATIO)) return [lines];
  const first = draw.int(1, lines.length - 1);
  return [lines.slice(0, first), lines.slice(first)];
}

interface Progress {
  status: Shipment['status'];
  shippedAt: string | null;
  deliveredAt: string | null;
  /** On the way, once it has arrived. */
  hours: number | null;
}

/** What has become of the parcel of an order: the first (`index` 0) arrives last, and the order with it. */
function progressOf(
  order: OrderSkeleton,
  { shippedAt, deliveredAt }: Journey,
  index: number,
  draw: Random,
): Progress {
  if (shippedAt === null) return { status: 'label-created', shippedAt, deliveredAt: null, hours: null };
  if (deliveredAt === null) {
    const status = draw.pick(['in-transit', 'in-transit', 'out-for-delivery'] as const);
    return { status, shippedAt, deliveredAt, hours: null };
  }
  const [fastest] = transitHours[order.country];
  const transitMs = Date.parse(deliveredAt) - Date.parse(shippedAt);
  const earlierMs = index === 0 ? 0 : 1000 * draw.int(0, (transitMs - fastest * HOUR_MS) / 1000);
  return {
    status: 'delivered',
    shippedAt,
    deliveredAt: rfc3339(Date.parse(deliveredAt) - earlierMs),
    hours: Math.round((transitMs - earlierMs) / HOUR_MS),
  };
}
