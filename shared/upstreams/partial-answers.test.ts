import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { boundedCache } from '../cache/bounded-cache.ts';
import { listen } from '../testing/listen.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { createTransport } from '../upstream/client.ts';
import type { UpstreamEvent } from '../upstream/events.ts';
import type { Operation } from '../upstream/operation.ts';
import { definitions, type UpstreamName } from './index.ts';
import { connectPlainUpstreams, type PlainUpstreams, type ListeningOperation } from '../testing/plain.ts';

/** All upstreams at one server, which answers what it was last told; null answers 503. */
async function given(first: unknown) {
  let body = first;
  const asked: string[] = [];
  const url = await listen(
    createServer((request, response) => {
      asked.push(decodeURIComponent(request.url!));
      response.statusCode = body === null ? 503 : 200;
      response
        .setHeader('content-type', 'application/json')
        .setHeader('cache-control', 'private, max-age=60');
      response.end(JSON.stringify(body));
    }),
  );
  const events: UpstreamEvent[] = [];
  const clock = manualClock();
  const transport = createTransport();
  const names = Object.keys(definitions) as UpstreamName[];
  const { endpoints, close } = connectPlainUpstreams(
    Object.fromEntries(names.map((name) => [name, url])) as Record<UpstreamName, string>,
    {
      transport: transport.send,
      clock,
      observe: (event) => events.push(event),
      random: () => 0,
      sharing: { batching: true, singleFlight: true, serveFresh: true, kept: boundedCache(1_000_000) },
    },
  );
  onTestFinished(() => {
    close();
    transport.close();
  });
  const missed: string[] = [];
  const scope: ListeningOperation = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: { customerId: 'u-1' },
    missed: (id) => missed.push(id),
  };
  return {
    endpoints,
    clock,
    scope,
    asked,
    /** Ids of which nothing could be said, by the call that `of` makes. */
    missedBy: async <Answer>(of: (upstreams: PlainUpstreams) => Promise<Answer>) => {
      missed.length = 0;
      const answer = await of(endpoints);
      return { answer, missed: [...missed] };
    },
    dropped: () => events.filter(({ type }) => type === 'items-dropped'),
    answer: (next: unknown) => (body = next),
  };
}

const order = (id: string, customerId = 'u-1') => ({
  id,
  number: `2026-${id}`,
  customerId,
  placedAt: '2026-11-01T12:00:00Z',
  status: 'PAID',
  currency: 'EUR',
  lines: [],
  deliveryAddress: {
    recipient: 'Ana Soto',
    lines: ['Lindenstraße 12'],
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  },
  payment: { method: 'PAYPAL', card: null },
  totals: { goods: '25.80', shipping: '0.00', tax: '4.12', grand: '25.80' },
  history: [],
});
const orderPage = (...orders: unknown[]) => ({ orders, page: { nextCursor: null, total: orders.length } });

describe('a list of orders in which the service mixes those of somebody else', () => {
  it('shows their owner those that are theirs, and reports the others', async () => {
    const { endpoints, scope, dropped } = await given(
      orderPage(order('o-1'), order('o-2', 'u-2'), order('o-3')),
    );

    const page = await endpoints.orders.ordersOf(scope, { customerId: 'u-1', limit: 20 });

    expect(page.items.map(({ id }) => id)).toEqual(['o-1', 'o-3']);
    expect(page.leftOut).toEqual([1]);
    expect(dropped()).toMatchObject([{ count: 1, issue: '(whole): belongs to somebody else' }]);
    expect(JSON.stringify(dropped())).not.toMatch(/u-2|o-2/);
  });

  it('shows no more of it when it is kept, or stands in for one that fails', async () => {
    const { endpoints, scope, clock, answer, asked } = await given(
      orderPage(order('o-1'), order('o-2', 'u-2'), order('o-3')),
    );
    const ids = async () =>
      (await endpoints.orders.ordersOf(scope, { customerId: 'u-1', limit: 20 })).items.map(({ id }) => id);
    await ids();

    expect(await ids()).toEqual(['o-1', 'o-3']);
    expect(asked).toHaveLength(1);
    answer(null);
    await clock.advance(61_000);
    const old = ids();
    for (let step = 0; step < 40; step++) await clock.advance(25);
    expect(await old).toEqual(['o-1', 'o-3']);
    expect(asked.length).toBeGreaterThan(1);
  });
});

