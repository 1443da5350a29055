import type { Resolvers } from '../../generated/resolvers.ts';

export const ratingResolvers: Resolvers = {
  Product: {
    rating: ({ id }, _args, { loaders }) => loaders.rating(id),
  },
  Rating: {
    histogram: ({ histogram }) =>
      ([5, 4, 3, 2, 1] as const).map((stars) => ({ stars, count: histogram[stars] })),
  },
};
