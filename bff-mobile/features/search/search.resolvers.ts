import { badInput } from '../../../shared/lib/client-error.ts';
import { afterArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

const MAX_TEXT_LENGTH = 200;

export const searchResolvers: Resolvers = {
  Query: {
    search: async (_root, { text, after }, { upstreams, scope, currency }) => {
      const wanted = text.trim();
      if (wanted === '' || wanted.length > MAX_TEXT_LENGTH) {
        throw badInput('text', text, `from 1 to ${MAX_TEXT_LENGTH} characters`);
      }
      const paging = { cursor: afterArgument(after), limit: PAGE_SIZE };
      const { items, nextCursor } = await upstreams.catalog.searchCards(scope, {
        text: wanted,
        filter: {},
        currency,
        ...paging,
      });
      return { cards: items, nextCursor };
    },
  },
};
