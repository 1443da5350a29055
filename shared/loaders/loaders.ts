import type { Currency } from '../lib/currency.ts';
import { mapConcurrently } from '../lib/concurrency.ts';
import { isId } from '../lib/id.ts';
import type { Operation } from '../upstream/operation.ts';
import { isFailure, type Result } from '../upstream/result.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { CatalogCategory } from '../upstreams/catalog.ts';
import type { Rating, Review } from '../upstreams/reviews.ts';
import { bySending } from './by-sending.ts';
import { categoryTree } from './category-tree.ts';
import { createLoader, type Loader } from './loader.ts';

/** Calls under way at once, for one operation, to an endpoint that takes one key at a time. */
const SINGLE_CONCURRENCY = 8;

/** What the loaders of one operation load with. */
export interface LoaderDeps {
  readonly upstreams: Upstreams;
  readonly operation: Operation;
  readonly currency: Currency;
}

type MakeLoader<Key, Value> = (deps: LoaderDeps) => Loader<Key, Value>;

type BulkArgs = [operation: Operation, ids: readonly string[]];
type BulkAnswer<Value> = Promise<ReadonlyMap<string, Result<Value>>>;

/** What cannot be an id belongs to nothing: that is known without a call, and for ever. */
const absent: Result<null> = {
  value: null,
  freshUntil: Infinity,
  clientFreshUntil: Infinity,
  private: false,
};

/**
 * A loader by id over a bulk endpoint, which answers in any order: a chunk that fails costs its own ids only.
 *
 * @param call asks for ids, with whatever else the endpoint is asked with
 */
function byId<Value>(
  call: (upstreams: Upstreams, deps: LoaderDeps) => (...args: BulkArgs) => BulkAnswer<Value>,
): MakeLoader<string, Value | null> {
  return (deps) =>
    createLoader<string, Value | null>(
      (id) => id,
      async (ids) => {
        const found = await askById(ids, (valid) => call(deps.upstreams, deps)(deps.operation, valid));
        return ids.map((id) => found?.get(id) ?? absent);
      },
    );
}

/** Asks for those of `ids` that can be any; undefined where there are none. */
async function askById<Found>(
  ids: readonly string[],
  ask: (valid: readonly string[]) => Promise<Found>,
): Promise<Found | undefined> {
  const valid = ids.every(isId) ? ids : ids.filter(isId);
  return valid.length > 0 ? ask(valid) : undefined;
}

/** A loader over an endpoint that takes one key at a time: few calls at once, so that a long list leaves room for others. */
function oneByOne<Key, Value>(
  call: (upstreams: Upstreams) => (operation: Operation, key: Key) => Promise<Result<Value>>,
): MakeLoader<Key, Value> {
  return ({ upstreams, operation }) =>
    createLoader<Key, Value>(JSON.stringify, async (keys) => {
      const results = await mapConcurrently(keys, SINGLE_CONCURRENCY, (key) =>
        call(upstreams)(operation, key),
      );
      return results.map((result) => (result instanceof Error ? { error: result, private: true } : result));
    });
}

/** The same loader, of values that are made of its own: each once an operation, whoever asks. */
function reshaped<Key, From, To>(make: MakeLoader<Key, From>, to: (value: From) => To): MakeLoader<Key, To> {
  return (deps) => {
    const { load } = make(deps);
    const made = new WeakMap<Result<From>, Result<To>>();
    const reshape = (result: Result<From>): Result<To> => {
      if (isFailure(result)) return result;
      const { value, freshUntil, clientFreshUntil, private: isPrivate, stale } = result;
      const known = made.get(result) ?? {
        value: to(value),
        freshUntil,
        clientFreshUntil,
        private: isPrivate,
        ...(stale && { stale }),
      };
      made.set(result, known);
      return known;
    };
    return {
      load: (keys) => {
        const results = load(keys);
        return results instanceof Promise ? results.then((all) => all.map(reshape)) : results.map(reshape);
      },
    };
  };
}

/** What is wanted of one product: its rating, and `count` (0 to 10) of its most helpful reviews. */
export interface ReviewedKey {
  readonly productId: string;
  readonly count: number;
}

/** A product's rating, and at least as many of its reviews as were asked for. */
export interface Reviewed {
  readonly rating: Rating;
  readonly reviews: readonly Review[];
}

/**
 * A listing shows stars and reviews side by side, and the service answers both at once: so ratings and reviews fill
 * one batch, and one call serves them.
 */
