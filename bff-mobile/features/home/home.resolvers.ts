import { firstArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { messagesFor } from '../../messages/index.ts';
import { isSoldOut } from '../../offer.ts';
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
    cards: async (section, _args, { scope, loaders }) => {
      const listed = await section.cards(scope);
      const soldOut = await Promise.all(listed.map(({ skus }) => isSoldOut(skus, loaders)));
      return listed.filter((_card, index) => !soldOut[index]).slice(0, section.first);
    },
  },
};
