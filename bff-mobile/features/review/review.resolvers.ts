import { asks, loads } from '../../../shared/graphql/loads.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { ReviewSort as ServiceSort } from '../../../shared/upstreams/reviews.ts';
import { firstArgument, pageAfter } from '../../arguments.ts';
import type { Resolvers, ReviewSort } from '../../generated/resolvers.ts';
import { formatDate } from '../../intl.ts';
import { ratingLabel } from '../../labels.ts';

const MAX_TOP_REVIEWS = 10;

const sorts: Readonly<Record<ReviewSort, ServiceSort>> = {
  NEWEST: 'newest',
  HELPFUL: 'helpful',
  RATING_HIGH: 'rating-high',
  RATING_LOW: 'rating-low',
};

const topCount = (first: number | null | undefined) => firstArgument(first, 3, MAX_TOP_REVIEWS);

export const reviewResolvers: Resolvers = {
  ProductScreen: {
    // Not the summary: this one comes in the same call as the reviews, which stand beside it on the screen.
    rating: loads(
      'reviewed',
      ({ id: productId }) => ({ productId, count: 0 }),
      (reviewed) => reviewed?.rating ?? null,
    ),
    topReviews: loads(
      'reviewed',
      ({ id: productId }, { first }) => ({ productId, count: topCount(first) }),
      (reviewed, { first }) => reviewed?.reviews.slice(0, topCount(first)) ?? [],
    ),
    reviews: asks(async ({ id: productId }, { sort, after }, _context, load) => {
      const { items, total, nextCursor } = await pageAfter(after, (paging) =>
        load('reviewPage', { productId, sort: sorts[sort ?? 'HELPFUL'], ...paging }),
      );
      return { reviews: items, total, nextCursor };
    }),
  },
  Rating: {
    label: (rating, _args, { locale }) => ratingLabel(rating, locale),
  },
  Review: {
    stars: ({ rating }) => rating,
    authorName: loads(
      'profile',
      ({ authorId }) => authorId,
      (profile) => profile?.name ?? null,
    ),
    dateLabel: ({ createdAt }, { timeZone }, { locale }) =>
      formatDate(createdAt, locale, timeZoneArgument(timeZone)),
  },
};
