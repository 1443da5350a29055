import type { Resolvers } from '../../generated/resolvers.ts';

export const authorResolvers: Resolvers = {
  Review: {
    author: ({ authorId }, _args, { loaders }) => loaders.profile.load(authorId),
  },
};
