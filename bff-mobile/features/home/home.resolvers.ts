import { loads } from '../../../shared/graphql/loads.ts';
import { firstArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { messagesFor } from '../../messages/index.ts';
import { homeSections } from './sections.ts';

/** How many sold-out products a section can leave out before it shows fewer than it was asked for. */
const SPARE = 4;

export const homeResolvers: Resolvers = {
  Query: {
    home: (_root, args) => {
      const first = firstArgument(args.first, 10, PAGE_SIZE);
      return { sections: homeSections.map((section) => ({ ...section, first })) };
    },
  },
  Section: {
    title: ({ id }, _args, { locale }) => messagesFor(locale).sections[id],
    cards: loads(
      'cards',
      ({ sort, first }, _args, { currency }) => ({ filter: {}, currency, sort, limit: first + SPARE }),
      ({ items }, _args, _context, { first }) => items.filter(({ inStock }) => inStock).slice(0, first),
    ),
  },
};