const parcel = (id: string, orderId: unknown, status = 'in-transit') => ({
  'shipment-id': id,
  'order-id': orderId,
  'carrier': 'Nordpost',
  'tracking-code': 'NP1',
  'tracking-url': null,
  status,
  'shipped-at': null,
  'delivered-at': null,
  'skus': [],
});
const parcelsOf =
  (scope: Operation, ...ids: string[]) =>
  ({ shipping }: PlainUpstreams) =>
    shipping.shipmentsByOrderIds(scope, ids).then((found) => found.map(({ id }) => id));

describe('parcels of which one cannot be read', () => {
  it('are no answer for its order, and all that there is for the others', async () => {
    const { scope, missedBy } = await given({
      shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-1', 'held-at-customs'), parcel('s-3', 'o-2')],
    });

    expect(await missedBy(parcelsOf(scope, 'o-1', 'o-2', 'o-3'))).toEqual({
      answer: ['s-3'],
      missed: ['o-1'],
    });
  });

  it('are asked for again, though what the service said of the others stays true', async () => {
    const { scope, missedBy, asked, answer } = await given({
      shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-1', 'held-at-customs'), parcel('s-3', 'o-2')],
    });
    await missedBy(parcelsOf(scope, 'o-1', 'o-2', 'o-3'));
    answer({ shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-1')] });

    expect(await missedBy(parcelsOf(scope, 'o-1', 'o-2', 'o-3'))).toMatchObject({ missed: [] });
    expect(asked).toEqual(['/shipments?orderIds=o-1,o-2,o-3', '/shipments?orderIds=o-1']);
  });

  it('give way to the last ones that could be read', async () => {
    const { scope, missedBy, answer, clock } = await given({
      shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-1')],
    });
    await missedBy(parcelsOf(scope, 'o-1'));
    await clock.advance(61_000);
    answer({ shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-1', 'held-at-customs')] });

    expect(await missedBy(parcelsOf(scope, 'o-1'))).toEqual({ answer: ['s-1', 's-2'], missed: [] });
  });

  it.each([7, undefined, null])(
    'and do not say whose they are (%j) are an answer for nobody',
    async (orderId) => {
      const { scope, missedBy } = await given({ shipments: [parcel('s-1', 'o-1'), parcel('s-2', orderId)] });

      expect(await missedBy(parcelsOf(scope, 'o-1', 'o-2'))).toEqual({ answer: [], missed: ['o-1', 'o-2'] });
    },
  );

  it('and belong to an order that nobody asked for change nothing', async () => {
    const { scope, missedBy } = await given({
      shipments: [parcel('s-1', 'o-1'), parcel('s-2', 'o-9', 'held-at-customs')],
    });

    expect(await missedBy(parcelsOf(scope, 'o-1', 'o-2'))).toEqual({ answer: ['s-1'], missed: [] });
  });
});

describe('one item that cannot be read costs its own id', () => {
  const price = (productId: string, currency = 'EUR') => ({
    product_id: productId,
    currency,
    amount_minor: 1,
    promotion: null,
  });
  const image = { id: 'i-1', alt: '', sizes: [{ width: 1, height: 1, url: 'https://images.example/a' }] };
  const card = (id: string, images: unknown[] = [image]) => ({
    id,
    slug: id,
    title: id,
    brand: 'Falter',
    categoryId: 'c-1',
    newUntil: null,
    inStock: true,
    language: 'en',
    images,
    skus: [],
  });
  const profile = (id: string, name: unknown) => ({
    type: 'profiles',
    id,
    attributes: { name, avatarUrl: null },
  });
  const rating = (productId: string, average: number) => ({ productId, average, count: 1 });

  it.each<[string, unknown, (upstreams: PlainUpstreams, scope: Operation) => Promise<readonly unknown[]>]>([
    ['a price', { prices: [price('a'), price('b', 'XXX')] }, ({ pricing }, scope) => pricing.pricesByProductIds(scope, ['a', 'b', 'c'], 'EUR')],
    ['a stock', { stock: { a: { available: 1 }, b: null } }, ({ inventory }, scope) => inventory.totalsBySkus(scope, ['a', 'b', 'c'])],
    ['a card', { items: [card('a'), { id: 'b' }] }, ({ catalog }, scope) => catalog.cardsByIds(scope, ['a', 'b', 'c'])],
    ['a profile', { data: [profile('a', 'Ada'), profile('b', 5)] }, ({ users }, scope) => users.profilesByIds(scope, ['a', 'b', 'c'])],
    ['a rating', { data: [rating('a', 4), rating('b', 9)] }, ({ reviews }, scope) => reviews.ratingSummariesByProductIds(scope, ['a', 'b', 'c'])],
    ['an order', { orders: [order('a'), { ...order('b'), status: 'PACKED' }] }, ({ orders }, scope) => orders.ordersByIds(scope, ['a', 'b', 'c'])],
  ])('(%s): of another one it still says that there is none', async (_what, body, call) => {
    const { scope, missedBy } = await given(body);

    const { answer, missed } = await missedBy((upstreams) => call(upstreams, scope));

    expect(answer).toHaveLength(1);
    expect(missed).toEqual(['b']);
  }); // prettier-ignore

  it('and a part of one that cannot be read costs nobody else anything', async () => {
    const { scope, missedBy } = await given({ items: [card('a', [image, null])] });

    const { answer, missed } = await missedBy(({ catalog }) => catalog.cardsByIds(scope, ['a', 'b']));

    expect(answer).toMatchObject([{ id: 'a', images: [{ id: 'i-1' }] }]);
    expect(missed).toEqual([]);
  });
});

describe('an order', () => {
  const read = async (given_: Promise<Awaited<ReturnType<typeof given>>>) => {
    const { scope, missedBy } = await given_;
    return missedBy(({ orders }) => orders.ordersByIds(scope, ['o-1']));
  };

  it('with a step of a kind that is not known yet is never shown without it', async () => {
    const at = '2026-11-01T12:00:00Z';
    const history = ['PLACED', 'PACKED', 'PAID'].map((status) => ({ status, at }));

    const { missed } = await read(given({ orders: [{ ...order('o-1'), history }] }));

    expect(missed).toEqual(['o-1']);
  });

  it.each(['-25.80', '25.', '.80', '25.80 EUR', 'EUR 25.80', '25,80', '2e1', '25.805', ''])(
    'of an amount that is none (%j) is never shown',
    async (grand) => {
      const totals = { goods: '25.80', shipping: '0.00', tax: '4.12', grand };

      expect((await read(given({ orders: [{ ...order('o-1'), totals }] }))).missed).toEqual(['o-1']);
    },
  );

  it('of an amount that is too large says so to operators', async () => {
    const totals = { goods: '25.80', shipping: '0.00', tax: '4.12', grand: '21474836.48' };
    const { endpoints, scope, dropped } = await given({ orders: [{ ...order('o-1'), totals }] });

    await endpoints.orders.ordersByIds(scope, ['o-1']).catch(() => {});

    expect(dropped()).toMatchObject([
      { count: 1, issue: expect.stringContaining('an amount is too large for an Int') as string },
    ]);
  });

  it('of more lines than anybody can have ordered is none', async () => {
    const line = {
      lineId: 'l-1',
      product: { id: 'p-1', sku: 'p-1-1' },
      quantity: 1,
      unitPrice: '1',
      lineTotal: '1',
    };
    const withLines = (count: number) => ({ ...order('o-1'), lines: Array(count).fill(line) });

    expect((await read(given({ orders: [withLines(500)] }))).missed).toEqual([]);
    expect((await read(given({ orders: [withLines(501)] }))).missed).toEqual(['o-1']);
  });
});

describe('a page of which some places cannot be read says which', () => {
  const facets = { categories: [], brands: [], priceBands: [] };
  const review = (id: string) => ({ id, productId: 'p-1', authorId: 'u-2', rating: 5, title: '', body: '', language: 'en', createdAt: 1, helpfulVotes: 0 }); // prettier-ignore

  it.each<[string, unknown, (upstreams: PlainUpstreams, scope: Operation) => Promise<{ readonly leftOut?: readonly number[] }>]>([
    ['listing', { items: [null, {}, 7], total: 3, nextCursor: null, facets }, ({ catalog }, scope) => catalog.cards(scope, { filter: {}, currency: 'EUR', sort: 'popular', limit: 3 })],
    ['search', { items: [null, {}, 7], total: 3, nextCursor: null, facets }, ({ catalog }, scope) => catalog.search(scope, { text: 'a', filter: {}, currency: 'EUR', limit: 3 })],
    ['reviews', { data: [null, review('r-1'), 7], meta: { total: 3, nextCursor: null } }, ({ reviews }, scope) => reviews.reviews(scope, { productId: 'p-1', sort: 'newest', limit: 3 })],
    ['orders', orderPage(null, order('o-1'), 7), ({ orders }, scope) => orders.ordersOf(scope, { customerId: 'u-1', limit: 3 })],
  ])('(%s)', async (_what, body, call) => {
    const { endpoints, scope } = await given(body);

    const { leftOut } = await call(endpoints, scope);

    expect(leftOut).toEqual(_what === 'listing' || _what === 'search' ? [0, 1, 2] : [0, 2]);
  }); // prettier-ignore
});

describe('a list that is longer than was asked for is cut', () => {
  const many = <Item>(item: (n: number) => Item) => Array.from({ length: 500 }, (_, n) => item(n));
  const facets = { categories: [], brands: [], priceBands: [] };

  it.each<[string, unknown, (upstreams: PlainUpstreams, scope: Operation) => Promise<readonly unknown[]>]>([
    ['related products', { related: many((n) => ({ id: `p-${n}`, score: 1 })) }, ({ recommendations }, scope) => recommendations.related(scope, { productId: 'p-1', limit: 3 })],
    ['best rated', { data: many((n) => ({ productId: `p-${n}`, average: 5, count: 1 })) }, ({ reviews }, scope) => reviews.bestRated(scope, { limit: 3, minCount: 1 })],
    ['promotions', { prices: many((n) => ({ product_id: `p-${n}`, currency: 'EUR', amount_minor: 1, promotion: { former_amount_minor: 2, label: '', ends_at: '2031-01-01T00:00:00Z' } })) }, ({ pricing }, scope) => pricing.promotions(scope, { currency: 'EUR', limit: 3 })],
    ['orders', orderPage(...many((n) => order(`o-${n}`))), async ({ orders }, scope) => (await orders.ordersOf(scope, { customerId: 'u-1', limit: 3 })).items],
    ['cards', { items: many((n) => ({ id: `p-${n}`, slug: '', title: '', brand: '', categoryId: '', newUntil: null, inStock: true, language: 'en', images: [], skus: [] })), total: 500, nextCursor: null, facets }, async ({ catalog }, scope) => (await catalog.searchCards(scope, { text: 'a', filter: {}, currency: 'EUR', limit: 3 })).items],
  ])('(%s)', async (_what, body, call) => {
    const { endpoints, scope } = await given(body);

    expect(await call(endpoints, scope)).toHaveLength(3);
  }); // prettier-ignore
});
