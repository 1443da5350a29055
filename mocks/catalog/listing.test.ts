import { expect, it } from 'vitest';
import { basePriceEurMinor, leafCategories, numberOf, PRODUCT_COUNT } from '../kit/shop.ts';
import { sorts } from './listing.ts';
import { priceBandOf } from './price-bands.ts';
import type { Product } from './schemas.ts';
import { testCatalog, type CardPage, type Page } from './test-catalog.ts';

const { ask, read, walk } = testCatalog();

const priceOf = ({ id }: { id: string }): number => basePriceEurMinor(numberOf(id));
const sum = (facet: readonly { count: number }[]): number =>
  facet.reduce((total, { count }) => total + count, 0);

const keys: Record<(typeof sorts)[number], (product: Product) => string | number> = {
  'newest': ({ createdAt }) => -Date.parse(createdAt),
  'popular': ({ popularity }) => -popularity,
  'title': ({ title }) => title.toLowerCase(),
  'price-asc': priceOf,
  'price-desc': (product) => -priceOf(product),
};

it.each(sorts)('pages through every product exactly once in the order %s', async (sort) => {
  const pages = await walk<Product>(`/products?sort=${sort}&limit=100`);

  const products = pages.flatMap(({ items }) => items);
  const found = products.map(keys[sort]);
  expect(new Set(products.map(({ id }) => id)).size).toBe(PRODUCT_COUNT);
  expect(products).toHaveLength(PRODUCT_COUNT);
  expect(found).toEqual(found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
});

it('shows the twenty most popular unless told otherwise', async () => {
  const page = await read<Page>('/products');

  expect(page.items).toHaveLength(20);
  expect(page).toEqual(await read('/products?sort=popular&limit=20&view=full'));
});

it('has no next page where the last one is exactly full', async () => {
  const { total } = await read<CardPage>('/products?category=camping-stoves');

  expect((await read<CardPage>(`/products?category=camping-stoves&limit=${total}`)).nextCursor).toBeNull();
});

it('reaches the descendants of a category', async () => {
  const pages = await walk('/products?category=lighting&view=card&limit=100');

  expect(new Set(pages.flatMap(({ items }) => items.map(({ categoryId }) => categoryId)))).toEqual(
    new Set(['floor-lamps', 'table-lamps', 'pendant-lamps']),
  );
});

it('takes values of one filter as alternatives and filters together', async () => {
  const brand = encodeURIComponent('Ombra & Elm,Tessaro');
  const pages = await walk<Product>(
    `/products?category=lighting,rugs&brand=${brand}&priceBand=25-50,50-100&limit=10`,
  );

  const products = pages.flatMap(({ items }) => items);
  expect(products.length).toBe(pages[0]?.total);
  expect(new Set(products.map((product) => product.brand))).toEqual(new Set(['Ombra & Elm', 'Tessaro']));
  expect(new Set(products.map((product) => priceBandOf(priceOf(product))))).toEqual(
    new Set(['25-50', '50-100']),
  );
  expect(products.some(({ categoryId }) => categoryId === 'rugs')).toBe(true);
});

it('adds its facets up to the whole list, on every page', async () => {
  const pages = await walk('/products?category=home-and-living&view=card&limit=100');

  expect(pages.length).toBeGreaterThan(3);
  for (const { facets, total } of pages) {
    expect([sum(facets.categories), sum(facets.brands), sum(facets.priceBands)]).toEqual([
      total,
      total,
      total,
    ]);
  }
});

it('counts each facet value as filtering by it does', async () => {
  const { facets } = await read<CardPage>('/products?category=kitchen-and-dining&limit=1');

  for (const { value, count } of facets.brands) {
    const { total } = await read<CardPage>(
      `/products?category=kitchen-and-dining&limit=1&brand=${encodeURIComponent(value)}`,
    );
    expect(total).toBe(count);
  }
});

it('names the twenty leading brands and every leaf category of the whole shop', async () => {
  const { facets } = await read<CardPage>('/products?limit=1');

  expect(facets.brands).toHaveLength(20);
  expect(facets.categories).toHaveLength(leafCategories.length);
  expect(facets.brands).toEqual(facets.brands.toSorted((a, b) => b.count - a.count));
});

it('is empty for a category or brand that does not exist', async () => {
  for (const filter of ['category=nowhere', 'brand=Nobody']) {
    expect(await read(`/products?${filter}`)).toMatchObject({ items: [], total: 0, nextCursor: null });
  }
});

it('names the parameter that is wrong', async () => {
  const { nextCursor } = await read<CardPage>('/products?sort=title');
  const wrong = {
    'sort=cheapest': 'sort',
    'limit=0': 'limit',
    'limit=101': 'limit',
    'view=tiny': 'view',
    'priceBand=cheap': 'priceBand',
    'cursor=nonsense': 'cursor',
    [`sort=newest&cursor=${nextCursor}`]: 'cursor',
  };

  for (const [query, parameter] of Object.entries(wrong)) {
    const answer = await ask(`/products?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter }] });
  }
});
