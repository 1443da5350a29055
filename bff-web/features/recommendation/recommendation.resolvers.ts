import type { Resolvers } from '../../generated/resolvers.ts';
import { howMany } from '../../limits.ts';

export const recommendationResolvers: Resolvers = {
  Product: {
    recommendations: async ({ id: productId }, { first }, { loaders }) => {
      const limit = howMany(first, { fallback: 8, max: 20 });
      const ids = await loaders.recommendations.load({ productId, limit });
      return (await loaders.product.loadPresent(ids ?? [])).filter(({ inStock }) => inStock);
    },
  },
};
