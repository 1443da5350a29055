import { describe, expect, it, vi } from 'vitest';
import type { Currency } from '../lib/currency.ts';
import { standInUpstreams } from '../testing/execute.ts';
import { settle } from '../testing/manual-clock.ts';
import type { Operation } from '../upstream/operation.ts';
import { isFailure, type Result } from '../upstream/result.ts';
import type { CatalogCategory } from '../upstreams/catalog.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { Review } from '../upstreams/reviews.ts';
import type { Shipment } from '../upstreams/shipping.ts';
import { OperationLoaders, type KeyOf, type LoaderName, type ValueOf } from './loaders.ts';

const operation: Operation = {
  requestId: 'r-1',
  signal: new AbortController().signal,
  deadlineAt: Infinity,
  principal: null,
};

/** Loads through loaders over stand-in endpoints: a value for each key, or the error. */
function given(standIns: Record<string, Record<string, unknown>>, currency: Currency = 'EUR') {
  const loaders = new OperationLoaders({
    upstreams: standInUpstreams(standIns),
    operation,
    currency,
  });
  return async <Name extends LoaderName>(name: Name, ...keys: readonly KeyOf<Name>[]) =>
    (await loaders.load(name, keys)).map((result: Result<ValueOf<Name>>) =>
      isFailure(result) ? result.error : result.value,
    );
}

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
  ] as const)('(%s) asks once and matches answers by id', async (name, upstream, endpoint, valueOf) => {
    const call = vi.fn(async (_operation: Operation, ids: readonly string[]) =>
      ids
        .filter((id) => id !== 'k-7')
        .map(valueOf)
        .reverse(),
    );
    const load = given({ [upstream]: { [endpoint]: call } });
    const ids = Array.from({ length: 250 }, (_, n) => `k-${n}`);

    const values = await load(name, ...ids);

    expect(call.mock.calls.map(([given, asked]) => [given, asked])).toEqual([[operation, ids]]);
    expect(values).toEqual(ids.map((id) => (id === 'k-7' ? null : valueOf(id))));
  });

  it.each(['', '.', '..', 'a,b', 'a/b', ' a', '-a', 'ä', '\ud800', 'x'.repeat(65)])(
    'knows without asking that nothing goes by %j',
    async (id) => {
      const productsByIds = vi.fn(async (_operation: Operation, ids: readonly string[]) => ids.map(byId));
      const load = given({ catalog: { productsByIds } });

      expect(await load('product', id)).toEqual([null]);
      expect(productsByIds).not.toHaveBeenCalled();
      expect(await load('product', 'lamp', id)).toEqual([{ id: 'lamp' }, null]);
      expect(productsByIds).toHaveBeenCalledExactlyOnceWith(operation, ['lamp']);
    },
  );

  it("asks for prices in the operation's currency", async () => {
    const price = { productId: 'p-1', currency: 'KRW', amountMinor: 12_900 };
    const pricesByProductIds = vi.fn(async () => [price]);

    expect(await given({ pricing: { pricesByProductIds } }, 'KRW')('price', 'p-1')).toEqual([price]);
    expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(operation, ['p-1'], 'KRW');
  });

  it('shares nothing between two operations', async () => {
    const usersByIds = vi.fn(async () => [{ id: 'u-1' }]);

    await given({ users: { usersByIds } })('user', 'u-1');
    await given({ users: { usersByIds } })('user', 'u-1');

    expect(usersByIds).toHaveBeenCalledTimes(2);
  });

  it('hands each result on as it came, with its lifetime and its staleness', async () => {
    const results = new Map<string, Result<unknown>>([
      ['a', { value: { id: 'a' }, freshUntil: 7, clientFreshUntil: 5, private: true }],
      ['b', { error: new Error('down'), private: false }],
    ]);
    const upstreams = { catalog: { productsByIds: async () => results } } as unknown as Upstreams;
    const loaders = new OperationLoaders({ upstreams, operation, currency: 'EUR' });

    const loaded = await loaders.load('product', ['b', 'a']);

    expect(loaded[0]).toBe(results.get('b'));
    expect(loaded[1]).toBe(results.get('a'));
  });
});

