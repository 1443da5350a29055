import Type, { type Static } from 'typebox';
import { Nullable, OneOf } from '../kit/schemas.ts';
import { languages } from './vocabulary/index.ts';

const Stars = Type.Integer({ minimum: 1, maximum: 5 });

/** A review as it goes over the wire. */
export const Review = Type.Object({
  id: Type.String(),
  productId: Type.String(),
  authorId: Type.String(),
  rating: Stars,
  title: Type.String(),
  body: Type.String(),
  language: OneOf(languages),
  createdAt: Type.Integer({ description: 'Seconds since 1970.' }),
  helpfulVotes: Type.Integer(),
});
export type Review = Static<typeof Review>;

/** What a customer sends in. */
export const NewReview = Type.Object({
  productId: Type.String({ pattern: '^p-[0-9]{4}$' }),
  authorId: Type.String({ pattern: '^u-[0-9]{3}$' }),
  rating: Stars,
  title: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  body: Type.String({ minLength: 1, maxLength: 4_000, pattern: '\\S' }),
  language: OneOf(languages),
});
export type NewReview = Static<typeof NewReview>;

/** What all reviews of a product come to. */
export const Rating = Type.Object({
  productId: Type.String(),
  average: Type.Number({ minimum: 1, maximum: 5, description: 'To one decimal.' }),
  count: Type.Integer({ minimum: 1 }),
  histogram: Type.Optional(
    Type.Object(
      { 1: Type.Integer(), 2: Type.Integer(), 3: Type.Integer(), 4: Type.Integer(), 5: Type.Integer() },
      { description: 'How many reviews gave each number of stars.' },
    ),
  ),
});
export type Rating = Static<typeof Rating>;

/** A product with its rating and its most helpful reviews, as a listing shows them. */
export const TopReviews = Type.Object({
  productId: Type.String(),
  rating: Type.Required(Type.Omit(Rating, ['productId'])),
  reviews: Type.Array(Review, { description: 'The most helpful first.' }),
});
export type TopReviews = Static<typeof TopReviews>;

/** The orders in which a product's reviews can be read. */
export const sorts = ['newest', 'helpful', 'rating-high', 'rating-low'] as const;
/** One of {@link sorts}. */
export type Sort = (typeof sorts)[number];

/** Where a page of reviews ended: the last one's number and what it was sorted by. */
export const Position = Type.Object({ sort: OneOf(sorts), key: Type.Integer(), number: Type.Integer() });
export type Position = Static<typeof Position>;

/** What accompanies a page: how many reviews the product has, and how to go on. */
export const PageMeta = Type.Object({ total: Type.Integer(), nextCursor: Nullable(Type.String()) });
