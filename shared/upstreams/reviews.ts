import { z } from 'zod';
import { int32, listOf, pageOf, upTo, type PageItems } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import type { SealedScope } from '../upstream/scope.ts';

/** Most product ids one bulk read accepts. */
export const REVIEWS_MAX_IDS = 100;

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
/** What a page shows of a product's reviews: its rating, and the most helpful of them. */
export type ReviewedProduct = z.output<typeof reviewed>;

export const reviewSorts = ['newest', 'helpful', 'rating-high', 'rating-low'] as const;
export type ReviewSort = (typeof reviewSorts)[number];

/** Opinions keep: what was said an hour ago is still said. */
const stale = { maxAgeMs: 3_600_000 } as const;

const bulk = {
  parameter: 'productIds',
  maxIds: REVIEWS_MAX_IDS,
  idOf: ({ productId }: { productId: string }) => productId,
  idKey: 'productId',
  stale,
} as const;

/** The reviews service: what customers say of products, in many languages. */
export const reviews = defineUpstream({
  name: 'reviews',
  resilience: { deadlineMs: 900, attemptTimeoutMs: 600 },
  endpoints: (http) => ({
    /** One page of a product's reviews. `limit` is 1 to 100. */
    reviews: (
      scope: SealedScope,
      {
        productId,
        sort,
        cursor,
        limit,
      }: { productId: string; sort: ReviewSort; cursor?: string | undefined; limit: number },
    ): Promise<PageItems<Review> & { total: number; nextCursor: string | null }> =>
      http
        .get(scope, '/reviews', { query: { productId, sort, cursor, limit }, decode: reviewPage, stale })
        .then((answer) => ({ ...upTo(limit, answer.data), ...answer.meta })),

    /**
     * The rating and the `perProduct` (1 to 10) most helpful reviews of each product that has any, in any order of
     * products. At most {@link REVIEWS_MAX_IDS}.
     */
    topByProductIds: (
      scope: SealedScope,
      productIds: readonly string[],
      perProduct: number,
    ): Promise<readonly ReviewedProduct[]> =>
      http.getMany(scope, '/reviews/top', {
        ...bulk,
        ids: productIds,
        query: { perProduct },
        decode: reviewedProducts,
        items: (answer) => answer.data,
      }),

    /** The ratings of those products that have any, in any order. At most {@link REVIEWS_MAX_IDS}. */
    ratingsByProductIds: (
      scope: SealedScope,
      productIds: readonly string[],
    ): Promise<readonly (Rating & { readonly productId: string })[]> =>
      http.getMany(scope, '/ratings', {
        ...bulk,
        ids: productIds,
        query: { view: 'full' },
        decode: ratings,
        items: (answer) => answer.data,
      }),

    /** Like `ratingsByProductIds`, without the histogram. */
    ratingSummariesByProductIds: (
      scope: SealedScope,
      productIds: readonly string[],
    ): Promise<readonly RatingSummary[]> =>
      http.getMany(scope, '/ratings', {
        ...bulk,
        ids: productIds,
        query: { view: 'summary' },
        decode: ratingSummaries,
        items: (answer) => answer.data,
      }),

    /** The best rated products among those with at least `minCount` ratings, best first. */
    bestRated: (
      scope: SealedScope,
      { limit, minCount }: { limit: number; minCount: number },
    ): Promise<readonly RatingSummary[]> =>
      http
        .get(scope, '/ratings/best', { query: { limit, minCount }, decode: ratingSummaries, stale })
        .then((answer) => answer.data.slice(0, limit)),
  }),
});
