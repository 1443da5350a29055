import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const ratingResolvers: Resolvers = {
  Product: {
    rating: loads(
      'reviewed',
      ({ id: productId }) => ({ productId, count: 0 }),
      (reviewed) => reviewed?.rating ?? null,
    ),
  },
  Rating: {
    histogram: ({ histogram }) =>
      ([5, 4, 3, 2, 1] as const).map((stars) => ({ stars, count: histogram[stars] })),
  },
};
