import type { RequestScope } from '../upstream/scope.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { REVIEWS_MAX_IDS, type Rating, type Review, type ReviewedProduct } from '../upstreams/reviews.ts';
import { combinedLoader, type Loader } from './batch-loader.ts';

export interface ReviewLoaders {
  /** A product's rating with histogram, by product id. */
  readonly rating: Pick<Loader<string, Rating>, 'load'>;
  /** Up to `count` (1 to 10) of a product's most helpful reviews; null where it has none. */
  readonly topReviews: Pick<Loader<{ productId: string; count: number }, readonly Review[]>, 'load'>;
}

/** What is wanted of one product: its rating, and `count` reviews (0 for none). */
interface Wanted {
  readonly productId: string;
  readonly count: number;
}

/**
 * A listing shows stars and reviews side by side, and the service answers both at once: so both loaders fill
 * one batch, and one call serves them.
 */
export function reviewLoaders(reviews: Upstreams['reviews'], scope: RequestScope): ReviewLoaders {
  const reviewed = combinedLoader<Wanted, Pick<ReviewedProduct, 'rating' | 'reviews'>>({
    load: async (wanted) => {
      const productIds = [...new Set(wanted.map(({ productId }) => productId))];
      const count = Math.max(...wanted.map((key) => key.count));
      if (count === 0) {
        const ratings = await reviews.ratingsByProductIds(scope, productIds);
        return new Map(ratings.map((rating) => [rating.productId, { rating, reviews: [] }]));
      }
      const found = await reviews.topByProductIds(scope, productIds, count);
      return new Map(found.map((product) => [product.productId, product]));
    },
    idOf: ({ productId }) => productId,
    keyOf: ({ productId, count }) => `${count} ${productId}`,
    maxBatchSize: REVIEWS_MAX_IDS,
  });
  return {
    rating: {
      load: async (productId) => (await reviewed.load({ productId, count: 0 }))?.rating ?? null,
    },
    topReviews: {
      load: async (key) => (await reviewed.load(key))?.reviews.slice(0, key.count) ?? null,
    },
  };
}
