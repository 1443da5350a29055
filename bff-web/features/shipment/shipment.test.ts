import { expect, it, vi } from 'vitest';
import type { Shipment } from '../../../shared/upstreams/shipping.ts';
import { anOrder, aUser, down, executeWeb, unavailable } from '../../testing.ts';

const asAda = { headers: { 'x-customer-id': 'u-1' } };

const parcel = (orderId: string, more: Partial<Shipment> = {}): Shipment => ({
  id: `s-${orderId}`,
  orderId,
  carrier: 'Nordpost',
  trackingCode: 'NP123',
  trackingUrl: 'https://track.nordpost.example/NP123',
  status: 'out-for-delivery',
  shippedAt: '2026-11-02T08:00:00Z',
  deliveredAt: null,
  skus: ['mug-2'],
  ...more,
});

it('an order shows its parcels, with the lines that each holds', async () => {
  const { data, errors } = await executeWeb(
    `{ order(id: "o-1") { shipments {
      id carrier trackingCode trackingUrl status shippedAt deliveredAt lines { sku quantity unitPrice { formatted } }
    } } }`,
    {
      orders: { ordersByIds: async () => [anOrder('o-1')] },
      shipping: { shipmentsByOrderIds: async () => [parcel('o-1')] },
    },
    asAda,
  );

  expect(errors).toBeUndefined();
  expect(data.order.shipments).toEqual([
    {
      id: 's-o-1',
      carrier: 'Nordpost',
      trackingCode: 'NP123',
      trackingUrl: 'https://track.nordpost.example/NP123',
      status: 'OUT_FOR_DELIVERY',
      shippedAt: '2026-11-02T08:00:00.000Z',
      deliveredAt: null,
      lines: [{ sku: 'mug-2', quantity: 1, unitPrice: { formatted: '€12.90' } }],
    },
  ]);
});

it('an order shows its parcels in the order in which they were sent, those still to be sent last', async () => {
  const { data } = await executeWeb(
    '{ order(id: "o-1") { shipments { id } } }',
    {
      orders: { ordersByIds: async () => [anOrder('o-1')] },
      shipping: {
        shipmentsByOrderIds: async () => [
          parcel('o-1', { id: 'waiting', shippedAt: null }),
          parcel('o-1', { id: 'second', shippedAt: '2026-11-03T00:30:00+01:00' }),
          parcel('o-1', { id: 'first', shippedAt: '2026-11-02T22:30:00Z' }),
        ],
      },
    },
    asAda,
  );
  expect(data.order.shipments).toEqual([{ id: 'first' }, { id: 'second' }, { id: 'waiting' }]);
});

it('a page of orders asks once for the parcels of them all', async () => {
  const shipmentsByOrderIds = vi.fn(async () => [parcel('o-1', { status: 'delivered' })]);

  const { data } = await executeWeb(
    '{ customer(id: "u-1") { orders { edges { node { shipments { status } } } } } }',
    {
      users: { usersByIds: async () => [aUser('u-1')] },
      orders: {
        ordersOf: async () => ({ items: [anOrder('o-2'), anOrder('o-1')], total: 2, nextCursor: null }),
      },
      shipping: { shipmentsByOrderIds },
    },
    asAda,
  );

  expect(data.customer.orders.edges).toEqual([
    { node: { shipments: [] } },
    { node: { shipments: [{ status: 'DELIVERED' }] } },
  ]);
  expect(shipmentsByOrderIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['o-2', 'o-1']);
});

it('an order loses its parcels alone when shipping is down', async () => {
  const { data, errors } = await executeWeb(
    '{ order(id: "o-1") { number shipments { id } } }',
    {
      orders: { ordersByIds: async () => [anOrder('o-1')] },
      shipping: { shipmentsByOrderIds: down('shipping') },
    },
    asAda,
  );

  expect(data.order).toEqual({ number: '2026-o-1', shipments: null });
  expect(errors).toEqual([unavailable('shipping', 'order', 'shipments')]);
});
