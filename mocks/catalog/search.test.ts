import { expect, it } from 'vitest';
import type { ProductCard } from './schemas.ts';
import { testCatalog, type CardPage, type Page } from './test-catalog.ts';

const { ask, read, walk } = testCatalog();

const search = <Body = Page>(q: string, rest = '') => read<Body>(`/search?q=${encodeURIComponent(q)}${rest}`);
const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);

it('the search of the catalog finds a product by the words of its title, before all others', async () => {
  const { title, id } = await read<ProductCard>('/products/p-0003');

  expect(idsOf(await search(title))[0]).toBe(id);
  expect(idsOf(await search(title.toUpperCase()))[0]).toBe(id);
});

it('the search of the catalog takes the last word for a beginning, the ones before it as whole words', async () => {
  const whole = await search('oak lamp');

  expect(whole.total).toBeGreaterThan(10);
  expect((await search('oak lam')).total).toBeGreaterThanOrEqual(whole.total);
  expect((await search('oa lamp')).total).toBe(0);
});

it('the search of the catalog ignores case, number and accents', async () => {
  const { total } = await search('lamp');

  expect(total).toBeGreaterThan(100);
  expect([(await search('LAMPS')).total, (await search('làmp')).total]).toEqual([total, total]);
});

it('the search of the catalog looks into brands, categories and tags too', async () => {
  const [brand, category] = [await search('Potterfield'), await search('glassware')];

  expect(brand.items.every((product) => product.brand === 'Potterfield')).toBe(true);
  expect(category.items.some(({ categoryId }) => categoryId === 'glassware')).toBe(true);
  expect((await search('heirloom')).total).toBeGreaterThan(5);
});

it('the search of the catalog pages through every hit exactly once, best first', async () => {
  const pages = await walk(`/search?q=lamp&view=card&limit=30`);

  const found = pages.flatMap(idsOf);
  expect(found).toHaveLength(pages[0]?.total ?? 0);
  expect(new Set(found).size).toBe(found.length);
});

it('the search of the catalog narrows hits by the filters of a list and counts facets over them', async () => {
  const all = await search<CardPage>('lamp', '&view=card&currency=EUR');
  const some = await search<CardPage>(
    'lamp',
    '&view=card&category=floor-lamps&priceBand=middle&currency=EUR',
  );

  expect(some.total).toBeGreaterThan(0);
  expect(some.total).toBeLessThan(all.total);
  expect(some.facets.categories).toContainEqual({ value: 'floor-lamps', count: some.total });
  expect(some.facets.categories.length).toBeGreaterThan(1);
  expect(some.facets.priceBands.find(({ value }) => value === 'middle')?.count).toBe(some.total);
  expect(some.facets.priceBands.length).toBeGreaterThan(1);
});

it.each(['"', '*', '"*"', '()', '-', '^', ':', "'", '%', '\\'])(
  'the search of the catalog finds nothing in %s, which holds no word',
  async (q) => {
    expect(await search(q)).toMatchObject({ items: [], total: 0, nextCursor: null });
  },
);

it.each([
  'AND (',
  'lamp AND',
  'NEAR(oak lamp)',
  'title:lamp',
  'lamp*',
  '"oak lamp',
  'lamp OR "',
  "lamp'; --",
  '{lamp}',
  'l\0amp',
])('the search of the catalog takes %j as words, never as syntax', async (q) => {
  const answer = await ask(`/search?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(200);
});

it.each(['', '%20%20', 'x'.repeat(201)])('the search of the catalog refuses the query "%s"', async (q) => {
  const answer = await ask(`/search?q=${q}`);

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ parameter: 'q' }] });
});

it('the search of the catalog refuses to search for nothing at all, and to continue another list', async () => {
  const { nextCursor } = await read<CardPage>('/products');

  expect((await ask('/search')).status).toBe(400);
  expect((await ask(`/search?q=lamp&cursor=${nextCursor}`)).status).toBe(400);
});
