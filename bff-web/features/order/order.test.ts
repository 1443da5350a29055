import { errorsEverywhere } from '../../../shared/testing/everywhere.ts';
import { describe, expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { anOrder, aProduct, aUser, down, executeWeb, refused, selling, unavailable } from '../../testing.ts';

const asAda = { headers: { 'x-customer-id': 'u-1' } };

describe('an order', () => {
  it('shows what was bought, what it cost and what has happened, in its own currency', async () => {
    const ordersByIds = vi.fn(async () => [anOrder('o-1')]);

    const { data, errors } = await executeWeb(
      `{ order(id: "o-1") {
        id number placedAt status
        lines { id sku productId quantity unitPrice { amountMinor currency } total { formatted } }
        goods { formatted } shipping { formatted } total { amountMinor currency formatted } tax { formatted }
        deliveryAddress { recipient lines postalCode city country } payment { method card { brand lastFour } }
        history { status at }
      } }`,
      { orders: { ordersByIds } },
      { headers: { ...asAda.headers, 'x-currency': 'USD' } },
    );

    expect(errors).toBeUndefined();
    expect(data.order).toEqual({
      id: 'o-1',
      number: '2026-o-1',
      placedAt: '2026-11-01T23:30:00.000Z',
      status: 'SHIPPED',
      lines: [
        {
          id: 'o-1-1',
          sku: 'lamp-1',
          productId: 'lamp',
          quantity: 2,
          unitPrice: { amountMinor: 4900, currency: 'EUR' },
          total: { formatted: '€98.00' },
        },
        {
          id: 'o-1-2',
          sku: 'mug-2',
          productId: 'mug',
          quantity: 1,
          unitPrice: { amountMinor: 1290, currency: 'EUR' },
          total: { formatted: '€12.90' },
        },
      ],
      goods: { formatted: '€110.90' },
      shipping: { formatted: '€4.90' },
      total: { amountMinor: 11580, currency: 'EUR', formatted: '€115.80' },
      tax: { formatted: '€18.49' },
      deliveryAddress: {
        recipient: 'Ana Soto',
        lines: ['Lindenstraße 12'],
        postalCode: '10115',
        city: 'Berlin',
        country: 'DE',
      },
      payment: { method: 'CARD', card: { brand: 'Visa', lastFour: '0042' } },
      history: [
        { status: 'PLACED', at: '2026-11-01T23:30:00.000Z' },
        { status: 'SHIPPED', at: '2026-11-03T08:00:00.000Z' },
      ],
    });
  });

  it('names no card where none was used', async () => {
    const order = anOrder('o-1', { payment: { method: 'PAYPAL', card: null } });
    const { data } = await executeWeb(
      '{ order(id: "o-1") { payment { method card { lastFour } } } }',
      { orders: { ordersByIds: async () => [order] } },
      asAda,
    );

    expect(data.order).toEqual({ payment: { method: 'PAYPAL', card: null } });
  });

  it.each([
    ['it is of another customer', anOrder('o-1', { customerId: 'u-2' })],
    ['there is none', null],
  ])('is null, without an error, when %s', async (_when, order) => {
    const { data, errors } = await executeWeb(
      '{ order(id: "o-1") { number } }',
      { orders: { ordersByIds: async () => (order ? [order] : []) } },
      asAda,
    );
    expect({ data, errors }).toEqual({ data: { order: null }, errors: undefined });
  });

  it('is refused when nobody is signed in, and no service is asked', async () => {
    const ordersByIds = vi.fn(async () => [anOrder('o-1')]);
    const { data, errors } = await executeWeb('{ order(id: "o-1") { number } }', { orders: { ordersByIds } });

    expect(data).toEqual({ order: null });
    expect(errors).toMatchObject([{ path: ['order'], extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(ordersByIds).not.toHaveBeenCalled();
  });

  it('is null, with an error, while orders are down', async () => {
    const { data, errors } = await executeWeb(
      '{ order(id: "o-1") { number } }',
      { orders: { ordersByIds: down('orders') } },
      asAda,
    );
    expect(data).toEqual({ order: null });
    expect(errors).toEqual([unavailable('orders', 'order')]);
  });
});

describe('the orders of a customer', () => {
  const page = `query ($after: String) {
    customer(id: "u-1") {
      orders(first: 2, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { node { id lines { product { title } variant { title } } } }
      }
    }
  }`;
  const users = { usersByIds: async () => [aUser('u-1')] };

  it('come page by page, with the products of all their lines in one call', async () => {
    const ordersOf = vi.fn<PlainUpstreams['orders']['ordersOf']>(async () => ({
      items: [anOrder('o-2'), anOrder('o-1')],
      total: 5,
      nextCursor: 'older',
    }));
    const catalog = selling(aProduct('lamp'));

    const { data } = await executeWeb(page, { users, orders: { ordersOf }, catalog }, asAda);
    const { endCursor } = data.customer.orders.pageInfo;
    await executeWeb(
      page,
      { users, orders: { ordersOf }, catalog: selling() },
      { ...asAda, variables: { after: endCursor } },
    );

    const lines = [
      { product: { title: 'The lamp' }, variant: { title: 'Black' } },
      { product: null, variant: null },
    ];
    expect(data.customer.orders).toMatchObject({
      totalCount: 5,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { id: 'o-2', lines } }, { node: { id: 'o-1', lines } }],
    });
    expect(catalog.productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug']);
    expect(ordersOf.mock.calls.map(([, asked]) => asked)).toEqual([
      { customerId: 'u-1', cursor: undefined, limit: 2 },
      { customerId: 'u-1', cursor: 'older', limit: 2 },
    ]);
  });

  it('can be had without the account, and so while users are down', async () => {
    const ordersOf = vi.fn<PlainUpstreams['orders']['ordersOf']>(async () => ({
      items: [anOrder('o-1')],
      total: 1,
      nextCursor: null,
    }));
    const { data, errors } = await executeWeb(
      '{ orders(first: 5) { totalCount edges { node { id } } } }',
      { orders: { ordersOf }, users: { usersByIds: down('users') } },
      asAda,
    );

    expect(errors).toBeUndefined();
    expect(data.orders).toEqual({ totalCount: 1, edges: [{ node: { id: 'o-1' } }] });
    expect(ordersOf).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      customerId: 'u-1',
      cursor: undefined,
      limit: 5,
    });
  });

  it('are refused when nobody is signed in, and no service is asked', async () => {
    const ordersOf = vi.fn<PlainUpstreams['orders']['ordersOf']>();
    const { data, errors } = await executeWeb('{ orders { totalCount } }', { orders: { ordersOf } });

    expect(data).toEqual({ orders: null });
    expect(errors).toMatchObject([{ path: ['orders'], extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(ordersOf).not.toHaveBeenCalled();
  });

  it('load no product where its id is enough', async () => {
    const catalog = selling(aProduct('lamp'));
    await executeWeb(
      '{ order(id: "o-1") { lines { productId } } }',
      { orders: { ordersByIds: async () => [anOrder('o-1')] }, catalog },
      asAda,
    );
    expect(catalog.productsByIds).not.toHaveBeenCalled();
  });

  it('keep their lines when the catalog is down', async () => {
    const { data, errors } = await executeWeb(
      '{ order(id: "o-1") { lines { sku product { title } } } }',
      {
        orders: { ordersByIds: async () => [anOrder('o-1')] },
        catalog: { productsByIds: down('catalog') },
      },
      asAda,
    );

    expect(data.order.lines).toEqual([
      { sku: 'lamp-1', product: null },
      { sku: 'mug-2', product: null },
    ]);
    expect(errorsEverywhere(errors)).toEqual(
      [0, 1].map((line) => unavailable('catalog', 'order', 'lines', line, 'product')),
    );
  });

  it('cost an account themselves alone when orders are down', async () => {
    const { data, errors } = await executeWeb(
      '{ customer(id: "u-1") { id orders { totalCount } } }',
      { users, orders: { ordersOf: down('orders') } },
      asAda,
    );
    expect(data.customer).toEqual({ id: 'u-1', orders: null });
    expect(errors).toEqual([unavailable('orders', 'customer', 'orders')]);
  });

  it('are 50 a page at most', async () => {
    const { errors } = await executeWeb(
      '{ customer(id: "u-1") { orders(first: 51) { totalCount } } }',
      { users },
      asAda,
    );
    expect(errors).toEqual([refused('first must be from 1 to 50, and was 51.', 'customer', 'orders')]);
  });
});
