import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const variantResolvers: Resolvers = {
  ProductVariant: {
    // Pricing knows one price a product.
    price: loads(
      'price',
      ({ product }) => product.id,
      (price) => price,
    ),
    image: ({ product: { images }, imageId }) => images.find(({ id }) => id === imageId) ?? images[0] ?? null,
  },
};
