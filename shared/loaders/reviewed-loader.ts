import { withListener } from '../upstream/scope.ts';
import { REVIEWS_MAX_IDS, type ReviewedProduct } from '../upstreams/reviews.ts';
import { combinedLoader } from './batch-loader.ts';
import type { Operation } from './shared-loaders.ts';

/** What is wanted of one product: its rating, and `count` of its most helpful reviews (0 for none). */
export interface Wanted {
  readonly productId: string;
  readonly count: number;
}

/**
 * A listing shows stars and reviews side by side, and the service answers both at once: so ratings and reviews fill
 * one batch, and one call serves them.
 */
export function reviewedLoader({ upstreams: { reviews }, scope }: Operation) {
  return combinedLoader<Wanted, Pick<ReviewedProduct, 'rating' | 'reviews'>>({
    load: async (wanted, stale) => {
      const productIds = [...new Set(wanted.map(({ productId }) => productId))];
      const count = Math.max(...wanted.map((key) => key.count));
      if (count === 0) {
        const ratings = await reviews.ratingsByProductIds(withListener(scope, stale), productIds);
        return new Map(ratings.map((rating) => [rating.productId, { rating, reviews: [] }]));
      }
      const found = await reviews.topByProductIds(withListener(scope, stale), productIds, count);
      return new Map(found.map((product) => [product.productId, product]));
    },
    idOf: ({ productId }) => productId,
    keyOf: ({ productId, count }) => `${count} ${productId}`,
    maxBatchSize: REVIEWS_MAX_IDS,
  });
}
