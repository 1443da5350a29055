import { asks, loads } from '../../../shared/graphql/loads.ts';
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

const topCount = (first: number | null | undefined) => howMany(first, { fallback: 3, max: 10 });

export const reviewResolvers: Resolvers = {
  Product: {
    reviews: asks(({ id: productId }, { sort, ...page }, _context, load) =>
      connection(page, (paging) =>
        load('reviewPage', { productId, sort: sorts[sort ?? 'HELPFUL'], ...paging }),
      ),
    ),
    topReviews: loads(
      'reviewed',
      ({ id: productId }, { first }) => ({ productId, count: topCount(first) }),
      (reviewed, { first }) => reviewed?.reviews.slice(0, topCount(first)) ?? [],
    ),
  },
  Review: {
    createdAt: ({ createdAt }) => createdAt.toISOString(),
  },
};
