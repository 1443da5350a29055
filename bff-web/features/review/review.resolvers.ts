import type { ReviewSort as ServiceSort } from '../../../shared/upstreams/reviews.ts';
import { connection } from '../../connection.ts';
import type { Resolvers, ReviewSort } from '../../generated/resolvers.ts';
import { howMany } from '../../limits.ts';

const sorts: Readonly<Record<ReviewSort, ServiceSort>> = {
  NEWEST: 'newest',
  HELPFUL: 'helpful',
  RATING_HIGH: 'rating-high',
  RATING_LOW: 'rating-low',
};

export const reviewResolvers: Resolvers = {
  Product: {
    reviews: ({ id: productId }, { sort, ...page }, { loaders }) =>
      connection(page, (paging) =>
        loaders.reviewPage({ productId, sort: sorts[sort ?? 'HELPFUL'], ...paging }),
      ),
    topReviews: async ({ id: productId }, { first }, { loaders }) => {
      const count = howMany(first, { fallback: 3, max: 10 });
      return (await loaders.topReviews(productId, count)) ?? [];
    },
  },
  Review: {
    createdAt: ({ createdAt }) => createdAt.toISOString(),
  },
};
