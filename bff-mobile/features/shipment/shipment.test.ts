import { expect, it, vi } from 'vitest';
import type { Shipment } from '../../../shared/upstreams/shipping.ts';
import { anOrder, down, executeMobile, unavailable } from '../../testing.ts';

const orders = { ordersByIds: vi.fn(async () => [anOrder('7')]) };
const headers = { 'x-customer-id': 'u-1', 'accept-language': 'es' };
const document = `{ orderScreen(id: "7") {
  number shipments { id carrier trackingCode trackingUrl status statusLabel dateLabel }
} }`;

const parcel = (id: string, more: Partial<Shipment>): Shipment => ({
  id,
  orderId: '7',
  carrier: 'DHL',
  trackingCode: `T-${id}`,
  trackingUrl: `https://track.dhl.example/T-${id}`,
  status: 'in-transit',
  shippedAt: '2026-11-03T08:00:00Z',
  deliveredAt: null,
  skus: [],
  ...more,
});

it('an order draws each parcel with the last day that is known of it', async () => {
  const shipmentsByOrderIds = vi.fn(async () => [
    parcel('1', { status: 'delivered', deliveredAt: '2026-11-05T10:00:00Z' }),
    parcel('2', {}),
    parcel('3', { status: 'label-created', trackingUrl: null, shippedAt: null }),
  ]);
  const { data } = await executeMobile(document, { orders, shipping: { shipmentsByOrderIds } }, { headers });

  const of = (id: string) => ({
    id,
    carrier: 'DHL',
    trackingCode: `T-${id}`,
    trackingUrl: `https://track.dhl.example/T-${id}`,
  });
  expect(data.orderScreen.shipments).toEqual([
    { ...of('1'), status: 'DELIVERED', statusLabel: 'Entregado', dateLabel: '5 nov 2026' },
    { ...of('2'), status: 'IN_TRANSIT', statusLabel: 'En camino', dateLabel: '3 nov 2026' },
    {
      ...of('3'),
      trackingUrl: null,
      status: 'LABEL_CREATED',
      statusLabel: 'En preparación',
      dateLabel: null,
    },
  ]);
  expect(shipmentsByOrderIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['7']);
});

it('an order draws its parcels in the order in which they were sent, those still to be sent last', async () => {
  const shipmentsByOrderIds = vi.fn(async () => [
    parcel('waiting', { shippedAt: null }),
    parcel('second', { shippedAt: '2026-11-03T00:30:00+01:00' }),
    parcel('first', { shippedAt: '2026-11-02T22:30:00Z' }),
  ]);
  const { data } = await executeMobile(
    '{ orderScreen(id: "7") { shipments { id } } }',
    { orders, shipping: { shipmentsByOrderIds } },
    { headers },
  );

  expect(data.orderScreen.shipments).toEqual([{ id: 'first' }, { id: 'second' }, { id: 'waiting' }]);
});

it('an order tells the day where the device is', async () => {
  const { data } = await executeMobile(
    '{ orderScreen(id: "7") { shipments { dateLabel(timeZone: "Pacific/Auckland") } } }',
    {
      orders,
      shipping: {
        shipmentsByOrderIds: vi.fn(async () => [parcel('1', { shippedAt: '2026-11-03T12:00:00Z' })]),
      },
    },
    { headers },
  );

  expect(data.orderScreen.shipments).toEqual([{ dateLabel: '4 nov 2026' }]);
});

it('the list of parcels is empty before the order is sent', async () => {
  const { data, errors } = await executeMobile(
    document,
    { orders, shipping: { shipmentsByOrderIds: vi.fn(async () => []) } },
    { headers },
  );

  expect(errors).toBeUndefined();
  expect(data.orderScreen.shipments).toEqual([]);
});

it('the list of parcels fails alone', async () => {
  const { data, errors } = await executeMobile(
    document,
    { orders, shipping: { shipmentsByOrderIds: down('shipping') } },
    { headers },
  );

  expect(data.orderScreen).toEqual({ number: '2026-7', shipments: null });
  expect(errors).toEqual([unavailable('shipping', 'orderScreen', 'shipments')]);
});
