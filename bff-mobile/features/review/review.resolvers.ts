import { firstArgument } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { formatDate } from '../../intl.ts';
import { ratingLabel } from '../../labels.ts';

const MAX_TOP_REVIEWS = 10;

export const reviewResolvers: Resolvers = {
  ProductScreen: {
    // Not the summary: this one comes in the same call as the reviews, which stand beside it on the screen.
    rating: ({ id }, _args, { loaders }) => loaders.rating(id),
    topReviews: async ({ id: productId }, { first }, { loaders }) =>
      (await loaders.topReviews(productId, firstArgument(first, 3, MAX_TOP_REVIEWS))) ?? [],
  },
  Rating: {
    label: (rating, _args, { locale }) => ratingLabel(rating, locale),
  },
  Review: {
    stars: ({ rating }) => rating,
    authorName: async ({ authorId }, _args, { loaders }) =>
      (await loaders.profile.load(authorId))?.name ?? null,
    dateLabel: ({ createdAt }, _args, { locale }) => formatDate(createdAt, locale),
  },
};
