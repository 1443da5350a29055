import { badInput } from '../../../shared/lib/client-error.ts';
import { pageAfter } from '../../arguments.ts';
import { asksForFilters, catalogFilter, filtersArgument } from '../../filters.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

const MAX_TEXT_LENGTH = 200;

export const searchResolvers: Resolvers = {
  Query: {
    search: async (_root, { text, filters, after }, { upstreams, scope, currency }, info) => {
      const wanted = text.trim();
      if (wanted === '' || wanted.length > MAX_TEXT_LENGTH) {
        throw badInput('text', text, `from 1 to ${MAX_TEXT_LENGTH} characters`);
      }
      const chosen = filtersArgument(filters);
      const search = {
        text: wanted,
        filter: catalogFilter(chosen),
        currency,
        countPriceBands: asksForFilters(info),
      };
      const page = await pageAfter(after, (paging) =>
        upstreams.catalog.searchCards(scope, { ...search, ...paging }),
      );
      return { ...page, chosen, categoryId: null };
    },
  },
};
