import { beforeEach, describe, expect, it } from 'vitest';
import { promotionOf, reducedMinor } from '../kit/promotions.ts';
import {
  currencies,
  leafCategories,
  numberOf,
  priceMinor,
  soldProducts,
  type Currency,
} from '../kit/shop.ts';
import { DAY_MS, SEED_NOW } from '../kit/time.ts';
import { sorts } from './listing.ts';
import type { Product } from './schemas.ts';
import { testCatalog, type CardPage, type Page } from './test-catalog.ts';

let now = SEED_NOW;
beforeEach(() => (now = SEED_NOW));
const { ask, read, walk } = testCatalog(() => now);

/** What a shopper pays for a product now. */
function paidMinor({ id }: { id: string }, currency: Currency = 'EUR'): number {
  const n = numberOf(id);
  const promotion = promotionOf(n, SEED_NOW);
  const runs =
    promotion &&
    Date.parse(promotion.startsAt) <= now.getTime() &&
    Date.parse(promotion.endsAt) > now.getTime();
  return runs ? reducedMinor(n, promotion.percentOff, currency) : priceMinor(n, currency);
}

const sum = (facet: readonly { count: number }[]): number =>
  facet.reduce((total, { count }) => total + count, 0);

const keys: Record<(typeof sorts)[number], (product: Product) => string | number> = {
  'newest': ({ createdAt }) => -Date.parse(createdAt),
  'popular': ({ popularity }) => -popularity,
  'title': ({ title }) => title.toLowerCase(),
  'price-asc': (product) => paidMinor(product),
  'price-desc': (product) => -paidMinor(product),
};

