import { z } from 'zod';
import { int32, listOf, pageOf, upTo } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk, get } from '../upstream/endpoint.ts';

/** Most product ids one bulk read accepts. */
const REVIEWS_MAX_IDS = 100;

/** 9999-12-31T23:59:59Z: years of five digits are no RFC 3339. */
const LAST_EPOCH_SECOND = 253_402_300_799;

const votes = int32.nonnegative();
const stars = z.int().min(1).max(5);

const review = z.object({
  id: z.string(),
  productId: z.string(),
  authorId: z.string(),
  rating: stars,
  title: z.string(),
  body: z.string(),
  /** BCP 47. */
  language: z.string(),
  createdAt: z
    .int()
    .nonnegative()
    .max(LAST_EPOCH_SECOND)
    .transform((epochSeconds) => new Date(epochSeconds * 1000)),
  helpfulVotes: votes,
});

const average = { average: z.number().min(1).max(5), count: votes };
const rating = z.object({
  ...average,
  histogram: z.object({ 1: votes, 2: votes, 3: votes, 4: votes, 5: votes }),
});
const ratingSummary = z.object({ productId: z.string(), ...average });

const data = <Item extends z.ZodType>(item: Item) => z.object({ data: listOf(item) });
const reviewPage = z.object({
  data: pageOf(review),
  meta: z.object({ total: int32.nonnegative(), nextCursor: z.string().nullable() }),
});
const reviewed = z.object({ productId: z.string(), rating, reviews: listOf(review) });

// Made once: a schema compiles itself when it is first used.
const reviewedProducts = data(reviewed);
const ratings = data(rating.extend({ productId: z.string() }));
const ratingSummaries = data(ratingSummary);

export type Review = z.output<typeof review>;
/** Average and number of a product's ratings. */
export type RatingSummary = z.output<typeof ratingSummary>;
/** Average, number, and how many gave each number of stars. */
export type Rating = z.output<typeof rating>;

export const reviewSorts = ['newest', 'helpful', 'rating-high', 'rating-low'] as const;
export type ReviewSort = (typeof reviewSorts)[number];

/** Opinions keep: what was said an hour ago is still said. */
const stale = { maxAgeMs: 3_600_000 } as const;

const byProductIds = {
  parameter: 'productIds',
  maxIds: REVIEWS_MAX_IDS,
  idKey: 'productId',
  stale,
} as const;

interface ReviewsOfProduct {
  readonly productId: string;
  readonly sort: ReviewSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The reviews service: what customers say of products, in many languages. */
export const reviews = defineUpstream({
  name: 'reviews',
  resilience: { deadlineMs: 900, attemptTimeoutMs: 600 },
  endpoints: {
    /** One page of a product's reviews. `limit` is 1 to 100. */
    reviews: get('/reviews', {
      query: ({ productId, sort, cursor, limit }: ReviewsOfProduct) => ({ productId, sort, cursor, limit }),
      decode: reviewPage,
      value: ({ data: found, meta }, { limit }) => ({ ...upTo(limit, found), ...meta }),
      stale,
    }),

    /** The rating and the `perProduct` (1 to 10) most helpful reviews of each product that has any. */
    topByProductIds: bulk('/reviews/top', {
      ...byProductIds,
      query: (perProduct: number) => ({ perProduct }),
      decode: reviewedProducts,
      items: (answer) => answer.data,
      idOf: ({ productId }) => productId,
    }),

    /** The ratings of those products that have any. */
    ratingsByProductIds: bulk('/ratings', {
      ...byProductIds,
      query: { view: 'full' },
      decode: ratings,
      items: (answer) => answer.data,
      idOf: ({ productId }) => productId,
    }),

    /** Like `ratingsByProductIds`, without the histogram. */
    ratingSummariesByProductIds: bulk('/ratings', {
      ...byProductIds,
      query: { view: 'summary' },
      decode: ratingSummaries,
      items: (answer) => answer.data,
      idOf: ({ productId }) => productId,
    }),

    /** The best rated products among those with at least `minCount` ratings, best first. */
    bestRated: get('/ratings/best', {
      query: ({ limit, minCount }: { limit: number; minCount: number }) => ({ limit, minCount }),
      decode: ratingSummaries,
      value: (answer, { limit }) => answer.data.slice(0, limit),
      stale,
    }),
  },
});
