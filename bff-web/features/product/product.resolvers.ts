import type { Resolvers } from '../../generated/resolvers.ts';
import { variantsOf } from '../../variants.ts';
import { wholeProduct } from '../../whole-product.ts';

export const productResolvers: Resolvers = {
  Query: {
    product: (_root, { slug }, { loaders }) => loaders.productBySlug.load(slug),
  },
  Product: {
    description: async (product, _args, { loaders }) => (await wholeProduct(product, loaders)).description,
    tags: async (product, _args, { loaders }) => (await wholeProduct(product, loaders)).tags,
    createdAt: async (product, _args, { loaders }) => (await wholeProduct(product, loaders)).createdAt,
    variants: async (product, _args, { loaders }) => variantsOf(await wholeProduct(product, loaders)),
    isNew: ({ newUntil }, _args, { now }) => newUntil !== null && Date.parse(newUntil) > now,
    mainImage: ({ images }) => images[0] ?? null,
    thumbnailUrl: ({ images: [main] }) =>
      main?.sizes.reduce((a, b) => (b.width < a.width ? b : a)).url ?? null,
  },
};
