import type { Resolvers } from '../../generated/resolvers.ts';

export const variantResolvers: Resolvers = {
  ProductVariant: {
    // Pricing knows one price a product.
    price: ({ product }, _args, { loaders }) => loaders.price.load(product.id),
    image: ({ product: { images }, imageId }) => images.find(({ id }) => id === imageId) ?? images[0] ?? null,
  },
};
