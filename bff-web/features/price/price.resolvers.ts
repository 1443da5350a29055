import type { Resolvers } from '../../generated/resolvers.ts';

export const priceResolvers: Resolvers = {
  Product: {
    price: ({ id }, _args, { loaders }) => loaders.price.load(id),
    formerPrice: async ({ id }, _args, { loaders }) => {
      const price = await loaders.price.load(id);
      if (!price?.promotion) return null;
      return { amountMinor: price.promotion.formerAmountMinor, currency: price.currency };
    },
    promotion: async ({ id }, _args, { loaders }) => {
      const price = await loaders.price.load(id);
      if (!price?.promotion) return null;
      const { label, endsAt, formerAmountMinor } = price.promotion;
      const saved = formerAmountMinor - price.amountMinor;
      return { label, endsAt, discountPercent: Math.floor((saved * 100) / formerAmountMinor) };
    },
  },
};