describe('reviews', () => {
  const rating = (average: number) => ({ average, count: 3, histogram: { 1: 0, 2: 0, 3: 1, 4: 1, 5: 1 } });
  const reviewed = (productId: string, count: number) => ({
    productId,
    rating: rating(4),
    reviews: Array.from({ length: count }, (_, n) => ({ id: `r-${n}`, productId }) as Review),
  });

  function reviews() {
    const topByProductIds = vi.fn(async (_operation: Operation, ids: readonly string[], count: number) =>
      ids
        .filter((id) => id !== 'none')
        .map((id) => reviewed(id, count))
        .reverse(),
    );
    const ratingsByProductIds = vi.fn(async (_operation: Operation, ids: readonly string[]) =>
      ids.filter((id) => id !== 'none').map((productId) => ({ productId, ...rating(5) })),
    );
    const load = given({ reviews: { topByProductIds, ratingsByProductIds } });
    return { topByProductIds, ratingsByProductIds, load };
  }

  it('and ratings of several products come from one call, which brings as many as the most that are wanted', async () => {
    const { topByProductIds, ratingsByProductIds, load } = reviews();

    const [[ratingA], tops] = await Promise.all([
      load('reviewed', { productId: 'a', count: 0 }),
      load(
        'reviewed',
        { productId: 'a', count: 2 },
        { productId: 'b', count: 3 },
        { productId: 'none', count: 3 },
      ),
    ]);

    expect(topByProductIds).toHaveBeenCalledExactlyOnceWith(operation, ['a', 'b', 'none'], 3);
    expect(ratingsByProductIds).not.toHaveBeenCalled();
    expect(ratingA).toMatchObject({ rating: rating(4) });
    expect(tops).toEqual([reviewed('a', 3), reviewed('b', 3), null]);
  });

  it('are not asked for where ratings alone are wanted', async () => {
    const { topByProductIds, ratingsByProductIds, load } = reviews();

    const values = await load('reviewed', { productId: 'a', count: 0 }, { productId: 'none', count: 0 });

    expect(values).toEqual([{ rating: { productId: 'a', ...rating(5) }, reviews: [] }, null]);
    expect(ratingsByProductIds).toHaveBeenCalledExactlyOnceWith(operation, ['a', 'none']);
    expect(topByProductIds).not.toHaveBeenCalled();
  });

  it.each([0, 2])('of a failed call fail, and so do ratings (%d wanted)', async (count) => {
    const down = new Error('reviews is down');
    const fails = () => Promise.reject(down);
    const load = given({ reviews: { topByProductIds: fails, ratingsByProductIds: fails } });

    expect(await load('reviewed', { productId: 'a', count })).toEqual([down]);
  });

  it.each([0, 3])('of what cannot be a product are null without a call (%d wanted)', async (count) => {
    const { topByProductIds, ratingsByProductIds, load } = reviews();

    expect(await load('reviewed', { productId: 'a,b', count })).toEqual([null]);
    expect(topByProductIds).not.toHaveBeenCalled();
    expect(ratingsByProductIds).not.toHaveBeenCalled();
  });
});

describe('shipments', () => {
  const parcel = (id: string, orderId: string, shippedAt: string | null = null) =>
    ({ id, orderId, shippedAt }) as Shipment;

  it('are grouped by order, and an order without any has an empty list', async () => {
    const shipmentsByOrderIds = vi.fn(async () => [
      parcel('s-1', 'o-1'),
      parcel('s-2', 'o-2'),
      parcel('s-3', 'o-1'),
    ]);
    const load = given({ shipping: { shipmentsByOrderIds } });

    expect(await load('shipments', 'o-1', 'o-2', 'o-3')).toEqual([
      [parcel('s-1', 'o-1'), parcel('s-3', 'o-1')],
      [parcel('s-2', 'o-2')],
      [],
    ]);
    expect(shipmentsByOrderIds).toHaveBeenCalledExactlyOnceWith(operation, ['o-1', 'o-2', 'o-3']);
  });

  it('stand in the order in which they were sent, those still to be sent last', async () => {
    const load = given({
      shipping: {
        shipmentsByOrderIds: async () => [
          parcel('unsent', 'o-1'),
          parcel('second', 'o-1', '2026-11-03T08:00:00+02:00'),
          parcel('first', 'o-1', '2026-11-03T05:59:00Z'),
        ],
      },
    });

    const [parcels] = await load('shipments', 'o-1');

    expect((parcels as readonly Shipment[]).map(({ id }) => id)).toEqual(['first', 'second', 'unsent']);
  });

  it('fail where shipping does, and are none of what cannot be an order', async () => {
    const down = new Error('shipping is down');
    const load = given({ shipping: { shipmentsByOrderIds: () => Promise.reject(down) } });

    expect(await load('shipments', 'o-1', 'o,1')).toEqual([down, []]);
  });
});

