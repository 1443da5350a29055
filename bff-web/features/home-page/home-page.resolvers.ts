import { loads } from '../../../shared/graphql/loads.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { howMany } from '../../limits.ts';

/** Ratings that a product needs before it can be called best rated: one happy customer is no verdict. */
const MIN_RATINGS = 10;

/** How many sold-out products a section can leave out before it shows fewer than it was asked for. */
const SPARE = 4;

interface First {
  readonly first?: number | null | undefined;
}

const productCount = ({ first }: First) => howMany(first, { fallback: 12 });

/** As many as asked for of the products that are not sold out. */
function available(products: readonly CatalogProduct[], args: First) {
  return products.filter(({ inStock }) => inStock).slice(0, productCount(args));
}

export const homePageResolvers: Resolvers = {
  Query: {
    homePage: () => ({}),
  },
  HomePage: {
    heroCategories: loads(
      'categoryTree',
      (_page, { first }) => {
        howMany(first, { fallback: 6 });
        return 'all' as const;
      },
      (tree, { first }) => tree.childrenOf(null).slice(0, howMany(first, { fallback: 6 })),
    ),
    bestRated: loads(
      'bestRated',
      (_page: unknown, args: First) => ({ limit: productCount(args) + SPARE, minCount: MIN_RATINGS }),
      (rated) => rated.map(({ productId }) => productId),
    ).thenLoads(
      'product',
      (ids) => ids,
      (products, args) => available(products, args),
    ),
    onPromotion: loads(
      'promotions',
      (_page: unknown, args: First, { currency }) => ({ currency, limit: productCount(args) + SPARE }),
      (promoted) => promoted.map(({ productId }) => productId),
    ).thenLoads(
      'product',
      (ids) => ids,
      (products, args) => available(products, args),
    ),
  },
};
