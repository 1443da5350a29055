import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, SEED_NOW } from '../kit/time.ts';
import { testMock } from '../kit/test-mock.ts';
import { pricing } from './main.ts';
import type { Price } from './store.ts';

let now = SEED_NOW;
const { ask, read, walk } = testMock(pricing, () => now);
beforeEach(() => (now = SEED_NOW));

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

/** The percentage that a shopper is told. */
const shownPercent = ({ amount_minor, promotion }: Price) => {
  const former = promotion?.former_amount_minor ?? Number.NaN;
  return Math.floor(((former - amount_minor) * 100) / former);
};

describe('promotions', () => {
  const all = async (limit: number) => {
    const pages = await walk<Page>(`/promotions?currency=KRW&limit=${limit}`, (page) => page.next_cursor);
    return { prices: pages.flatMap(({ prices }) => prices), total: pages[0]?.total ?? 0 };
  };

  it('can be paged through, biggest discount first, each once', async () => {
    const { prices, total } = await all(17);

    const percents = prices.map(shownPercent);
    expect(new Set(prices.map((price) => price.product_id)).size).toBe(total);
    expect(total).toBeGreaterThan(60);
    expect(total).toBeLessThan(160);
    expect(percents).toEqual(percents.toSorted((a, b) => b - a));
    expect(percents[0]).toBe(40);
  });

  it.each(['EUR', 'USD', 'JPY'])(
    'come in the same order in %s as in any other currency',
    async (currency) => {
      const { prices } = await get(`/promotions?currency=${currency}&limit=100`);
      const inWon = await get('/promotions?currency=KRW&limit=100');

      expect(prices.map((price) => [price.product_id, shownPercent(price)])).toEqual(
        inWon.prices.map((price) => [price.product_id, shownPercent(price)]),
      );
    },
  );

  it('end: then the price is the former one', async () => {
    const { prices } = await get('/promotions?currency=EUR&limit=1');
    const [promoted] = prices;
    now = new Date(SEED_NOW.getTime() + 30 * DAY_MS);

    expect(await get('/promotions?currency=EUR')).toEqual({ prices: [], next_cursor: null, total: 0 });
    expect(await get(`/prices?product_ids=${promoted?.product_id}&currency=EUR`)).toMatchObject({
      prices: [{ amount_minor: promoted?.promotion?.former_amount_minor, promotion: null }],
    });
  });

  it('that have ended, or are yet to start, are not shown', async () => {
    const today = await all(100);
    now = new Date(SEED_NOW.getTime() - 25 * DAY_MS);
    const before = await all(100);
    now = new Date(SEED_NOW.getTime() + 8 * DAY_MS);
    const after = await all(100);

    const shownToday = new Set(today.prices.map((price) => price.product_id));
    for (const { prices } of [before, after]) {
      expect(prices.filter((price) => !shownToday.has(price.product_id)).length).toBeGreaterThan(5);
    }
    expect(today.prices.every(({ promotion }) => Date.parse(promotion!.ends_at) > SEED_NOW.getTime())).toBe(
      true,
    );
  });

  it('refuse a cursor that is not theirs', async () => {
    const response = await ask(`/promotions?currency=EUR&cursor=abc`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'cursor' }] });
  });
});
