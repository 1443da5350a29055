import type { Currency } from '../lib/currency.ts';
import type { RequestScope } from '../upstream/scope.ts';
import type { StaleListener } from '../upstream/staleness.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { Rating, Review } from '../upstreams/reviews.ts';
import type { CategoryTree } from './category-tree.ts';
import { SharedLoaders, type ReviewPage, type ReviewPageKey } from './shared-loaders.ts';

export type { ReviewPage, ReviewPageKey } from './shared-loaders.ts';

/**
 * Everything an operation can load by key, as one of its fields asks for it. Loaders live for one operation: nothing
 * here is shared with another.
 */
export class Loaders {
  readonly #shared: SharedLoaders;
  readonly #field: StaleListener | undefined;

  constructor(shared: SharedLoaders, field: StaleListener | undefined) {
    this.#shared = shared;
    this.#field = field;
  }

  /** The same loaders for a field, which is told when what it is given is old. */
  askedBy(field: StaleListener): Loaders {
    return new Loaders(this.#shared, field);
  }

  /** A product by id, with everything the catalog knows. */
  get product() {
    return this.#shared.get('product').askedBy(this.#field);
  }

  /** A product by id, with no more than a listing draws. */
  get card() {
    return this.#shared.get('card').askedBy(this.#field);
  }

  get productBySlug() {
    return this.#shared.get('productBySlug').askedBy(this.#field);
  }

  /** All categories; one call an operation, whoever asks. */
  async categoryTree(): Promise<CategoryTree> {
    return (await this.#shared.get('categories').askedBy(this.#field).load('all'))!;
  }

  /** A product's price in the operation's currency, by product id. */
  get price() {
    return this.#shared.get('price').askedBy(this.#field);
  }

  /** A SKU's stock by warehouse. */
  get stock() {
    return this.#shared.get('stock').askedBy(this.#field);
  }

  /** A SKU's stock, all warehouses together. */
  get stockTotal() {
    return this.#shared.get('stockTotal').askedBy(this.#field);
  }

  /** A product's average rating, by product id. */
  get ratingSummary() {
    return this.#shared.get('ratingSummary').askedBy(this.#field);
  }

  /** A product's rating with histogram. */
  async rating(productId: string): Promise<Rating | null> {
    const reviewed = this.#shared.get('reviewed').askedBy(this.#field);
    return (await reviewed.load({ productId, count: 0 }))?.rating ?? null;
  }

  /** Up to `count` (1 to 10) of a product's most helpful reviews; null where it has none. */
  async topReviews(productId: string, count: number): Promise<readonly Review[] | null> {
    const reviewed = this.#shared.get('reviewed').askedBy(this.#field);
    return (await reviewed.load({ productId, count }))?.reviews.slice(0, count) ?? null;
  }

  /** One page of a product's reviews. */
  async reviewPage(page: ReviewPageKey): Promise<ReviewPage> {
    return (await this.#shared.get('reviewPage').askedBy(this.#field).load(page))!;
  }

  /** A customer's own account, by their id: never load anybody else's. */
  get user() {
    return this.#shared.get('user').askedBy(this.#field);
  }

  /** What everybody may know of a customer, by their id. */
  get profile() {
    return this.#shared.get('profile').askedBy(this.#field);
  }

  get addresses() {
    return this.#shared.get('addresses').askedBy(this.#field);
  }

  get order() {
    return this.#shared.get('order').askedBy(this.#field);
  }

  /** An order's parcels, by order id, in the order in which they were sent; never null. */
  get shipments() {
    return this.#shared.get('shipments').askedBy(this.#field);
  }

  /** Ids of products that go with one, the closest first. */
  get recommendations() {
    return this.#shared.get('recommendations').askedBy(this.#field);
  }

  get deliveryEstimate() {
    return this.#shared.get('deliveryEstimate').askedBy(this.#field);
  }
}

/** The loaders of one operation. */
export function createLoaders(upstreams: Upstreams, scope: RequestScope, currency: Currency): Loaders {
  return new Loaders(new SharedLoaders({ upstreams, scope, currency }), undefined);
}
