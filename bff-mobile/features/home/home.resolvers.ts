import { firstArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { messagesFor } from '../../messages/index.ts';
import { homeSections } from './sections.ts';

export const homeResolvers: Resolvers = {
  Query: {
    home: (_root, { first }, { upstreams, scope, currency }) => ({
      sections: homeSections(upstreams.catalog, {
        scope,
        currency,
        first: firstArgument(first, 10, PAGE_SIZE),
      }),
    }),
  },
  Section: {
    title: ({ id }, _args, { locale }) => messagesFor(locale).sections[id],
    cards: async ({ first, cards }, _args, { scope }) => {
      const listed = await cards(scope);
      return listed.filter(({ inStock }) => inStock).slice(0, first);
    },
  },
};
