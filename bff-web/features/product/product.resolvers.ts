import type { Resolvers } from '../../generated/resolvers.ts';

export const productResolvers: Resolvers = {
  Query: {
    product: (_root, { id }, { loaders }) => loaders.product.load(id),
  },
};
