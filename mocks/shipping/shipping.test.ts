import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_COUNT, orderOf, type OrderStatus } from '../kit/shop.ts';
import { startMock, type RunningMock } from '../kit/start-mock.ts';
import { temporaryDirectory } from '../kit/toy-service.ts';
import { shipping } from './main.ts';
import type { Estimate, Shipment } from './store.ts';

const directory = temporaryDirectory();
let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock(shipping, { dataDir: directory.path });
});
afterAll(async () => {
  await mock.close();
  directory.remove();
});

const orders = Array.from({ length: ORDER_COUNT }, (_, index) => orderOf(index + 1));
const ordersThatAre = (...statuses: OrderStatus[]) =>
  orders.filter(({ status }) => statuses.includes(status)).slice(-100);

async function shipmentsOf(ids: string[]): Promise<Shipment[]> {
  const response = await fetch(`${mock.url}/shipments?orderIds=${ids.join(',')}`);
  return ((await response.json()) as { shipments: Shipment[] }).shipments;
}
const estimate = (query: string) => fetch(`${mock.url}/estimates?${query}`);

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

  it('that arrived took the hours between leaving and arriving', async () => {
    for (const shipment of await shipmentsOf(ordersThatAre('DELIVERED').map(({ id }) => id))) {
      const hours = Date.parse(shipment['delivered-at'] ?? '') - Date.parse(shipment['shipped-at'] ?? '');
      expect(shipment).toMatchObject({ 'status': 'delivered', 'transit-hours': hours / 3_600_000 });
    }
  });

  it('on their way have no arrival yet', async () => {
    const shipments = await shipmentsOf(ordersThatAre('SHIPPED').map(({ id }) => id));

    expect(shipments.length).toBeGreaterThan(0);
    for (const shipment of shipments) {
      expect(shipment).toMatchObject({ 'delivered-at': null, 'transit-hours': null });
      expect(shipment.status === 'label-created').toBe(shipment['shipped-at'] === null);
    }
  });

  it('do not exist for orders that never left, or unknown ones', async () => {
    const ids = ordersThatAre('PLACED', 'PAID', 'CANCELLED').map(({ id }) => id);

    expect(await shipmentsOf([...ids.slice(0, 90), 'o-99999'])).toEqual([]);
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
    const body = (await (await estimate(`country=${country}&productId=p-0001`)).json()) as Estimate;

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