describe('the category tree', () => {
  const categories = () => vi.fn(async () => [{ id: 'home', parentId: null } as CatalogCategory]);

  it('is asked for and made once, whoever wants it, and only when somebody does', async () => {
    const call = categories();
    const load = given({ catalog: { categories: call } });
    expect(call).not.toHaveBeenCalled();

    const trees = (await Promise.all([load('categoryTree', 'all'), load('categoryTree', 'all')])).flat();
    trees.push(...(await load('categoryTree', 'all')));

    expect(call).toHaveBeenCalledExactlyOnceWith(operation);
    expect(new Set(trees).size).toBe(1);
    expect(trees[0]).toMatchObject({ get: expect.any(Function) as unknown });
  });

  it('fails for everybody who wants it', async () => {
    const down = new Error('catalog is down');
    const call = vi.fn(() => Promise.reject(down));
    const load = given({ catalog: { categories: call } });

    expect(await load('categoryTree', 'all')).toEqual([down]);
    expect(await load('categoryTree', 'all')).toEqual([down]);
    expect(call).toHaveBeenCalledOnce();
  });
});

describe('a loader over an endpoint without a bulk form', () => {
  it('asks once a key', async () => {
    const productBySlug = vi.fn(async (_operation: Operation, slug: string) =>
      slug === 'none' ? null : { slug },
    );
    const related = vi.fn(async () => ['p-2']);
    const load = given({ catalog: { productBySlug }, recommendations: { related } });

    expect(await load('productBySlug', 'lamp', 'none', 'lamp')).toEqual([
      { slug: 'lamp' },
      null,
      { slug: 'lamp' },
    ]);
    await load('recommendations', ...[3, 3, 4].map((limit) => ({ productId: 'p-1', limit })));

    expect(productBySlug.mock.calls.map(([, slug]) => slug)).toEqual(['lamp', 'none']);
    expect(related.mock.calls).toEqual([
      [operation, { productId: 'p-1', limit: 3 }],
      [operation, { productId: 'p-1', limit: 4 }],
    ]);
  });

  it('asks for every page that differs in anything, and once for the same', async () => {
    const reviews = vi.fn(async () => ({ items: [], total: 0, nextCursor: null }));
    const load = given({ reviews: { reviews } });
    const page = { productId: 'p-1', sort: 'newest', cursor: undefined, limit: 10 } as const;
    const pages = [
      page,
      { ...page, productId: 'p-2' },
      { ...page, sort: 'helpful' },
      { ...page, cursor: 'next' },
      { ...page, limit: 11 },
    ] as const;

    await load('reviewPage', ...pages, ...pages.map((each) => ({ ...each })));

    expect(reviews.mock.calls).toEqual(pages.map((each) => [operation, each]));
  });

  it('has no more than eight calls under way at once, and loses only the key that fails', async () => {
    let running = 0;
    let most = 0;
    const addresses = async (_operation: Operation, userId: string) => {
      most = Math.max(most, ++running);
      await settle();
      running -= 1;
      if (userId === 'u-3') throw new Error('no u-3');
      return [{ id: userId }];
    };
    const load = given({ users: { addresses } });
    const ids = Array.from({ length: 20 }, (_, n) => `u-${n}`);

    const values = await load('addresses', ...ids);

    expect(most).toBe(8);
    expect(values).toEqual(ids.map((id) => (id === 'u-3' ? new Error('no u-3') : [{ id }])));
  });
});
