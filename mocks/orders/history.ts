import { journeyOf } from '../kit/journeys.ts';
import type { OrderSkeleton, OrderStatus } from '../kit/shop.ts';

/** One step of an order, at an RFC 3339 time. */
export interface HistoryEntry {
  readonly status: OrderStatus;
  readonly at: string;
}

/** The steps by which an order, as it is at `now`, came to its status, oldest first; the last one is that status. */
export function historyOf(order: OrderSkeleton, now: Date): HistoryEntry[] {
  const journey = journeyOf(order, now);
  const steps: readonly (readonly [OrderStatus, string | null])[] = [
    ['PLACED', order.placedAt],
    ['PAID', journey.paidAt],
    ['SHIPPED', journey.shippedAt],
    ['DELIVERED', journey.deliveredAt],
    ['RETURNED', journey.returnedAt],
    ['CANCELLED', journey.cancelledAt],
  ];
  return steps.flatMap(([status, at]) => (at === null ? [] : { status, at }));
}
