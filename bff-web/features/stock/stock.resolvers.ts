import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { stockOfAll } from '../../stock-level.ts';

export const stockResolvers: Resolvers = {
  Product: {
    stock: loads(
      'stock',
      ({ skus }) => skus,
      (stocks, _args, _context, { skus }) => stockOfAll(skus, stocks),
    ),
  },
  ProductVariant: {
    stock: loads(
      'stock',
      ({ sku }) => sku,
      (stock) => stock,
    ),
  },
  Stock: {
    inStock: ({ available }) => available > 0,
    warehouses: ({ warehouses }) => warehouses.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  },
};
