import type { CatalogProduct } from '../shared/upstreams/catalog.ts';

/** What `ProductVariant` is made from: a variant, with the product that it is one of. */
export type VariantOfProduct = CatalogProduct['variants'][number] & { readonly product: CatalogProduct };

export function variantsOf(product: CatalogProduct): VariantOfProduct[] {
  return product.variants.map((variant) => ({ ...variant, product }));
}
