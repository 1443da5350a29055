import { expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import {
  aCard,
  anOrder,
  down,
  executeMobile,
  listing,
  refused,
  refusing,
  unavailable,
} from '../../testing.ts';

const signedIn = { 'x-customer-id': 'u-1' };
const ordered = (...orders: readonly ReturnType<typeof anOrder>[]) => ({
  ordersOf: vi.fn<PlainUpstreams['orders']['ordersOf']>(async () => ({
    items: orders,
    total: orders.length,
    nextCursor: 'page-3',
  })),
});

it('the list of orders draws a page of twenty, in the currency that was paid in and the language of the device', async () => {
  const orders = ordered(
    anOrder('7'),
    anOrder('6', {
      status: 'DELIVERED',
      currency: 'JPY',
      totalMinor: 1290,
      lines: anOrder('6').lines.slice(1),
    }),
  );
  const { data, errors } = await executeMobile(
    `{ orderList(after: "page-2") {
      orders { id number dateLabel status statusLabel totalLabel itemCount itemCountLabel } nextCursor
    } }`,
    { orders },
    { headers: { ...signedIn, 'accept-language': 'ja', 'x-currency': 'USD' } },
  );

  expect(errors).toBeUndefined();
  expect(data.orderList).toEqual({
    orders: [
      {
        id: '7',
        number: '2026-7',
        dateLabel: '2026/11/01',
        status: 'SHIPPED',
        statusLabel: '発送済み',
        totalLabel: '€115.80',
        itemCount: 3,
        itemCountLabel: '3点',
      },
      {
        id: '6',
        number: '2026-6',
        dateLabel: '2026/11/01',
        status: 'DELIVERED',
        statusLabel: '配達済み',
        totalLabel: '￥1,290',
        itemCount: 1,
        itemCountLabel: '1点',
      },
    ],
    nextCursor: 'page-3',
  });
  expect(orders.ordersOf).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
    customerId: 'u-1',
    cursor: 'page-2',
    limit: 20,
  });
});

it('the list of orders shows the same images with what they say to those who do not see them', async () => {
  const { data } = await executeMobile(
    '{ orderList { orders { previews(width: 100, first: 1) { url alt } } } }',
    { orders: ordered(anOrder('7')), catalog: { cardsByIds: listing(aCard('lamp')) } },
    { headers: signedIn },
  );

  expect(data.orderList.orders).toEqual([
    { previews: [{ url: 'https://images.example/lamp-160', alt: 'The lamp' }] },
  ]);
});

it('the list of orders refuses a cursor that the service does, by the name of its argument', async () => {
  const { data, errors } = await executeMobile(
    '{ orderList(after: "nonsense") { nextCursor } }',
    { orders: { ordersOf: refusing('orders') } },
    { headers: signedIn },
  );

  expect(data).toEqual({ orderList: null });
  expect(errors).toEqual([
    refused('after must be the nextCursor of the page before, and was "nonsense".', 'orderList'),
  ]);
});

it('the list of orders loads the thumbnails of all orders at once, and only as many as are drawn', async () => {
  const cardsByIds = listing(aCard('lamp'), aCard('mug'));
  const { data } = await executeMobile(
    '{ orderList { orders { one: thumbnails(width: 100, density: 3, first: 1) } } }',
    { orders: ordered(anOrder('7'), anOrder('6')), catalog: { cardsByIds } },
    { headers: signedIn },
  );

  const one = ['https://images.example/lamp-320'];
  expect(data.orderList.orders).toEqual([{ one }, { one }]);
  expect(cardsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp']);
});

it('the list of orders draws a product once, and leaves out those that are no longer sold', async () => {
  const [lamp, mug] = anOrder('7').lines;
  const order = anOrder('7', { lines: [lamp!, { ...lamp!, id: '7-3', sku: 'lamp-2' }, mug!] });
  const { data, errors } = await executeMobile(
    '{ orderList { orders { thumbnails(width: 160) } } }',
    { orders: ordered(order), catalog: { cardsByIds: listing(aCard('lamp')) } },
    { headers: signedIn },
  );

  expect(errors).toBeUndefined();
  expect(data.orderList.orders).toEqual([{ thumbnails: ['https://images.example/lamp-160'] }]);
});

it('the list of orders does without thumbnails while the catalog is down', async () => {
  const { data, errors } = await executeMobile(
    '{ orderList { orders { id thumbnails(width: 100) } } }',
    { orders: ordered(anOrder('7')), catalog: { cardsByIds: down('catalog') } },
    { headers: signedIn },
  );

  expect(data.orderList.orders).toEqual([{ id: '7', thumbnails: null }]);
  expect(errors).toEqual([unavailable('catalog', 'orderList', 'orders', 0, 'thumbnails')]);
});

it('the list of orders is for those who have signed in, and asks nothing otherwise', async () => {
  const orders = ordered(anOrder('7'));
  const { data, errors } = await executeMobile('{ orderList { orders { id } } }', { orders });

  expect(data).toEqual({ orderList: null });
  expect(errors).toMatchObject([{ path: ['orderList'], extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(orders.ordersOf).not.toHaveBeenCalled();
});

it.each([
  ['width: 0', 'width must be from 1 to 4096, and was 0.'],
  ['width: 100, first: 0', 'first must be from 1 to 10, and was 0.'],
  ['width: 100, first: 11', 'first must be from 1 to 10, and was 11.'],
])('the list of orders refuses thumbnails of %s', async (given, message) => {
  const { errors } = await executeMobile(
    `{ orderList { orders { thumbnails(${given}) } } }`,
    { orders: ordered(anOrder('7')) },
    { headers: signedIn },
  );

  expect(errors).toEqual([refused(message, 'orderList', 'orders', 0, 'thumbnails')]);
});
