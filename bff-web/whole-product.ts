import { UpstreamError } from '../shared/upstream/errors.ts';
import type { CatalogCard, CatalogProduct } from '../shared/upstreams/catalog.ts';

/** What resolvers of a product are handed: a card where a listing foresaw that no more would be asked for. */
export type CardOrProduct = CatalogCard | CatalogProduct;

/** What to load of a product that is a mere card. */
export function idUnlessWhole(product: CardOrProduct): string | null {
  return 'variants' in product ? null : product.id;
}

/**
 * Everything the catalog knows of a product: what it came with, or for a card what was loaded.
 *
 * @param loaded by {@link idUnlessWhole}
 * @throws {UpstreamError} `UPSTREAM_BAD_ANSWER` when the catalog does not know what it has just listed
 */
export function wholeProduct(product: CardOrProduct, loaded: CatalogProduct | null): CatalogProduct {
  if ('variants' in product) return product;
  if (loaded) return loaded;
  throw new UpstreamError('UPSTREAM_BAD_ANSWER', 'catalog', {
    reason: `listed the product ${product.id}, and does not know it`,
    outcome: 'ignored',
  });
}
