import type { Resolvers } from '../../generated/resolvers.ts';
import { addStocks } from './add-stocks.ts';

export const stockResolvers: Resolvers = {
  Product: {
    stock: async ({ skus }, _args, { loaders }) => {
      const stocks = await loaders.stock.loadPresent(skus);
      return stocks.length > 0 ? addStocks(stocks) : null;
    },
  },
  ProductVariant: {
    stock: ({ sku }, _args, { loaders }) => loaders.stock.load(sku),
  },
  Stock: {
    inStock: ({ available }) => available > 0,
    warehouses: ({ warehouses }) => warehouses.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  },
};
