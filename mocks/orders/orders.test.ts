import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { allCustomers } from '../kit/customers.ts';
import { DISCONTINUED, ORDER_COUNT, orderId, productId, type Country } from '../kit/shop.ts';
import { testMock } from '../kit/test-mock.ts';
import { orders } from './main.ts';
import { SEED_NOW } from '../kit/time.ts';
import { taxPercent } from './payment.ts';
import type { Order } from './schemas.ts';

interface Answer {
  orders: Order[];
  page?: { nextCursor: string | null; total: number };
}

const { ask, read, walk } = testMock(orders);

const ordersOf = async (...ids: string[]) => (await read<Answer>(`/orders?ids=${ids.join(',')}`)).orders;

/** Orders of all years, so that all statuses and currencies are among them, and the last fifty. */
const sample = [
  ...Array.from({ length: 50 }, (_, index) => orderId(index * 99 + 1)),
  ...Array.from({ length: 50 }, (_, index) => orderId(4951 + index)),
];

/** An amount in the smallest unit of its currency. */
const minor = (amount: string) => Number(amount.replace('.', ''));

describe("a customer's orders", () => {
  it('come page by page, newest first, each exactly once', async () => {
    const pages = await walk<Answer>(
      '/orders?customerId=u-001&limit=7',
      ({ page }) => page?.nextCursor ?? null,
    );
    const seen = pages.flatMap(({ orders }) => orders);
    const { page } = await read<Answer>('/orders?customerId=u-001');
    const times = seen.map(({ placedAt }) => placedAt);

    expect(seen.length).toBe(page?.total);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(page?.total);
    expect(seen.every(({ customerId }) => customerId === 'u-001')).toBe(true);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it.each(['u-501', 'u-999'])(
    'are an empty list for %s, who has not ordered or does not exist',
    async (id) => {
      expect(await read(`/orders?customerId=${id}`)).toEqual({
        orders: [],
        page: { nextCursor: null, total: 0 },
      });
    },
  );

  it('cannot be continued with a cursor made up', async () => {
    const response = await ask('/orders?customerId=u-001&cursor=nonsense');

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'cursor' }] });
  });
});

describe('orders by id', () => {
  it('come in an order of their own, each once, unknown ones left out', async () => {
    const ids = sample.slice(2);
    const found = (await ordersOf('o-99999', ...ids, ...ids.slice(-4))).map(({ id }) => id);

    expect(found).not.toEqual(ids);
    expect(found.toSorted()).toEqual(ids.toSorted());
    expect((await ordersOf(...ids.toReversed())).map(({ id }) => id)).toEqual(found);
  });

  it('are asked for 1 to 100 at a time', async () => {
    for (const ids of [[], [...sample, 'o-00002']]) {
      const response = await ask(`/orders?ids=${ids.join(',')}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ parameter: 'ids' }] });
    }
  });

  it('and by customer exclude each other, and one is needed', async () => {
    for (const query of ['', '?customerId=u-001&ids=o-00001']) {
      const response = await ask(`/orders${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ parameter: 'customerId' }, { parameter: 'ids' }],
      });
    }
  });
});

describe('an order', () => {
  it('adds up', async () => {
    for (const { lines, totals } of await ordersOf(...sample)) {
      for (const { quantity, unitPrice, lineTotal } of lines) {
        expect(minor(lineTotal)).toBe(quantity * minor(unitPrice));
      }
      const goods = lines.reduce((sum, { lineTotal }) => sum + minor(lineTotal), 0);
      expect(minor(totals.goods)).toBe(goods);
      expect(minor(totals.grand)).toBe(goods + minor(totals.shipping));
    }
  });

  it('says how much tax is in what is paid, as its country has it', async () => {
    const found = await ordersOf(...sample);

    expect(new Set(found.map(({ deliveryAddress }) => deliveryAddress.country)).size).toBeGreaterThan(5);
    for (const { totals, deliveryAddress } of found) {
      const percent = taxPercent[deliveryAddress.country as Country];
      const net = minor(totals.grand) - minor(totals.tax);
      expect(Math.abs((net * percent) / 100 - minor(totals.tax))).toBeLessThan(1);
    }
  });

  it('went to an address of its customer, and mostly to where they live', async () => {
    const customers = new Map(allCustomers(SEED_NOW).map((customer) => [customer.id, customer]));
    const found = await ordersOf(...sample);
    const places = found.map(({ customerId, deliveryAddress }) =>
      customers
        .get(customerId)!
        .addresses.findIndex(({ label: _label, ...address }) => isDeepStrictEqual(address, deliveryAddress)),
    );

    expect(places).not.toContain(-1);
    expect(places.filter((place) => place === 0).length).toBeGreaterThan(places.length / 2);
  });

  it('was paid by card, of which four digits are kept, or in another way', async () => {
    const payments = (await ordersOf(...sample)).map(({ payment }) => payment);

    expect(new Set(payments.map(({ method }) => method))).toEqual(
      new Set(['CARD', 'PAYPAL', 'BANK_TRANSFER']),
    );
    for (const { method, card } of payments) {
      if (method === 'CARD')
        expect(card).toEqual({ brand: expect.any(String), lastFour: expect.stringMatching(/^\d{4}$/) });
      else expect(card).toBeNull();
    }
  });

  it('has two decimals in euros and dollars, none in yen and won', async () => {
    const found = await ordersOf(...sample);

    expect(new Set(found.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'USD', 'JPY', 'KRW']));
    for (const { currency, lines, totals } of found) {
      const decimal = currency === 'EUR' || currency === 'USD' ? /^\d+\.\d\d$/ : /^\d+$/;
      for (const amount of [...Object.values(totals), ...lines.map(({ unitPrice }) => unitPrice)]) {
        expect(amount).toMatch(decimal);
      }
    }
  });

  it('has a history that leads to its status', async () => {
    const found = await ordersOf(...sample);

    expect(new Set(found.map(({ status }) => status)).size).toBe(6);
    for (const { status, placedAt, history } of found) {
      const times = history.map(({ at }) => at);
      expect(history[0]).toEqual({ status: 'PLACED', at: placedAt });
      expect(history.at(-1)?.status).toBe(status);
      expect(times).toEqual(times.toSorted());
      expect((times.at(-1) ?? '') < '2026-11-23').toBe(true);
    }
  });

  it('keeps a product that the shop has given up since, when it is old enough', async () => {
    const gaveUp = productId(DISCONTINUED);
    const ids = Array.from({ length: ORDER_COUNT }, (_, index) => orderId(index + 1));
    const all: Order[] = [];
    while (ids.length > 0) all.push(...(await ordersOf(...ids.splice(0, 100))));

    const found = all.filter(({ lines }) => lines.some(({ product }) => product.id === gaveUp));

    expect(found.map(({ id }) => id)).toEqual(['o-00034']);
  });

  it('is the same alone as among others, with a number of its year', async () => {
    const response = await ask('/orders/o-04711');
    const order = (await response.json()) as Order;

    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(await ordersOf('o-04711')).toEqual([order]);
    expect(order.number).toBe(`${order.placedAt.slice(0, 4)}-004711`);
  });

  it('that does not exist is a problem', async () => {
    const response = await ask('/orders/o-99999');

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(await response.json()).toMatchObject({ title: 'Not Found', status: 404 });
  });
});