it.each(sorts)(
  'a listing of the catalog pages through every product exactly once in the order %s',
  async (sort) => {
    const pages = await walk<Product>(`/products?sort=${sort}&currency=EUR&limit=100`);

    const products = pages.flatMap(({ items }) => items);
    const found = products.map(keys[sort]);
    expect(new Set(products.map(({ id }) => id)).size).toBe(soldProducts.length);
    expect(products).toHaveLength(soldProducts.length);
    expect(found).toEqual(found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  },
);

it('a listing of the catalog shows the twenty most popular unless told otherwise', async () => {
  const page = await read<Page>('/products');

  expect(page.items).toHaveLength(20);
  expect(page).toEqual(await read('/products?sort=popular&limit=20&view=full'));
});

it('a listing of the catalog has no next page where the last one is exactly full', async () => {
  const { total } = await read<CardPage>('/products?category=camping-stoves');

  expect((await read<CardPage>(`/products?category=camping-stoves&limit=${total}`)).nextCursor).toBeNull();
});

it('a listing of the catalog reaches the descendants of a category', async () => {
  const pages = await walk('/products?category=lighting&view=card&limit=100');

  expect(new Set(pages.flatMap(({ items }) => items.map(({ categoryId }) => categoryId)))).toEqual(
    new Set(['floor-lamps', 'table-lamps', 'pendant-lamps']),
  );
});

it('a listing of the catalog takes values of one filter as alternatives and filters together', async () => {
  const brand = encodeURIComponent('Ombra & Elm,Tessaro');
  const pages = await walk<Product>(
    `/products?category=lighting,rugs&brand=${brand}&priceBand=low,middle&currency=EUR&limit=10`,
  );

  const products = pages.flatMap(({ items }) => items);
  expect(products.length).toBe(pages[0]?.total);
  expect(new Set(products.map((product) => product.brand))).toEqual(new Set(['Ombra & Elm', 'Tessaro']));
  const paid = products.map((product) => paidMinor(product));
  expect(Math.min(...paid)).toBeGreaterThanOrEqual(25_00);
  expect(Math.max(...paid)).toBeLessThan(100_00);
  expect(paid.some((minor) => minor < 50_00) && paid.some((minor) => minor >= 50_00)).toBe(true);
  expect(products.some(({ categoryId }) => categoryId === 'rugs')).toBe(true);
});

it('a listing of the catalog adds its facets up to the list without their own filter, on every page', async () => {
  const pages = await walk('/products?category=home-and-living&view=card&currency=EUR&limit=100');

  expect(pages.length).toBeGreaterThan(3);
  for (const { facets, total } of pages) {
    expect([sum(facets.brands), sum(facets.priceBands)]).toEqual([total, total]);
    expect(sum(facets.categories)).toBe(soldProducts.length);
  }
});

it('a listing of the catalog counts each facet value as filtering by it does', async () => {
  const { facets } = await read<CardPage>('/products?category=kitchen-and-dining&limit=1');

  for (const { value, count } of facets.brands) {
    const { total } = await read<CardPage>(
      `/products?category=kitchen-and-dining&limit=1&brand=${encodeURIComponent(value)}`,
    );
    expect(total).toBe(count);
  }
});

it('a listing of the catalog keeps the alternatives of a facet when one of its values is chosen, and counts them as choosing them would', async () => {
  const base = '/products?view=card&limit=1&currency=EUR';
  const chosen = { category: 'mugs', brand: 'Potterfield', priceBand: 'lowest' };
  const withFilters = (filters: Record<string, string>) =>
    read<CardPage>(`${base}&${new URLSearchParams(filters).toString()}`);
  const { facets } = await withFilters(chosen);

  for (const [filter, facet] of [
    ['category', facets.categories],
    ['brand', facets.brands],
    ['priceBand', facets.priceBands],
  ] as const) {
    expect(facet.length, filter).toBeGreaterThan(1);
    expect(facet.map(({ value }) => value)).toContain(chosen[filter]);
    for (const { value, count } of facet) {
      expect([value, (await withFilters({ ...chosen, [filter]: value })).total]).toEqual([value, count]);
    }
  }
});

it('a listing of the catalog names a brand that is filtered by although twenty others have more products', async () => {
  const { facets } = await read<CardPage>('/products?limit=1');
  const { items } = await read<Page>('/products?limit=100');
  const small = items.find(({ brand }) => !facets.brands.some(({ value }) => value === brand))!.brand;

  const narrowed = await read<CardPage>(`/products?limit=1&brand=${encodeURIComponent(small)}`);

  expect(narrowed.facets.brands).toHaveLength(21);
  expect(narrowed.facets.brands.at(-1)).toEqual({ value: small, count: narrowed.total });
});

describe.each(currencies)('prices in %s', (currency) => {
  it('put products in order by what is paid, promotions included', async () => {
    const pages = await walk(`/products?sort=price-asc&view=card&limit=100&currency=${currency}`);

    const paid = pages.flatMap(({ items }) => items).map((item) => paidMinor(item, currency));
    expect(paid).toEqual(paid.toSorted((a, b) => a - b));
    expect(paid).toHaveLength(soldProducts.length);
  });

  it('fall into bands that do not overlap, the cheapest first, and hold what they count', async () => {
    const { facets } = await read<CardPage>(`/products?limit=1&currency=${currency}`);
    const bands = facets.priceBands;

    expect(bands.map(({ value }) => value)).toEqual(['lowest', 'low', 'middle', 'high', 'highest']);
    expect(bands[0]?.fromMinor).toBeNull();
    expect(bands.at(-1)?.toMinor).toBeNull();
    expect(bands.slice(1).map(({ fromMinor }) => fromMinor)).toEqual(
      bands.slice(0, -1).map(({ toMinor }) => toMinor),
    );
    for (const { fromMinor, toMinor, count } of bands) {
      const within = soldProducts.filter((n) => {
        const paid = paidMinor({ id: `p-${n}` }, currency);
        return paid >= (fromMinor ?? 0) && paid < (toMinor ?? Infinity);
      });
      expect(count).toBe(within.length);
    }
  });
});

it('a listing of the catalog moves a product in the order of prices when its promotion ends', async () => {
  const first = (await read<CardPage>('/products?sort=price-asc&currency=EUR&limit=100')).items;
  now = new Date(SEED_NOW.getTime() + 30 * DAY_MS);
  const later = (await read<CardPage>('/products?sort=price-asc&currency=EUR&limit=100')).items;

  expect(later.map(({ id }) => id)).not.toEqual(first.map(({ id }) => id));
  const paid = later.map((item) => paidMinor(item));
  expect(paid).toEqual(paid.toSorted((a, b) => a - b));
});

it('a listing of the catalog counts no price bands unless a currency is given', async () => {
  expect((await read<CardPage>('/products?limit=1')).facets.priceBands).toEqual([]);
});

it('a listing of the catalog does not continue a list by price in another currency', async () => {
  const { nextCursor } = await read<CardPage>('/products?sort=price-asc&currency=EUR&limit=1');

  expect((await ask(`/products?sort=price-asc&currency=EUR&cursor=${nextCursor}`)).status).toBe(200);
  expect((await ask(`/products?sort=price-asc&currency=JPY&cursor=${nextCursor}`)).status).toBe(400);
});

it('a listing of the catalog names the twenty leading brands and every leaf category of the whole shop', async () => {
  const { facets } = await read<CardPage>('/products?limit=1');

  expect(facets.brands).toHaveLength(20);
  expect(facets.categories).toHaveLength(leafCategories.length);
  expect(facets.brands).toEqual(facets.brands.toSorted((a, b) => b.count - a.count));
});

it('a listing of the catalog is empty for a category or brand that does not exist', async () => {
  for (const filter of ['category=nowhere', 'brand=Nobody']) {
    expect(await read(`/products?${filter}`)).toMatchObject({ items: [], total: 0, nextCursor: null });
  }
});

it('a listing of the catalog names the parameter that is wrong', async () => {
  const { nextCursor } = await read<CardPage>('/products?sort=title');
  const wrong = {
    'sort=cheapest': 'sort',
    'limit=0': 'limit',
    'limit=101': 'limit',
    'view=tiny': 'view',
    'priceBand=cheap&currency=EUR': 'priceBand',
    'priceBand=low': 'currency',
    'sort=price-asc': 'currency',
    'currency=CHF': 'currency',
    'cursor=nonsense': 'cursor',
    [`sort=newest&cursor=${nextCursor}`]: 'cursor',
  };

  for (const [query, parameter] of Object.entries(wrong)) {
    const answer = await ask(`/products?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter }] });
  }
});
