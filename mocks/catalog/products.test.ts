import { expect, it } from 'vitest';
import { numberOf, productId, skusOf, soldProducts } from '../kit/shop.ts';
import { piecesLeft } from '../kit/stock.ts';
import type { Category, Product, ProductCard } from './schemas.ts';
import { testCatalog } from './test-catalog.ts';

const { ask, read, url } = testCatalog();

const ids = (count: number): string =>
  Array.from({ length: count }, (_, index) => productId(index + 1)).join(',');

it('the catalog answers a bulk read in an order of its own, without what does not exist, each product once', async () => {
  const { items } = await read<{ items: Product[] }>(`/products?ids=${ids(10)},p-9999,p-0001,nonsense`);

  const found = items.map(({ id }) => id);
  expect(found.toSorted().join()).toBe(ids(10));
  expect(found.join()).not.toBe(ids(10));
});

it('the catalog takes a hundred ids in a bulk read, and no more and no fewer than one', async () => {
  expect((await read<{ items: Product[] }>(`/products?ids=${ids(100)}`)).items).toHaveLength(100);

  for (const wrong of [ids(101), '', ',,']) {
    const answer = await ask(`/products?ids=${wrong}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ parameter: 'ids' }] });
  }
});

it('the catalog tells everything about a product', async () => {
  const product = await read<Product>('/products/p-0003');

  expect(Object.keys(product).toSorted()).toEqual(
    'brand categoryId createdAt description id images inStock language newUntil popularity slug tags title variants'.split(
      ' ',
    ),
  );
  expect(product).toMatchObject({ id: 'p-0003', categoryId: 'floor-lamps' });
  expect(product.variants.map(({ sku }) => sku)).toEqual(skusOf(3));
  expect(product.description.split(/(?<=\.) /).length).toBeGreaterThanOrEqual(2);
  expect(product.images.length).toBeGreaterThanOrEqual(2);
  expect(product.images[0]?.sizes).toEqual(
    [160, 320, 640, 1280].map((width) => ({
      width,
      height: width,
      url: url(`/images/p-0003-image-1-${width}.svg`),
    })),
  );
});

it('the catalog says of a colour which picture shows it, and of a size that all of them do', async () => {
  const { items } = await read<{ items: Product[] }>(`/products?ids=${ids(100)}`);
  const coloured = items.filter(({ variants }) => variants[0]?.options[0]?.name === 'Color');

  expect(coloured.length).toBeGreaterThan(10);
  for (const { images, variants } of items) {
    const shown = variants.map(({ imageId, title }) => ({
      title,
      alt: images.find(({ id }) => id === imageId)?.alt,
    }));
    if (variants[0]?.options[0]?.name !== 'Color') {
      expect(shown.map(({ alt }) => alt)).toEqual(variants.map(() => undefined));
      continue;
    }
    for (const { title, alt } of shown) expect(alt).toContain(` in ${title.toLowerCase()}, `);
  }
});

it('the catalog tells on a card what a tile shows, and nothing else', async () => {
  const { items } = await read<{ items: ProductCard[] }>('/products?ids=p-0003&view=card');
  const { id, slug, title, brand, categoryId, newUntil, inStock, language, images } =
    await read<Product>('/products/p-0003');

  expect(items).toEqual([
    {
      id,
      slug,
      title,
      brand,
      categoryId,
      newUntil,
      inStock,
      language,
      images: images.slice(0, 1),
      skus: skusOf(3),
    },
  ]);
});

it('the catalog knows what is sold out, as inventory does', async () => {
  const { items } = await read<{ items: Product[] }>(`/products?ids=${ids(100)}`);
  const soldOut = items.filter(({ inStock }) => !inStock);

  expect(soldOut.length).toBeGreaterThan(0);
  expect(soldOut.length).toBeLessThan(20);
  for (const { id, inStock } of items) expect(inStock).toBe(piecesLeft(numberOf(id)) > 0);
});

it('the catalog finds a product by its slug', async () => {
  const product = await read<Product>('/products/p-0042');

  expect(product.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(await read(`/products/by-slug/${product.slug}`)).toEqual(product);
});

it.each(['/products/p-9999', '/products/by-slug/no-such-thing'])(
  'the catalog answers %s with a 404 problem',
  async (path) => {
    const answer = await ask(path);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ title: 'Not Found', status: 404 });
  },
);

it('the catalog lists the category tree: forty categories, three levels, counts that add up', async () => {
  const { items } = await read<{ items: Category[] }>('/categories');
  const childrenOf = (id: string | null) => items.filter(({ parentId }) => parentId === id);
  const count = (some: Category[]) => some.reduce((sum, { productCount }) => sum + productCount, 0);
  const depth = (id: string): number => 1 + Math.max(0, ...childrenOf(id).map((child) => depth(child.id)));

  expect(items).toHaveLength(40);
  expect(childrenOf(null)).toHaveLength(6);
  expect(Math.max(...childrenOf(null).map(({ id }) => depth(id)))).toBe(3);
  expect(count(childrenOf(null))).toBe(soldProducts.length);
  for (const { id, productCount } of items.filter(({ id }) => childrenOf(id).length > 0)) {
    expect(count(childrenOf(id))).toBe(productCount);
    expect(
      childrenOf(id)
        .map(({ position }) => position)
        .toSorted(),
    ).toEqual(childrenOf(id).map((_, index) => index + 1));
  }
});

it('the catalog lets answers be kept for a minute and confirms those that still hold', async () => {
  const first = await ask('/products?ids=p-0001,p-0002');
  const again = await ask('/products?ids=p-0001,p-0002', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });

  expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=300');
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});
