import { expect, it, vi } from 'vitest';
import { aCard, aCategory, aProduct, down, executeWeb, selling, unavailable } from '../../testing.ts';

/** As the catalog answers: flat, and in no order. */
const categories = vi.fn(async () => [
  aCategory('floor-lamps', { parentId: 'lamps', position: 1 }),
  aCategory('kitchen', { position: 1 }),
  aCategory('table-lamps', { parentId: 'lamps', position: 0 }),
  aCategory('lamps', { slug: 'lamps-and-more', parentId: 'home' }),
  aCategory('home', { position: 0 }),
]);

it('the category tree grows a tree from the flat list, in the order of the shop, with one call', async () => {
  categories.mockClear();
  const { data } = await executeWeb(
    '{ categories { slug children { slug children { slug children { slug } } } } }',
    { catalog: { categories } },
  );

  expect(data.categories).toEqual([
    {
      slug: 'home',
      children: [
        {
          slug: 'lamps-and-more',
          children: [
            { slug: 'table-lamps', children: [] },
            { slug: 'floor-lamps', children: [] },
          ],
        },
      ],
    },
    { slug: 'kitchen', children: [] },
  ]);
  expect(categories).toHaveBeenCalledTimes(1);
});

it('the category tree finds a category by its slug, with the way to it', async () => {
  const { data } = await executeWeb(
    `{ category(slug: "lamps-and-more") {
      id slug name path productCount imageUrl breadcrumbs { name path }
    } }`,
    { catalog: { categories } },
  );

  expect(data.category).toEqual({
    id: 'lamps',
    slug: 'lamps-and-more',
    name: 'The lamps',
    path: '/categories/lamps-and-more',
    productCount: 10,
    imageUrl: 'https://images.example/lamps.svg',
    breadcrumbs: [
      { name: 'The home', path: '/categories/home' },
      { name: 'The lamps', path: '/categories/lamps-and-more' },
    ],
  });
});

it('the category tree is null, without an error, where there is no such category', async () => {
  expect(await executeWeb('{ category(slug: "none") { id } }', { catalog: { categories } })).toEqual({
    data: { category: null },
  });
});

it('the category tree knows the category of each product, and of each facet, with one call', async () => {
  categories.mockClear();
  const catalog = {
    ...selling(),
    cards: async () => ({
      items: [aCard('lamp'), aCard('mug', { categoryId: 'gone' })],
      total: 2,
      nextCursor: null,
      facets: { categories: [{ value: 'lamps', count: 2 }], brands: [], priceBands: [] },
    }),
    categories,
  };
  const { data } = await executeWeb(
    '{ products { edges { node { category { name } } } facets { categories { count category { name } } } } }',
    { catalog },
  );

  expect(data.products).toEqual({
    edges: [{ node: { category: { name: 'The lamps' } } }, { node: { category: null } }],
    facets: { categories: [{ count: 2, category: { name: 'The lamps' } }] },
  });
  expect(categories).toHaveBeenCalledTimes(1);
});

it('a product loses its category alone when categories cannot be had', async () => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { title category { name } } }', {
    catalog: { ...selling(aProduct('lamp')), categories: down('catalog') },
  });

  expect(data.product).toEqual({ title: 'The lamp', category: null });
  expect(errors).toEqual([unavailable('catalog', 'product', 'category')]);
});
