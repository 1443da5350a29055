import { filterGroups } from '../../filters.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { itemCountLabel } from '../../labels.ts';

export const cardPageResolvers: Resolvers = {
  CardPage: {
    cards: ({ items }) => items,
    totalLabel: ({ total }, _args, { locale }) => itemCountLabel(total, locale),
    filters: async (listing, _args, { loaders, currency, locale }) =>
      filterGroups(listing, await loaders.categoryTree(), { currency, locale }),
  },
};
