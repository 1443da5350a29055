import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mocks } from './index.ts';
import { openDatabase } from './kit/database.ts';
import type { MockService } from './kit/define-mock.ts';
import { ORDER_COUNT, orderId, type OrderStatus } from './kit/shop.ts';
import { temporaryDirectory, testMock } from './kit/test-mock.ts';
import { orders } from './orders/main.ts';
import type { Order } from './orders/schemas.ts';
import { shipping } from './shipping/main.ts';
import type { Shipment } from './shipping/store.ts';

interface Operation {
  summary?: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

it('every service has a name and a port of its own', () => {
  expect(mocks).toHaveLength(8);
  expect(new Set(mocks.map(({ name }) => name)).size).toBe(8);
  expect(mocks.map(({ port }) => port)).toEqual([4101, 4102, 4103, 4104, 4105, 4106, 4107, 4108]);
});

describe.each(mocks)('$name', (service) => {
  const { dataDir, ask, read } = testMock(service);

  it('is seeded with the same rows on every run', async () => {
    const first = readFileSync(join(dataDir, `${service.name}.sqlite`));
    expect(first.equals(await seedAgain(service))).toBe(true);
  });

  it('documents every operation: what for, its answer, its problems', async () => {
    const document = await read<{
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    }>('/openapi.json');

    expect(document.openapi).toBe('3.1.0');
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { summary, responses }] of Object.entries(operations)) {
        expect(summary, `${method} ${path}`).toBeTypeOf('string');
        expect(Object.keys(responses).some((status) => /^2/.test(status))).toBe(true);
        expect(responses['4XX']?.content, `${method} ${path}`).toHaveProperty(['application/problem+json']);
      }
    }
  });

  it('is healthy, and tells of an unknown address as a problem', async () => {
    expect(await read('/health')).toEqual({ status: 'ok', service: service.name });

    const unknown = await ask('/no/such/thing');

    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(await unknown.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
  });
});

describe('an order and its shipments', () => {
  const orderMock = testMock(orders);
  const shippingMock = testMock(shipping);

  const shipmentStatuses: Readonly<Record<OrderStatus, readonly Shipment['status'][]>> = {
    PLACED: [],
    PAID: ['label-created'],
    SHIPPED: ['in-transit', 'out-for-delivery'],
    DELIVERED: ['delivered'],
    RETURNED: ['delivered'],
    CANCELLED: [],
  };

  /** Orders of all years by the hundred, and the last hundred, most of which are still on their way. */
  const samples = [1, 1201, 2401, 3601, ORDER_COUNT - 99].map((first) =>
    Array.from({ length: 100 }, (_, index) => orderId(first + index)),
  );

  it.each(samples)('from %s on tell the same of when it left and arrived', async (...ids) => {
    const found = await orderMock.read<{ orders: Order[] }>(`/orders?ids=${ids.join(',')}`);
    const { shipments } = await shippingMock.read<{ shipments: Shipment[] }>(
      `/shipments?orderIds=${ids.join(',')}`,
    );
    const parcelsOf = Map.groupBy(shipments, (shipment) => shipment['order-id']);

    expect(found.orders).toHaveLength(100);
    for (const { id, status, history } of found.orders) {
      const at = (step: OrderStatus) => history.find((entry) => entry.status === step)?.at ?? null;
      const parcels = parcelsOf.get(id) ?? [];
      const arrivals = parcels.map((parcel) => parcel['delivered-at']);

      expect(parcels.length > 0 || at('SHIPPED') === null, id).toBe(true);
      for (const parcel of parcels) {
        expect(shipmentStatuses[status], id).toContain(parcel.status);
        expect(parcel['shipped-at'], id).toBe(at('SHIPPED'));
      }
      expect(arrivals.toSorted().at(-1) ?? null, id).toBe(at('DELIVERED'));
    }
  });
});

/** Seeds the service into a directory of its own and returns the bytes of its database. */
async function seedAgain(service: MockService): Promise<Buffer> {
  const directory = temporaryDirectory();
  (await openDatabase(service, directory.path)).close();
  const bytes = readFileSync(join(directory.path, `${service.name}.sqlite`));
  directory.remove();
  return bytes;
}
