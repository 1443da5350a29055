import { asks } from '../../../shared/graphql/loads.ts';
import { badInput } from '../../../shared/lib/client-error.ts';
import { pageAfter } from '../../arguments.ts';
import { asksForFilters, catalogFilter, filtersArgument } from '../../filters.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

const MAX_TEXT_LENGTH = 200;

export const searchResolvers: Resolvers = {
  Query: {
    search: asks(async (_root, { text, filters, after }, { currency }, load, info) => {
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
      const page = await pageAfter(after, (paging) => load('searchCards', { ...search, ...paging }));
      return { ...page, chosen, categoryId: null };
    }),
  },
};
