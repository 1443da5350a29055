import { askIfUp, loads, loadsAll } from '../../../shared/graphql/loads.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { productPath } from '../../paths.ts';
import { stockOfAll } from '../../stock-level.ts';
import { idUnlessWhole, wholeProduct } from '../../whole-product.ts';
import { productJsonLd } from './json-ld.ts';
import { shorten } from './shorten.ts';

/** What search engines show of a description. */
const MAX_DESCRIPTION_LENGTH = 160;

/** @param siteUrl the site's origin */
export const seoResolvers = (siteUrl: string): Resolvers => ({
  Product: {
    seo: loads('product', idUnlessWhole, (whole, _args, _context, product) => wholeProduct(product, whole)),
  },
  Seo: {
    title: ({ title, brand }) => `${title} – ${brand}`,
    description: ({ description }) => shorten(description, MAX_DESCRIPTION_LENGTH),
    canonicalUrl: ({ slug }) => siteUrl + productPath(slug),
    canonicalPath: ({ slug }) => productPath(slug),
    // A page is better off with half of what a search engine could read than without any.
    jsonLd: loadsAll(
      {
        price: askIfUp('price', ({ id }: CatalogProduct) => id),
        stocks: askIfUp('stock', ({ skus }: CatalogProduct) => skus),
        reviewed: askIfUp('reviewed', ({ id: productId }: CatalogProduct) => ({ productId, count: 0 })),
      },
      ({ price, stocks, reviewed }, _args, _context, product) => {
        const stock = stocks && stockOfAll(product.skus, stocks);
        const inStock = stock && stock.available > 0;
        const url = siteUrl + productPath(product.slug);
        return productJsonLd(product, { url, price, inStock, rating: reviewed?.rating ?? null });
      },
    ),
  },
});
