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

export const reviewResolvers: Resolvers = {
  ProductScreen: {
    // Not the summary: this one comes in the same call as the reviews, which stand beside it on the screen.
    rating: ({ id }, _args, { loaders }) => loaders.rating(id),
    topReviews: async ({ id: productId }, { first }, { loaders }) =>
      (await loaders.topReviews(productId, firstArgument(first, 3, MAX_TOP_REVIEWS))) ?? [],
    reviews: async ({ id: productId }, { sort, after }, { loaders }) => {
      const { items, total, nextCursor } = await pageAfter(after, (paging) =>
        loaders.reviewPage({ productId, sort: sorts[sort ?? 'HELPFUL'], ...paging }),
      );
      return { reviews: items, total, nextCursor };
    },
  },
  Rating: {
    label: (rating, _args, { locale }) => ratingLabel(rating, locale),
  },
  Review: {
    stars: ({ rating }) => rating,
    authorName: async ({ authorId }, _args, { loaders }) =>
      (await loaders.profile.load(authorId))?.name ?? null,
    dateLabel: ({ createdAt }, { timeZone }, { locale }) =>
      formatDate(createdAt, locale, timeZoneArgument(timeZone)),
  },
};
