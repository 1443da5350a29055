import { loads } from '../../../shared/graphql/loads.ts';
import { filterGroups } from '../../filters.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { itemCountLabel } from '../../labels.ts';

export const cardPageResolvers: Resolvers = {
  CardPage: {
    cards: ({ items }) => items,
    totalLabel: ({ total }, _args, { locale }) => itemCountLabel(total, locale),
    filters: loads(
      'categoryTree',
      () => 'all' as const,
      (tree, _args, { currency, locale }, listing) => filterGroups(listing, tree, { currency, locale }),
    ),
  },
};
