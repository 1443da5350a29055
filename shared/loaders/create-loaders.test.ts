import { describe, expect, it, vi, type Mock } from 'vitest';
import type { Currency } from '../lib/currency.ts';
import type { RequestScope } from '../upstream/scope.ts';
import type { CatalogCategory } from '../upstreams/catalog.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { RatingSummary, Review } from '../upstreams/reviews.ts';
import type { Shipment } from '../upstreams/shipping.ts';
import { createLoaders, type Loaders } from './create-loaders.ts';

const scope: RequestScope = {
  requestId: 'r-1',
  signal: new AbortController().signal,
  deadlineAt: Infinity,
  principal: null,
};

/** The operation's scope, whoever listens for what is old. */
const asked: unknown = expect.objectContaining(scope);

/** Loaders over stand-in endpoints. */
function given(standIns: { [Name in keyof Upstreams]?: Record<string, Mock> }, currency: Currency = 'EUR') {
  return createLoaders(standIns as unknown as Upstreams, scope, currency);
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => `k-${n}`);

describe('a loader over a bulk endpoint', () => {
  const byId = (id: string): object => ({ id });
  const byProduct = (productId: string): object => ({ productId });
  const bySku = (sku: string): object => ({ sku });

  it.each([
    ['product', 'catalog', 'productsByIds', byId],
    ['card', 'catalog', 'cardsByIds', byId],
    ['price', 'pricing', 'pricesByProductIds', byProduct],
    ['stock', 'inventory', 'stockBySkus', bySku],
    ['stockTotal', 'inventory', 'totalsBySkus', bySku],
    ['ratingSummary', 'reviews', 'ratingSummariesByProductIds', byProduct],
    ['user', 'users', 'usersByIds', byId],
    ['profile', 'users', 'profilesByIds', byId],
    ['order', 'orders', 'ordersByIds', byId],
  ] as const)(
    '(%s) asks in chunks of at most 100 and matches answers by id',
    async (loader, upstream, endpoint, valueOf) => {
      const load = vi.fn(async (_scope: RequestScope, keys: readonly string[]) =>
        keys
          .filter((key) => key !== 'k-7')
          .map(valueOf)
          .reverse(),
      );
      const loaders = given({ [upstream]: { [endpoint]: load } });

      const answers = await Promise.all(ids(250).map((key) => loaders[loader].load(key)));

      expect(load.mock.calls.map(([, keys]) => keys.length)).toEqual([100, 100, 50]);
      expect(load.mock.calls.map(([given]) => given)).toEqual([asked, asked, asked]);
      expect(answers).toEqual(ids(250).map((key) => (key === 'k-7' ? null : valueOf(key))));
    },
  );
});

it("a loader of an operation asks for prices in the operation's currency", async () => {
  const pricesByProductIds = vi.fn(async () => [{ productId: 'p-1', currency: 'KRW', amountMinor: 12_900 }]);
  const { price } = given({ pricing: { pricesByProductIds } }, 'KRW');

  expect(await price.load('p-1')).toMatchObject({ currency: 'KRW', amountMinor: 12_900 });
  expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(asked, ['p-1'], 'KRW');
});

it('a loader of an operation shares nothing between two operations', async () => {
  const usersByIds = vi.fn(async () => [{ id: 'u-1' }]);

  await given({ users: { usersByIds } }).user.load('u-1');
  await given({ users: { usersByIds } }).user.load('u-1');

  expect(usersByIds).toHaveBeenCalledTimes(2);
});

