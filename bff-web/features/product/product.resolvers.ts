import type { Resolvers } from '../../generated/resolvers.ts';

export const productResolvers: Resolvers = {
  Query: {
    product: (_root, { slug }, { loaders }) => loaders.productBySlug.load(slug),
  },
  Product: {
    isNew: ({ newUntil }, _args, { now }) => newUntil !== null && Date.parse(newUntil) > now,
    mainImage: ({ images }) => images[0] ?? null,
  },
};