const reviewed: MakeLoader<ReviewedKey, Reviewed | null> = ({ upstreams: { reviews }, operation }) =>
  createLoader(
    ({ productId, count }) => `${count} ${productId}`,
    async (keys) => {
      const ids = [...new Set(keys.map(({ productId }) => productId))];
      const count = Math.max(...keys.map((key) => key.count));
      if (count > 0) {
        const top = await askById(ids, (valid) => reviews.topByProductIds(operation, valid, count));
        return keys.map(({ productId }) => top?.get(productId) ?? absent);
      }
      const ratings = await askById(ids, (valid) => reviews.ratingsByProductIds(operation, valid));
      return keys.map(({ productId }): Result<Reviewed | null> => {
        const result = ratings?.get(productId) ?? absent;
        return isFailure(result) || result.value === null
          ? (result as Result<null>)
          : { ...result, value: { rating: result.value, reviews: [] } };
      });
    },
  );

/** Everything that an operation can load, by name: by id where a service has a bulk form for it. */
export const loaders = {
  /** A product by id, with everything the catalog knows. */
  product: byId(({ catalog }) => catalog.productsByIds),
  /** A product by id, with no more than a listing draws. */
  card: byId(({ catalog }) => catalog.cardsByIds),
  productBySlug: oneByOne(({ catalog }) => catalog.productBySlug),
  /** One page of full products, in the order asked for. */
  products: oneByOne(({ catalog }) => catalog.products),
  /** One page of full products that match a text. */
  search: oneByOne(({ catalog }) => catalog.search),
  /** Like `products`, with no more than a listing draws. */
  cards: oneByOne(({ catalog }) => catalog.cards),
  /** Like `search`, with no more than a listing draws. */
  searchCards: oneByOne(({ catalog }) => catalog.searchCards),
  /** All categories; one call an operation, whoever asks. The key is always `all`. */
  categoryTree: reshaped(
    oneByOne<'all', readonly CatalogCategory[]>(
      ({ catalog }) =>
        (operation) =>
          catalog.categories(operation),
    ),
    categoryTree,
  ),
  /** A product's price in the operation's currency, by product id. */
  price: byId(
    ({ pricing }, { currency }) =>
      (operation, ids) =>
        pricing.pricesByProductIds(operation, ids, currency),
  ),
  /** Prices of running promotions, the largest discount first. */
  promotions: oneByOne(({ pricing }) => pricing.promotions),
  /** A SKU's stock by warehouse. */
  stock: byId(({ inventory }) => inventory.stockBySkus),
  /** A SKU's stock, all warehouses together. */
  stockTotal: byId(({ inventory }) => inventory.totalsBySkus),
  /** A product's average rating, by product id. */
  ratingSummary: byId(({ reviews }) => reviews.ratingSummariesByProductIds),
  reviewed,
  /** One page of a product's reviews. */
  reviewPage: oneByOne(({ reviews }) => reviews.reviews),
  /** The best rated products, best first. */
  bestRated: oneByOne(({ reviews }) => reviews.bestRated),
  /** A customer's own account, by their id: never load anybody else's. */
  user: byId(({ users }) => users.usersByIds),
  /** What everybody may know of a customer, by their id. */
  profile: byId(({ users }) => users.profilesByIds),
  addresses: oneByOne(({ users }) => users.addresses),
  order: byId(({ orders }) => orders.ordersByIds),
  /** One page of a customer's orders, the newest first. */
  ordersOf: oneByOne(({ orders }) => orders.ordersOf),
  /** An order's parcels, by order id, in the order in which they were sent. */
  shipments: reshaped(
    byId(({ shipping }) => shipping.shipmentsByOrderIds),
    (shipments) => (shipments ?? []).toSorted(bySending),
  ),
  /** Ids of products that go with one, the closest first. */
  recommendations: oneByOne(({ recommendations }) => recommendations.related),
  deliveryEstimate: oneByOne(({ shipping }) => shipping.estimate),
} as const;

export type LoaderName = keyof typeof loaders;

/** What a loader is asked by. */
export type KeyOf<Name extends LoaderName> =
  ReturnType<(typeof loaders)[Name]> extends Loader<infer Key, unknown> ? Key : never;

/** What a loader has for one key. */
export type ValueOf<Name extends LoaderName> =
  ReturnType<(typeof loaders)[Name]> extends Loader<never, infer Value> ? Value : never;

/** The loaders of one operation: nothing here is shared with another. Each is made when it is first asked for. */
export class OperationLoaders {
  readonly #deps: LoaderDeps;
  readonly #made = new Map<LoaderName, Loader<never, unknown>>();

  constructor(deps: LoaderDeps) {
    this.#deps = deps;
  }

  /** What the loader `name` has for each of `keys`. Never rejects. */
  load<Name extends LoaderName>(
    name: Name,
    keys: readonly KeyOf<Name>[],
  ): readonly Result<ValueOf<Name>>[] | Promise<readonly Result<ValueOf<Name>>[]> {
    let loader = this.#made.get(name);
    if (!loader) {
      loader = loaders[name](this.#deps);
      this.#made.set(name, loader);
    }
    return (loader as Loader<unknown, ValueOf<Name>>).load(keys);
  }
}
