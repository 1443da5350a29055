import { loads } from '../../../shared/graphql/loads.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import { firstArgument, PAGE_SIZE } from '../../arguments.ts';
import type { ProductScreenRelatedArgs, Resolvers } from '../../generated/resolvers.ts';

export const relatedResolvers: Resolvers = {
  ProductScreen: {
    related: loads(
      'recommendations',
      ({ id: productId }: CatalogProduct, { first }: Partial<ProductScreenRelatedArgs>) => ({
        productId,
        limit: firstArgument(first, 10, PAGE_SIZE),
      }),
      (ids) => ids,
    ).thenLoads(
      'card',
      (ids) => ids,
      (cards) => cards.filter(({ inStock }) => inStock),
    ),
  },
};
