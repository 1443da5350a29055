import type { Resolvers } from '../../generated/resolvers.ts';
import { productPath } from '../../paths.ts';
import { stockOfAll } from '../../stock-level.ts';
import { wholeProduct } from '../../whole-product.ts';
import { productJsonLd } from './json-ld.ts';
import { shorten } from './shorten.ts';

/** What search engines show of a description. */
const MAX_DESCRIPTION_LENGTH = 160;

/** @param siteUrl the site's origin */
export const seoResolvers = (siteUrl: string): Resolvers => ({
  Product: {
    seo: (product, _args, { loaders }) => wholeProduct(product, loaders),
  },
  Seo: {
    title: ({ title, brand }) => `${title} – ${brand}`,
    description: ({ description }) => shorten(description, MAX_DESCRIPTION_LENGTH),
    canonicalUrl: ({ slug }) => siteUrl + productPath(slug),
    canonicalPath: ({ slug }) => productPath(slug),
    jsonLd: async (product, _args, { loaders }) => {
      const [price, stock, rating] = await Promise.all([
        orNull(loaders.price.load(product.id)),
        orNull(stockOfAll(product.skus, loaders)),
        orNull(loaders.rating(product.id)),
      ]);
      const inStock = stock && stock.available > 0;
      const url = siteUrl + productPath(product.slug);
      return productJsonLd(product, { url, price, inStock, rating });
    },
  },
});

/** A page is better off with half of what a search engine could read than without any. */
function orNull<Value>(loading: Promise<Value>): Promise<Value | null> {
  return loading.catch(() => null);
}
