import { firstArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const relatedResolvers: Resolvers = {
  ProductScreen: {
    related: async ({ id: productId }, { first }, { loaders }) => {
      const limit = firstArgument(first, 10, PAGE_SIZE);
      const ids = await loaders.recommendations.load({ productId, limit });
      return (await loaders.card.loadPresent(ids ?? [])).filter(({ inStock }) => inStock);
    },
  },
};
