import type { Resolvers } from '../../generated/resolvers.ts';
import type { Loaders } from '../../../shared/loaders/create-loaders.ts';
import { howMany } from '../../limits.ts';

/** Ratings that a product needs before it can be called best rated: one happy customer is no verdict. */
const MIN_RATINGS = 10;

/** How many sold-out products a section can leave out before it shows fewer than it was asked for. */
const SPARE = 4;

/** The first `limit` of the products `ids` that exist and are not sold out. */
async function available(ids: readonly string[], limit: number, loaders: Loaders) {
  const products = await loaders.product.loadPresent(ids);
  return products.filter(({ inStock }) => inStock).slice(0, limit);
}

export const homePageResolvers: Resolvers = {
  Query: {
    homePage: () => ({}),
  },
  HomePage: {
    heroCategories: async (_page, { first }, { loaders }) => {
      const limit = howMany(first, { fallback: 6 });
      return (await loaders.categoryTree()).childrenOf(null).slice(0, limit);
    },
    bestRated: async (_page, { first }, { scope, upstreams, loaders }) => {
      const limit = howMany(first, { fallback: 12 });
      const rated = await upstreams.reviews.bestRated(scope, {
        limit: limit + SPARE,
        minCount: MIN_RATINGS,
      });
      return available(
        rated.map(({ productId }) => productId),
        limit,
        loaders,
      );
    },
    onPromotion: async (_page, { first }, { scope, currency, upstreams, loaders }) => {
      const limit = howMany(first, { fallback: 12 });
      const promoted = await upstreams.pricing.promotions(scope, { currency, limit: limit + SPARE });
      return available(
        promoted.map(({ productId }) => productId),
        limit,
        loaders,
      );
    },
  },
};
