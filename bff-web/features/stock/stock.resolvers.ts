import type { Resolvers } from '../../generated/resolvers.ts';
import { stockOfAll } from '../../stock-level.ts';

export const stockResolvers: Resolvers = {
  Product: {
    stock: ({ skus }, _args, { loaders }) => stockOfAll(skus, loaders),
  },
  ProductVariant: {
    stock: ({ sku }, _args, { loaders }) => loaders.stock.load(sku),
  },
  Stock: {
    inStock: ({ available }) => available > 0,
    warehouses: ({ warehouses }) => warehouses.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  },
};
