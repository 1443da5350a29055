import type { Currency } from '../lib/currency.ts';
import { withListener, type SealedScope } from '../upstream/scope.ts';
import { CATALOG_MAX_IDS } from '../upstreams/catalog.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { INVENTORY_MAX_SKUS } from '../upstreams/inventory.ts';
import { ORDERS_MAX_IDS } from '../upstreams/orders.ts';
import { PRICING_MAX_IDS } from '../upstreams/pricing.ts';
import { REVIEWS_MAX_IDS, type Review, type ReviewSort } from '../upstreams/reviews.ts';
import { SHIPPING_MAX_IDS } from '../upstreams/shipping.ts';
import { USERS_MAX_IDS } from '../upstreams/users.ts';
import { batchLoader, singleLoader, type SharedLoader } from './batch-loader.ts';
import { bySending } from './by-sending.ts';
import { categoryTree } from './category-tree.ts';
import { reviewedLoader } from './reviewed-loader.ts';

/** Calls under way at once, for one operation, to an endpoint that takes one key at a time. */
const SINGLE_CONCURRENCY = 8;

/** Which of a product's reviews are wanted. `limit` is 1 to 100. */
export interface ReviewPageKey {
  readonly productId: string;
  readonly sort: ReviewSort;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** As many of a product's reviews, and where the next ones start. */
export interface ReviewPage {
  readonly items: readonly Review[];
  /** Places of the page, as the service counts them, whose items could not be read. */
  readonly leftOut?: readonly number[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What the loaders of one operation load with. */
export interface Operation {
  readonly upstreams: Upstreams;
  readonly scope: SealedScope;
  readonly currency: Currency;
}

const byId = ({ id }: { id: string }) => id;
const bySku = ({ sku }: { sku: string }) => sku;
const byProduct = ({ productId }: { productId: string }) => productId;

/** How each loader is made. An operation needs few of them, and makes those. */
const makers = {
  product: ({ upstreams: { catalog }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => catalog.productsByIds(withListener(scope, stale), ids),
      idOf: byId,
      maxBatchSize: CATALOG_MAX_IDS,
    }),
  card: ({ upstreams: { catalog }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => catalog.cardsByIds(withListener(scope, stale), ids),
      idOf: byId,
      maxBatchSize: CATALOG_MAX_IDS,
    }),
  productBySlug: ({ upstreams: { catalog }, scope }: Operation) =>
    singleLoader({
      load: (slug: string, stale) => catalog.productBySlug(withListener(scope, stale), slug),
      keyOf: (slug) => slug,
      concurrency: SINGLE_CONCURRENCY,
    }),
  categories: ({ upstreams: { catalog }, scope }: Operation) =>
    singleLoader({
      load: async (_all: 'all', stale) => categoryTree(await catalog.categories(withListener(scope, stale))),
      keyOf: (all) => all,
      concurrency: 1,
    }),
  price: ({ upstreams: { pricing }, scope, currency }: Operation) =>
    batchLoader({
      load: (ids, stale) => pricing.pricesByProductIds(withListener(scope, stale), ids, currency),
      idOf: byProduct,
      maxBatchSize: PRICING_MAX_IDS,
    }),
  stock: ({ upstreams: { inventory }, scope }: Operation) =>
    batchLoader({
      load: (skus, stale) => inventory.stockBySkus(withListener(scope, stale), skus),
      idOf: bySku,
      maxBatchSize: INVENTORY_MAX_SKUS,
    }),
  stockTotal: ({ upstreams: { inventory }, scope }: Operation) =>
    batchLoader({
      load: (skus, stale) => inventory.totalsBySkus(withListener(scope, stale), skus),
      idOf: bySku,
      maxBatchSize: INVENTORY_MAX_SKUS,
    }),
  ratingSummary: ({ upstreams: { reviews }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => reviews.ratingSummariesByProductIds(withListener(scope, stale), ids),
      idOf: byProduct,
      maxBatchSize: REVIEWS_MAX_IDS,
    }),
  reviewed: reviewedLoader,
  reviewPage: ({ upstreams: { reviews }, scope }: Operation) =>
    singleLoader({
      load: (page: ReviewPageKey, stale): Promise<ReviewPage> =>
        reviews.reviews(withListener(scope, stale), page),
      keyOf: ({ productId, sort, cursor, limit }) => JSON.stringify([productId, sort, cursor, limit]),
      concurrency: SINGLE_CONCURRENCY,
    }),
  user: ({ upstreams: { users }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => users.usersByIds(withListener(scope, stale), ids),
      idOf: byId,
      maxBatchSize: USERS_MAX_IDS,
    }),
  profile: ({ upstreams: { users }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => users.profilesByIds(withListener(scope, stale), ids),
      idOf: byId,
      maxBatchSize: USERS_MAX_IDS,
    }),
  addresses: ({ upstreams: { users }, scope }: Operation) =>
    singleLoader({
      load: (userId: string, stale) => users.addresses(withListener(scope, stale), userId),
      keyOf: (userId) => userId,
      concurrency: SINGLE_CONCURRENCY,
    }),
  order: ({ upstreams: { orders }, scope }: Operation) =>
    batchLoader({
      load: (ids, stale) => orders.ordersByIds(withListener(scope, stale), ids),
      idOf: byId,
      maxBatchSize: ORDERS_MAX_IDS,
    }),
  shipments: ({ upstreams: { shipping }, scope }: Operation) =>
    batchLoader({
      load: async (ids, stale) => {
        const all = await shipping.shipmentsByOrderIds(withListener(scope, stale), ids);
        const parcels = Map.groupBy(all, ({ orderId }) => orderId);
        return ids.map((orderId) => ({
          orderId,
          shipments: (parcels.get(orderId) ?? []).toSorted(bySending),
        }));
      },
      idOf: ({ orderId }) => orderId,
      maxBatchSize: SHIPPING_MAX_IDS,
    }),
  recommendations: ({ upstreams: { recommendations }, scope }: Operation) =>
    singleLoader({
      load: (key: { productId: string; limit: number }, stale) =>
        recommendations.related(withListener(scope, stale), key),
      keyOf: ({ productId, limit }) => `${limit} ${productId}`,
      concurrency: SINGLE_CONCURRENCY,
    }),
  deliveryEstimate: ({ upstreams: { shipping }, scope }: Operation) =>
    singleLoader({
      load: (key: { productId: string; country: string }, stale) =>
        shipping.estimate(withListener(scope, stale), key),
      keyOf: ({ productId, country }) => `${country} ${productId}`,
      concurrency: SINGLE_CONCURRENCY,
    }),
};

type Makers = typeof makers;

/** The loaders that the fields of one operation share, by name; each is made when it is first asked for. */
export class SharedLoaders {
  readonly #operation: Operation;
  readonly #made: { [Name in keyof Makers]?: ReturnType<Makers[Name]> } = {};

  constructor(operation: Operation) {
    this.#operation = operation;
  }

  get<Name extends keyof Makers>(name: Name): ReturnType<Makers[Name]> {
    const made = this.#made as Record<string, SharedLoader<never, unknown>>;
    return (made[name] ??= makers[name](this.#operation)) as ReturnType<Makers[Name]>;
  }
}
