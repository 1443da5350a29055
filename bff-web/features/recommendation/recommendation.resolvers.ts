import { loads } from '../../../shared/graphql/loads.ts';
import type { ProductRecommendationsArgs, Resolvers } from '../../generated/resolvers.ts';
import { howMany } from '../../limits.ts';
import type { CardOrProduct } from '../../whole-product.ts';

export const recommendationResolvers: Resolvers = {
  Product: {
    recommendations: loads(
      'recommendations',
      ({ id: productId }: CardOrProduct, { first }: Partial<ProductRecommendationsArgs>) => ({
        productId,
        limit: howMany(first, { fallback: 8, max: 20 }),
      }),
      (ids) => ids,
    ).thenLoads(
      'product',
      (ids) => ids,
      (products) => products.filter(({ inStock }) => inStock),
    ),
  },
};
