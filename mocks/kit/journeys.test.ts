import { expect, it } from 'vitest';
import { journeyOf, transitHours, type Journey } from './journeys.ts';
import { ORDER_COUNT, orderOf, type OrderSkeleton, type OrderStatus } from './shop.ts';
import { SEED_NOW } from './time.ts';

const orders = Array.from({ length: ORDER_COUNT }, (_, index) => orderOf(index + 1, SEED_NOW));
const journey = (order: OrderSkeleton) => journeyOf(order, SEED_NOW);
const ordersThatAre = (status: OrderStatus) => orders.filter((order) => order.status === status);
const stepsOf = (journey: Journey) => Object.values(journey).filter((at: string | null) => at !== null);
const hoursBetween = (from: string | null, to: string | null) =>
  (Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000;

it('the journey of an order tells the same of an order whoever asks, and however often', () => {
  expect(orders.toReversed().map(journey).toReversed()).toEqual(orders.map(journey));
});

it.each<[OrderStatus, (keyof Journey)[]]>([
  ['PLACED', []],
  ['PAID', ['paidAt']],
  ['SHIPPED', ['paidAt', 'shippedAt']],
  ['DELIVERED', ['paidAt', 'shippedAt', 'deliveredAt']],
  ['RETURNED', ['paidAt', 'shippedAt', 'deliveredAt', 'returnedAt']],
])('the journey of an order goes as far as the status %s, one step after the other', (status, expected) => {
  for (const order of ordersThatAre(status)) {
    const steps = journey(order);
    const times = [order.placedAt, ...stepsOf(steps)];

    expect(Object.keys(steps).filter((step) => steps[step as keyof Journey] !== null)).toEqual(expected);
    expect(times).toEqual([...new Set(times)].toSorted());
  }
});

it('the journey of an order ends where an order is cancelled, paid for or not', () => {
  const journeys = ordersThatAre('CANCELLED').map(journey);

  for (const { paidAt, cancelledAt, ...others } of journeys) {
    expect(hoursBetween(paidAt ?? cancelledAt, cancelledAt)).toBeGreaterThanOrEqual(0);
    expect(stepsOf({ paidAt: null, cancelledAt: null, ...others })).toEqual([]);
  }
  expect(new Set(journeys.map(({ paidAt }) => paidAt === null)).size).toBe(2);
});

it('the journey of an order records nothing after the books were closed', () => {
  const last =
    orders
      .flatMap((order) => stepsOf(journey(order)))
      .toSorted()
      .at(-1) ?? '';

  expect(last > '2026-11-22').toBe(true);
  expect(last <= '2026-11-22T20:00:00Z').toBe(true);
});

it('the journey of an order keeps parcels on their way for as long as carriers to that country take', () => {
  for (const order of [...ordersThatAre('DELIVERED'), ...ordersThatAre('RETURNED')]) {
    const { shippedAt, deliveredAt } = journey(order);
    const [minimum, maximum] = transitHours[order.country];
    expect(hoursBetween(shippedAt, deliveredAt)).toBeGreaterThanOrEqual(minimum);
    expect(hoursBetween(shippedAt, deliveredAt)).toBeLessThanOrEqual(maximum);
  }
});

it('the journey of an order has nothing overdue on its way when the books are closed', () => {
  for (const order of ordersThatAre('SHIPPED')) {
    const [, maximum] = transitHours[order.country];
    expect(hoursBetween(journey(order).shippedAt, '2026-11-22T20:00:00Z')).toBeLessThanOrEqual(maximum);
  }
});
