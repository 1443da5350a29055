import type { Resolvers } from '../../generated/resolvers.ts';
import { howMany } from '../../limits.ts';

/** Ratings that a product needs before it can be called best rated: one happy customer is no verdict. */
const MIN_RATINGS = 10;

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
      const rated = await upstreams.reviews.bestRated(scope, { limit, minCount: MIN_RATINGS });
      return loaders.product.loadPresent(rated.map(({ productId }) => productId));
    },
    onPromotion: async (_page, { first }, { scope, currency, upstreams, loaders }) => {
      const limit = howMany(first, { fallback: 12 });
      const promoted = await upstreams.pricing.promotions(scope, { currency, limit });
      return loaders.product.loadPresent(promoted.map(({ productId }) => productId));
    },
  },
};
