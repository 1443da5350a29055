import { describe, expect, it } from 'vitest';
import { testMock } from '../kit/test-mock.ts';
import { pricing } from './main.ts';
import { routes } from './routes.ts';
import type { Price } from './store.ts';

let now = new Date('2026-11-01T12:00:00Z');
const { ask, read, walk } = testMock({ ...pricing, routes: (app, db) => routes(app, db, () => now) });

interface Page {
  prices: Price[];
  next_cursor: string | null;
  total: number;
}
const get = (path: string) => read<Page>(path);

describe('prices', () => {
  it('come in no order, each once, without the unknown ones', async () => {
    const { prices } = await get('/prices?product_ids=p-0001,p-0002,p-0003,p-0002,p-9999&currency=EUR');

    const ids = prices.map((price) => price.product_id);
    expect(ids).not.toEqual(['p-0001', 'p-0002', 'p-0003']);
    expect(ids.toSorted()).toEqual(['p-0001', 'p-0002', 'p-0003']);
  });

  it('are whole numbers of the currency’s smallest unit', async () => {
    const amounts: Record<string, number> = {};
    for (const currency of ['EUR', 'USD', 'JPY', 'KRW']) {
      const { prices } = await get(`/prices?product_ids=p-0002&currency=${currency}`);
      expect(prices).toMatchObject([{ product_id: 'p-0002', currency }]);
      amounts[currency] = prices[0]?.amount_minor ?? 0;
    }

    // A yen is the smallest unit already, so a price in yen is not a hundred times the one in euros.
    expect(amounts.JPY).toBeGreaterThan((amounts.EUR ?? 0) * 1.4);
    expect(amounts.JPY).toBeLessThan((amounts.EUR ?? 0) * 1.9);
    expect(Object.values(amounts).every(Number.isInteger)).toBe(true);
  });

  it('are refused in a currency that the shop does not sell in', async () => {
    const response = await ask(`/prices?product_ids=p-0001&currency=CHF`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ parameter: 'currency', detail: expect.stringContaining('EUR, USD, JPY, KRW') }],
    });
  });
});

describe('promotions', () => {
  const all = async (limit: number) => {
    const pages = await walk<Page>(`/promotions?currency=KRW&limit=${limit}`, (page) => page.next_cursor);
    return { prices: pages.flatMap(({ prices }) => prices), total: pages[0]?.total ?? 0 };
  };

  it('can be paged through, biggest discount first, each once', async () => {
    const { prices, total } = await all(17);

    const discounts = prices.map(
      (price) => 1 - price.amount_minor / (price.promotion?.former_amount_minor ?? 0),
    );
    expect(new Set(prices.map((price) => price.product_id)).size).toBe(total);
    expect(total).toBeGreaterThan(100);
    expect(total).toBeLessThan(220);
    expect(Math.max(...discounts)).toBeLessThan(0.42);
    // Reduced prices are rounded, so neighbours may differ by a trace in the other direction.
    discounts.reduce((before, after) => {
      expect(after).toBeLessThan(before + 0.02);
      return after;
    });
  });

  it('end: then the price is the former one', async () => {
    const { prices } = await get('/promotions?currency=EUR&limit=1');
    const [promoted] = prices;
    now = new Date('2032-01-01T00:00:00Z');

    expect(await get('/promotions?currency=EUR')).toEqual({ prices: [], next_cursor: null, total: 0 });
    expect(await get(`/prices?product_ids=${promoted?.product_id}&currency=EUR`)).toMatchObject({
      prices: [{ amount_minor: promoted?.promotion?.former_amount_minor, promotion: null }],
    });
    now = new Date('2026-11-01T12:00:00Z');
  });

  it('that ended before are not shown', async () => {
    const today = await all(100);
    now = new Date('2025-12-31T00:00:00Z');

    const { prices, total } = await all(100);

    expect(total).toBeGreaterThan(today.total);
    expect(prices.some((price) => price.promotion?.ends_at.startsWith('2026-01'))).toBe(true);
    now = new Date('2026-11-01T12:00:00Z');
  });

  it('refuse a cursor that is not theirs', async () => {
    const response = await ask(`/promotions?currency=EUR&cursor=abc`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'cursor' }] });
  });
});
