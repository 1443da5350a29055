import type { Loaders } from '../shared/loaders/create-loaders.ts';
import { UpstreamError } from '../shared/upstream/errors.ts';
import type { CatalogCard, CatalogProduct } from '../shared/upstreams/catalog.ts';

/** What resolvers of a product are handed: a card where a listing foresaw that no more would be asked for. */
export type CardOrProduct = CatalogCard | CatalogProduct;

/**
 * Everything the catalog knows of a product: what it came with, or, for a card, loaded together with the others'.
 *
 * @throws {UpstreamError} `UPSTREAM_BAD_ANSWER` when the catalog does not know what it has just listed
 */
export async function wholeProduct(product: CardOrProduct, loaders: Loaders): Promise<CatalogProduct> {
  if ('variants' in product) return product;
  const whole = await loaders.product.load(product.id);
  if (whole) return whole;
  throw new UpstreamError('UPSTREAM_BAD_ANSWER', 'catalog', {
    reason: `listed the product ${product.id}, and does not know it`,
    outcome: 'ignored',
  });
}
