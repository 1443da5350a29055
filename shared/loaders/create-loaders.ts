import type { Currency } from '../lib/currency.ts';
import type { RequestScope } from '../upstream/scope.ts';
import { CATALOG_MAX_IDS, type CatalogCard, type CatalogProduct } from '../upstreams/catalog.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { INVENTORY_MAX_SKUS, type Stock, type StockTotal } from '../upstreams/inventory.ts';
import { ORDERS_MAX_IDS, type Order } from '../upstreams/orders.ts';
import { PRICING_MAX_IDS, type Price } from '../upstreams/pricing.ts';
import { REVIEWS_MAX_IDS, type RatingSummary, type Review, type ReviewSort } from '../upstreams/reviews.ts';
import { SHIPPING_MAX_IDS, type DeliveryEstimate, type Shipment } from '../upstreams/shipping.ts';
import { USERS_MAX_IDS, type Address, type Profile, type User } from '../upstreams/users.ts';
import { batchLoader, singleLoader, type Loader } from './batch-loader.ts';
import { bySending } from './by-sending.ts';
import { categoryTree, type CategoryTree } from './category-tree.ts';
import { reviewLoaders, type ReviewLoaders } from './review-loaders.ts';

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
  readonly total: number;
  readonly nextCursor: string | null;
}

/** Everything an operation can load by key. Loaders live for one operation: nothing here is shared. */
export interface Loaders extends ReviewLoaders {
  /** A product by id, with everything the catalog knows. */
  readonly product: Loader<string, CatalogProduct>;
  /** A product by id, with no more than a listing draws. */
  readonly card: Loader<string, CatalogCard>;
  readonly productBySlug: Loader<string, CatalogProduct>;
  /** All categories; one call an operation, whoever asks. */
  categoryTree(): Promise<CategoryTree>;
  /** A product's price in the operation's currency, by product id. */
  readonly price: Loader<string, Price>;
  /** A SKU's stock by warehouse. */
  readonly stock: Loader<string, Stock>;
  /** A SKU's stock, all warehouses together. */
  readonly stockTotal: Loader<string, StockTotal>;
  /** A product's average rating, by product id. */
  readonly ratingSummary: Loader<string, RatingSummary>;
  /** One page of a product's reviews. */
  reviewPage(page: ReviewPageKey): Promise<ReviewPage>;
  /** A customer's own account, by their id: never load anybody else's. */
  readonly user: Loader<string, User>;
  /** What everybody may know of a customer, by their id. */
  readonly profile: Loader<string, Profile>;
  readonly addresses: Loader<string, readonly Address[]>;
  readonly order: Loader<string, Order>;
  /** An order's parcels, by order id, in the order in which they were sent; never null. */
  readonly shipments: Loader<string, { orderId: string; shipments: readonly Shipment[] }>;
  /** Ids of products that go with one, the closest first. */
  readonly recommendations: Loader<{ productId: string; limit: number }, readonly string[]>;
  readonly deliveryEstimate: Loader<{ productId: string; country: string }, DeliveryEstimate>;
}

/** The loaders of one operation. */
export function createLoaders(upstreams: Upstreams, scope: RequestScope, currency: Currency): Loaders {
  const { catalog, pricing, inventory, reviews, users, orders, recommendations, shipping } = upstreams;
  const byId = ({ id }: { id: string }) => id;
  const bySku = ({ sku }: { sku: string }) => sku;
  const byProduct = ({ productId }: { productId: string }) => productId;

  const categories = singleLoader({
    load: () => catalog.categories(scope).then(categoryTree),
    keyOf: (all: 'all') => all,
    concurrency: 1,
  });
  const reviewPages = singleLoader({
    load: (page: ReviewPageKey) => reviews.reviews(scope, page),
    keyOf: ({ productId, sort, cursor, limit }) => JSON.stringify([productId, sort, cursor, limit]),
    concurrency: SINGLE_CONCURRENCY,
  });

  return {
    product: batchLoader({
      load: (ids) => catalog.productsByIds(scope, ids),
      idOf: byId,
      maxBatchSize: CATALOG_MAX_IDS,
    }),
    card: batchLoader({
      load: (ids) => catalog.cardsByIds(scope, ids),
      idOf: byId,
      maxBatchSize: CATALOG_MAX_IDS,
    }),
    productBySlug: singleLoader({
      load: (slug: string) => catalog.productBySlug(scope, slug),
      keyOf: (slug) => slug,
      concurrency: SINGLE_CONCURRENCY,
    }),
    categoryTree: async () => (await categories.load('all'))!,
    price: batchLoader({
      load: (ids) => pricing.pricesByProductIds(scope, ids, currency),
      idOf: byProduct,
      maxBatchSize: PRICING_MAX_IDS,
    }),
    stock: batchLoader({
      load: (skus) => inventory.stockBySkus(scope, skus),
      idOf: bySku,
      maxBatchSize: INVENTORY_MAX_SKUS,
    }),
    stockTotal: batchLoader({
      load: (skus) => inventory.totalsBySkus(scope, skus),
      idOf: bySku,
      maxBatchSize: INVENTORY_MAX_SKUS,
    }),
    ratingSummary: batchLoader({
      load: (ids) => reviews.ratingSummariesByProductIds(scope, ids),
      idOf: byProduct,
      maxBatchSize: REVIEWS_MAX_IDS,
    }),
    ...reviewLoaders(reviews, scope),
    reviewPage: async (page) => (await reviewPages.load(page))!,
    user: batchLoader({
      load: (ids) => users.usersByIds(scope, ids),
      idOf: byId,
      maxBatchSize: USERS_MAX_IDS,
    }),
    profile: batchLoader({
      load: (ids) => users.profilesByIds(scope, ids),
      idOf: byId,
      maxBatchSize: USERS_MAX_IDS,
    }),
    addresses: singleLoader({
      load: (userId: string) => users.addresses(scope, userId),
      keyOf: (userId) => userId,
      concurrency: SINGLE_CONCURRENCY,
    }),
    order: batchLoader({
      load: (ids) => orders.ordersByIds(scope, ids),
      idOf: byId,
      maxBatchSize: ORDERS_MAX_IDS,
    }),
    shipments: batchLoader({
      load: async (ids) => {
        const parcels = Map.groupBy(await shipping.shipmentsByOrderIds(scope, ids), ({ orderId }) => orderId);
        return ids.map((orderId) => ({
          orderId,
          shipments: (parcels.get(orderId) ?? []).toSorted(bySending),
        }));
      },
      idOf: ({ orderId }) => orderId,
      maxBatchSize: SHIPPING_MAX_IDS,
    }),
    recommendations: singleLoader({
      load: ({ productId, limit }: { productId: string; limit: number }) =>
        recommendations.related(scope, { productId, limit }),
      keyOf: ({ productId, limit }) => `${limit} ${productId}`,
      concurrency: SINGLE_CONCURRENCY,
    }),
    deliveryEstimate: singleLoader({
      load: ({ productId, country }: { productId: string; country: string }) =>
        shipping.estimate(scope, { productId, country }),
      keyOf: ({ productId, country }) => `${country} ${productId}`,
      concurrency: SINGLE_CONCURRENCY,
    }),
  };
}