describe('reviews', () => {
  const rating = (average: number) => ({ average, count: 3, histogram: { 1: 0, 2: 0, 3: 1, 4: 1, 5: 1 } });
  const review = (id: string, productId: string) => ({ id, productId }) as Review;
  const reviewed = (productId: string, count: number) => ({
    productId,
    rating: rating(4),
    reviews: Array.from({ length: count }, (_, n) => review(`r-${n}`, productId)),
  });

  function reviews() {
    const topByProductIds = vi.fn(
      async (_scope: RequestScope, productIds: readonly string[], count: number) =>
        productIds
          .filter((id) => id !== 'none')
          .map((id) => reviewed(id, count))
          .reverse(),
    );
    const ratingsByProductIds = vi.fn(async (_scope: RequestScope, productIds: readonly string[]) =>
      productIds.filter((id) => id !== 'none').map((productId) => ({ productId, ...rating(5) })),
    );
    return {
      topByProductIds,
      ratingsByProductIds,
      loaders: given({ reviews: { topByProductIds, ratingsByProductIds } }),
    };
  }

  it('and ratings of several products come from one call', async () => {
    const { topByProductIds, ratingsByProductIds, loaders } = reviews();

    const [ratingA, topA, ratingB, topB, topNone] = await Promise.all([
      loaders.rating('a'),
      loaders.topReviews('a', 2),
      loaders.rating('b'),
      loaders.topReviews('b', 3),
      loaders.topReviews('none', 3),
    ]);

    expect(topByProductIds).toHaveBeenCalledExactlyOnceWith(asked, ['a', 'b', 'none'], 3);
    expect(ratingsByProductIds).not.toHaveBeenCalled();
    expect([ratingA, ratingB]).toEqual([rating(4), rating(4)]);
    expect(topA).toEqual([review('r-0', 'a'), review('r-1', 'a')]);
    expect(topB).toEqual([review('r-0', 'b'), review('r-1', 'b'), review('r-2', 'b')]);
    expect(topNone).toBeNull();
  });

  it('are not asked for where ratings alone are wanted', async () => {
    const { topByProductIds, ratingsByProductIds, loaders } = reviews();

    const found = await Promise.all(['a', 'none', 'b', 'a'].map((id) => loaders.rating(id)));

    expect(ratingsByProductIds).toHaveBeenCalledExactlyOnceWith(asked, ['a', 'none', 'b']);
    expect(topByProductIds).not.toHaveBeenCalled();
    expect(found).toEqual([
      expect.objectContaining(rating(5)),
      null,
      expect.objectContaining(rating(5)),
      expect.objectContaining(rating(5)),
    ]);
  });

  it('answer two wishes for different numbers from one call', async () => {
    const { topByProductIds, loaders } = reviews();

    const [one, three] = await Promise.all([1, 3].map((count) => loaders.topReviews('a', count)));

    expect(topByProductIds).toHaveBeenCalledExactlyOnceWith(asked, ['a'], 3);
    expect([one?.length, three?.length]).toEqual([1, 3]);
  });

  it('are asked for at most 100 products at once', async () => {
    const { topByProductIds, loaders } = reviews();

    await Promise.all(
      ids(150).flatMap((productId) => [loaders.rating(productId), loaders.topReviews(productId, 1)]),
    );

    expect(topByProductIds.mock.calls.every(([, productIds]) => productIds.length <= 100)).toBe(true);
    expect(topByProductIds.mock.calls.flatMap(([, productIds]) => productIds)).toEqual(ids(150));
  });

  it('of a failed call fail, and so do its ratings', async () => {
    const topByProductIds = vi.fn(() => Promise.reject(new Error('reviews are down')));
    const loaders = given({ reviews: { topByProductIds } });

    const outcomes = await Promise.allSettled([loaders.rating('a'), loaders.topReviews('a', 2)]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(topByProductIds).toHaveBeenCalledOnce();
  });

  it('of what cannot be a product are null without a call', async () => {
    const { topByProductIds, ratingsByProductIds, loaders } = reviews();

    expect(await loaders.rating('a,b')).toBeNull();
    expect(await loaders.topReviews('..', 2)).toBeNull();
    expect(topByProductIds).not.toHaveBeenCalled();
    expect(ratingsByProductIds).not.toHaveBeenCalled();
  });

  it('are not asked for a summary', async () => {
    const ratingSummariesByProductIds = vi.fn(async (): Promise<RatingSummary[]> => [
      { productId: 'a', average: 4, count: 2 },
    ]);
    const { ratingSummary } = given({ reviews: { ratingSummariesByProductIds } });

    expect(await ratingSummary.load('a')).toMatchObject({ average: 4 });
  });
});

describe('shipments', () => {
  const parcel = (id: string, orderId: string, shippedAt: string | null = null) =>
    ({ id, orderId, shippedAt }) as Shipment;

  it('are grouped by order, and an order without any has an empty list', async () => {
    const shipmentsByOrderIds = vi.fn(async () => [
      parcel('s-2', 'o-2'),
      parcel('s-1', 'o-1'),
      parcel('s-9', 'o-9'),
      parcel('s-3', 'o-2'),
    ]);
    const { shipments } = given({ shipping: { shipmentsByOrderIds } });

    const found = await Promise.all(['o-1', 'o-2', 'o-3'].map((id) => shipments.load(id)));

    expect(found).toEqual([
      { orderId: 'o-1', shipments: [parcel('s-1', 'o-1')] },
      { orderId: 'o-2', shipments: [parcel('s-2', 'o-2'), parcel('s-3', 'o-2')] },
      { orderId: 'o-3', shipments: [] },
    ]);
    expect(shipmentsByOrderIds).toHaveBeenCalledExactlyOnceWith(asked, ['o-1', 'o-2', 'o-3']);
  });
});

it('a loader of an operation lists parcels in the order in which they were sent, those still to be sent last', async () => {
  const parcel = (id: string, shippedAt: string | null) => ({ id, orderId: 'o-1', shippedAt }) as Shipment;
  const shipmentsByOrderIds = vi.fn(async () => [
    parcel('waiting', null),
    parcel('second', '2026-11-03T00:30:00+01:00'),
    parcel('first', '2026-11-02T22:30:00Z'),
  ]);
  const { shipments } = given({ shipping: { shipmentsByOrderIds } });

  const found = await shipments.load('o-1');

  expect(found?.shipments.map(({ id }) => id)).toEqual(['first', 'second', 'waiting']);
});

describe('the category tree', () => {
  it('is asked for once, whoever wants it, and only when somebody does', async () => {
    const categories = vi.fn(async () => [{ id: 'home', parentId: null, position: 1 } as CatalogCategory]);
    const loaders = given({ catalog: { categories } });
    expect(categories).not.toHaveBeenCalled();

    const trees = await Promise.all([loaders.categoryTree(), loaders.categoryTree()]);
    trees.push(await loaders.categoryTree());

    expect(categories).toHaveBeenCalledExactlyOnceWith(asked);
    expect(new Set(trees).size).toBe(1);
    expect(trees[0]?.get('home')).not.toBeNull();
  });

  it('fails for everybody who wants it', async () => {
    const categories = vi.fn(() => Promise.reject(new Error('catalog is down')));
    const loaders = given({ catalog: { categories } });

    await expect(loaders.categoryTree()).rejects.toThrow('catalog is down');
    await expect(loaders.categoryTree()).rejects.toThrow('catalog is down');
    expect(categories).toHaveBeenCalledOnce();
  });
});

describe('a loader over an endpoint without a bulk form', () => {
  it('asks once a key', async () => {
    const productBySlug = vi.fn(async (_scope: RequestScope, slug: string) =>
      slug === 'none' ? null : { slug },
    );
    const addresses = vi.fn(async () => [{ id: 'a-1' }]);
    const related = vi.fn(async () => ['p-2']);
    const estimate = vi.fn(async () => null);
    const loaders = given({
      catalog: { productBySlug },
      users: { addresses },
      recommendations: { related },
      shipping: { estimate },
    });

    expect(await loaders.productBySlug.loadPresent(['lamp', 'none', 'lamp'])).toEqual([
      { slug: 'lamp' },
      { slug: 'lamp' },
    ]);
    expect(await loaders.addresses.load('u-1')).toEqual([{ id: 'a-1' }]);
    await Promise.all([3, 3, 4].map((limit) => loaders.recommendations.load({ productId: 'p-1', limit })));
    await Promise.all(
      ['DE', 'DE', 'KR'].map((country) => loaders.deliveryEstimate.load({ productId: 'p-1', country })),
    );

    expect(productBySlug.mock.calls.map(([, slug]) => slug)).toEqual(['lamp', 'none']);
    expect(addresses.mock.calls).toEqual([[asked, 'u-1']]);
    expect(related.mock.calls).toEqual([
      [asked, { productId: 'p-1', limit: 3 }],
      [asked, { productId: 'p-1', limit: 4 }],
    ]);
    expect(estimate.mock.calls).toEqual([
      [asked, { productId: 'p-1', country: 'DE' }],
      [asked, { productId: 'p-1', country: 'KR' }],
    ]);
  });

  it('asks for every page of reviews that differs in anything, and once for the same', async () => {
    const reviews = vi.fn(async () => ({ items: [], total: 0, nextCursor: null }));
    const loaders = given({ reviews: { reviews } });
    const page = { productId: 'p-1', sort: 'newest', cursor: undefined, limit: 10 } as const;
    const pages = [
      page,
      { ...page, productId: 'p-2' },
      { ...page, sort: 'helpful' },
      { ...page, cursor: 'next' },
      { ...page, limit: 11 },
    ] as const;

    await Promise.all([...pages, ...pages].map((each) => loaders.reviewPage({ ...each })));

    expect(reviews.mock.calls).toEqual(pages.map((each) => [asked, each]));
  });
});

it.each([
  ['product', { catalog: 'productsByIds' }, (loaders: Loaders) => loaders.product.load('k')],
  ['categories', { catalog: 'categories' }, (loaders: Loaders) => loaders.categoryTree()],
  ['rating', { reviews: 'ratingsByProductIds' }, (loaders: Loaders) => loaders.rating('k')],
  ['topReviews', { reviews: 'topByProductIds' }, (loaders: Loaders) => loaders.topReviews('k', 1)],
  ['addresses', { users: 'addresses' }, (loaders: Loaders) => loaders.addresses.load('k')],
] as const)('a field learns that %s is old, and another field does not', async (_name, endpoint, load) => {
  const use = { upstream: 'catalog', reason: 'UPSTREAM_TIMEOUT', ageMs: 1_000 } as const;
  const [[upstream, name]] = Object.entries(endpoint) as [[keyof Upstreams, string]];
  const loaders = given({
    [upstream]: {
      [name]: vi.fn(async ({ stale }: RequestScope) => {
        stale!.served(use);
        return [];
      }),
    },
  });
  const [field, other] = [vi.fn(), vi.fn()];

  loaders.askedBy({ served: other });
  await load(loaders.askedBy({ served: field }));

  expect(field.mock.calls).toEqual([[use]]);
  expect(other).not.toHaveBeenCalled();
});
