import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const authorResolvers: Resolvers = {
  Review: {
    author: loads(
      'profile',
      ({ authorId }) => authorId,
      (profile) => profile,
    ),
  },
};
