import { random } from './random.ts';
import type { Country, OrderSkeleton, OrderStatus } from './shop.ts';
import { HOUR_MS, rfc3339 } from './time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long ago the books were closed: nothing is recorded after it. */
const LAST_ENTRY_AGO_MS = 4 * HOUR_MS;

/** Least and most hours that a parcel takes to each country. */
export const transitHours: Readonly<Record<Country, readonly [minimum: number, maximum: number]>> = {
  DE: [24, 48],
  FR: [36, 72],
  ES: [48, 96],
  NL: [24, 60],
  GB: [48, 96],
  US: [72, 120],
  JP: [72, 120],
  KR: [72, 110],
};

/** When an order came to each step after it was placed, RFC 3339 in UTC; null for steps that it never came to. */
export interface Journey {
  readonly paidAt: string | null;
  readonly shippedAt: string | null;
  /** When the last of its parcels arrived. */
  readonly deliveredAt: string | null;
  readonly returnedAt: string | null;
  /** Half of those who cancel have paid before. */
  readonly cancelledAt: string | null;
}

/** How an order of the shop as it is at `now` came to its status, the same for every service that tells of it. */
export function journeyOf({ id, status, country, placedAt }: OrderSkeleton, now: Date): Journey {
  const lastEntry = now.getTime() - LAST_ENTRY_AGO_MS;
  const draw = random(`journey:${id}`);
  const hours = (min: number, max: number) => draw.int(min * 3600, max * 3600) * SECOND;
  const at = (time: number, ...reachedBy: OrderStatus[]) =>
    reachedBy.includes(status) ? rfc3339(time) : null;
  const [fastest, slowest] = transitHours[country];

  const paid = Date.parse(placedAt) + draw.int(1, 45) * MINUTE;
  const packed = paid + hours(6, 40);
  // What is on its way at the end left late enough not to be overdue.
  const shipped = status === 'SHIPPED' ? Math.max(packed, lastEntry - hours(4, slowest)) : packed;
  const delivered = shipped + hours(fastest, slowest);
  const returned = Math.min(delivered + hours(4 * 24, 20 * 24), lastEntry - hours(0, 24));
  const cancelled = paid + hours(1, 20);
  const neverPaid = status === 'CANCELLED' && draw.chance(0.5);

  return {
    paidAt: neverPaid ? null : at(paid, 'PAID', 'SHIPPED', 'DELIVERED', 'RETURNED', 'CANCELLED'),
    shippedAt: at(shipped, 'SHIPPED', 'DELIVERED', 'RETURNED'),
    deliveredAt: at(delivered, 'DELIVERED', 'RETURNED'),
    returnedAt: at(returned, 'RETURNED'),
    cancelledAt: at(cancelled, 'CANCELLED'),
  };
}
