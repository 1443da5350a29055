import type { Resolvers } from '../../generated/resolvers.ts';

export const productResolvers: Resolvers = {
  Query: {
    productScreen: (_root, { id }, { loaders }) => loaders.product.load(id),
  },
};
