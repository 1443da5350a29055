import { expect, it } from 'vitest';
import type { CatalogProduct } from '../shared/upstreams/catalog.ts';
import { aProduct, executeWeb, selling } from './testing.ts';

/** A catalog that lists cards even where more was asked for, as if nobody had looked ahead. */
function listingCards(...products: readonly CatalogProduct[]) {
  const catalog = selling(...products);
  return { ...catalog, products: catalog.cards as unknown as typeof catalog.products };
}

const listing = `{
  products {
    edges { node { id description tags createdAt variants { sku } seo { title description } } }
  }
}`;

it('a listing completes its cards with one call', async () => {
  const catalog = listingCards(aProduct('lamp'), aProduct('mug'));
  const { data, errors } = await executeWeb(listing, { catalog });

  expect(errors).toBeUndefined();
  expect(data).toEqual(
    (await executeWeb(listing, { catalog: selling(aProduct('lamp'), aProduct('mug')) })).data,
  );
  expect(data.products.edges[1].node).toMatchObject({
    description: 'A mug for every home.',
    tags: ['steel'],
  });
  expect(catalog.productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug']);
});

it('a listing blames the catalog where it does not know what it lists', async () => {
  const { data, errors } = await executeWeb('{ products { edges { node { tags } } } }', {
    catalog: { ...listingCards(aProduct('lamp')), productsByIds: async () => [] },
  });

  expect(data).toEqual({ products: null });
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_ANSWER', upstream: 'catalog' } }]);
});
