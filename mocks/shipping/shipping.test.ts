import { describe, expect, it } from 'vitest';
import { transitHours } from '../kit/journeys.ts';
import { ORDER_COUNT, orderOf, type OrderStatus } from '../kit/shop.ts';
import { testMock } from '../kit/test-mock.ts';
import { SEED_NOW } from '../kit/time.ts';
import { shipping } from './main.ts';
import type { Estimate, Shipment } from './store.ts';

const { ask, read } = testMock(shipping);

const orders = Array.from({ length: ORDER_COUNT }, (_, index) => orderOf(index + 1, SEED_NOW));
const ordersThatAre = (...statuses: OrderStatus[]) =>
  orders.filter(({ status }) => statuses.includes(status)).slice(-100);

async function shipmentsOf(ids: string[]): Promise<Shipment[]> {
  return (await read<{ shipments: Shipment[] }>(`/shipments?orderIds=${ids.join(',')}`)).shipments;
}
const estimate = (query: string) => ask(`/estimates?${query}`);

describe('shipments', () => {
  it('hold every piece of an order once, in one parcel or more', async () => {
    const delivered = ordersThatAre('DELIVERED', 'RETURNED');
    const byOrder = Map.groupBy(
      await shipmentsOf(delivered.map(({ id }) => id)),
      (shipment) => shipment['order-id'],
    );

    for (const { id, lines } of delivered) {
      const skus = byOrder.get(id)?.flatMap((shipment) => shipment.skus) ?? [];
      expect(skus.toSorted()).toEqual(lines.map(({ sku }) => sku).toSorted());
    }
    expect([...byOrder.values()].some((parcels) => parcels.length === 2)).toBe(true);
  });

  it('that arrived took the hours between leaving and arriving, within what was estimated', async () => {
    const delivered = ordersThatAre('DELIVERED');
    const countryOf = new Map(delivered.map(({ id, country }) => [id, country]));

    for (const shipment of await shipmentsOf([...countryOf.keys()])) {
      const transitMs = Date.parse(shipment['delivered-at'] ?? '') - Date.parse(shipment['shipped-at'] ?? '');
      const hours = transitMs / 3_600_000;
      const [minimum, maximum] = transitHours[countryOf.get(shipment['order-id']) ?? expect.unreachable()];
      expect(shipment).toMatchObject({ 'status': 'delivered', 'transit-hours': Math.round(hours) });
      expect(hours).toBeGreaterThanOrEqual(minimum);
      expect(hours).toBeLessThanOrEqual(maximum);
    }
  });

  it('lead to a page of their carrier, once it has them', async () => {
    const shipments = await shipmentsOf(ordersThatAre('PAID', 'SHIPPED', 'DELIVERED').map(({ id }) => id));
    const [waiting, sent] = [true, false].map((isWaiting) =>
      shipments.filter(({ status }) => (status === 'label-created') === isWaiting),
    );

    expect(new Set(waiting!.map((shipment) => shipment['tracking-url']))).toEqual(new Set([null]));
    for (const shipment of sent!) {
      const { hostname, pathname } = new URL(shipment['tracking-url'] ?? '');
      expect(hostname).toMatch(/^track\.[a-z-]+\.example$/);
      expect(pathname).toBe(`/${shipment['tracking-code']}`);
    }
  });

  it('on their way have left, and have no arrival yet', async () => {
    const shipments = await shipmentsOf(ordersThatAre('SHIPPED').map(({ id }) => id));

    expect(new Set(shipments.map(({ status }) => status))).toEqual(
      new Set(['in-transit', 'out-for-delivery']),
    );
    for (const shipment of shipments) {
      expect(shipment).toMatchObject({
        'shipped-at': expect.any(String),
        'delivered-at': null,
        'transit-hours': null,
      });
    }
  });

  it('of some orders paid for are packed, and have not left', async () => {
    const paid = ordersThatAre('PAID').map(({ id }) => id);
    const shipments = await shipmentsOf(paid);
    const packed = new Set(shipments.map((shipment) => shipment['order-id']));

    expect(packed.size).toBeGreaterThan(0);
    expect(packed.size).toBeLessThan(paid.length);
    for (const shipment of shipments) {
      expect(shipment).toMatchObject({ 'status': 'label-created', 'shipped-at': null, 'delivered-at': null });
    }
  });

  it('do not exist for orders unpaid or cancelled, or unknown ones', async () => {
    const ids = ordersThatAre('PLACED', 'CANCELLED').map(({ id }) => id);

    expect(await shipmentsOf([...ids.slice(-99), 'o-99999'])).toEqual([]);
  });

  it('come in no order', async () => {
    const ids = ordersThatAre('DELIVERED')
      .slice(0, 5)
      .map(({ id }) => id);

    expect((await shipmentsOf(ids)).map((shipment) => shipment['order-id'])).not.toEqual(ids);
    expect(await shipmentsOf(ids.toReversed())).toEqual(await shipmentsOf(ids));
  });
});

describe('an estimate', () => {
  it.each(['DE', 'FR', 'ES', 'NL', 'GB', 'US', 'JP', 'KR'])('exists for %s', async (country) => {
    const body = await read<Estimate>(`/estimates?country=${country}&productId=p-0001`);

    expect(body).toMatchObject({ 'product-id': 'p-0001', country, 'carrier': expect.any(String) });
    expect(body['minimum-hours']).toBeLessThan(body['maximum-hours']);
    expect(body['express-hours'] ?? 0).toBeLessThan(body['minimum-hours']);
  });

  it.each([
    ['a country that is not served', 'country=AQ&productId=p-0001', 404, 'There is no delivery to AQ.'],
    ['an unknown product', 'country=DE&productId=p-9999', 404, 'There is no product p-9999.'],
    [
      'a country that is none',
      'country=Germany&productId=p-0001',
      400,
      'The request does not fit its schema.',
    ],
  ])('does not exist for %s', async (_case, query, status, detail) => {
    const response = await estimate(query);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, detail });
  });
});
