import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../shared/lib/clock.ts';
import { createTransport, type Transport } from '../shared/upstream/client.ts';
import { UpstreamError } from '../shared/upstream/errors.ts';
import type { UpstreamEvent } from '../shared/upstream/events.ts';
import type { Operation } from '../shared/upstream/operation.ts';
import { type UpstreamName } from '../shared/upstreams/index.ts';
import { connectPlainUpstreams, type PlainUpstreams } from '../shared/testing/plain.ts';
import { samplesOf, shapeOf, type PublishedSchema } from './published-samples.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const scope: Operation = {
  requestId: 'contract',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

/** One call of every endpoint there is, with input that finds something in the seed. */
const calls: {
  readonly [Name in UpstreamName]: {
    readonly [Endpoint in keyof PlainUpstreams[Name]]: (upstreams: PlainUpstreams) => Promise<unknown>;
  };
} = {
  catalog: {
    productsByIds: ({ catalog }) => catalog.productsByIds(scope, ['p-0001', 'p-0002']),
    cardsByIds: ({ catalog }) => catalog.cardsByIds(scope, ['p-0001', 'p-0002']),
    productBySlug: async ({ catalog }) => {
      const [product] = await catalog.productsByIds(scope, ['p-0001']);
      return catalog.productBySlug(scope, product!.slug);
    },
    products: ({ catalog }) =>
      catalog.products(scope, {
        filter: { priceBands: ['low', 'middle'] },
        sort: 'price-asc',
        currency: 'JPY',
        countPriceBands: true,
        limit: 3,
      }),
    search: ({ catalog }) => catalog.search(scope, { text: 'lamp', filter: {}, currency: 'EUR', limit: 3 }),
    cards: ({ catalog }) => catalog.cards(scope, { filter: {}, currency: 'EUR', sort: 'newest', limit: 3 }),
    searchCards: ({ catalog }) =>
      catalog.searchCards(scope, { text: 'lamp', filter: {}, currency: 'EUR', limit: 3 }),
    categories: ({ catalog }) => catalog.categories(scope),
  },
  pricing: {
    pricesByProductIds: ({ pricing }) => pricing.pricesByProductIds(scope, ['p-0001', 'p-0002'], 'JPY'),
    promotions: ({ pricing }) => pricing.promotions(scope, { currency: 'EUR', limit: 3 }),
  },
  inventory: {
    stockBySkus: ({ inventory }) => inventory.stockBySkus(scope, ['p-0001-1', 'p-0002-1']),
    totalsBySkus: ({ inventory }) => inventory.totalsBySkus(scope, ['p-0001-1', 'p-0002-1']),
  },
  reviews: {
    reviews: async ({ reviews }) => {
      const [best] = await reviews.bestRated(scope, { limit: 1, minCount: 5 });
      return reviews.reviews(scope, { productId: best!.productId, sort: 'helpful', limit: 3 });
    },
    topByProductIds: async ({ reviews }) => {
      const best = await reviews.bestRated(scope, { limit: 3, minCount: 5 });
      return reviews.topByProductIds(
        scope,
        best.map(({ productId }) => productId),
        2,
      );
    },
    ratingsByProductIds: async ({ reviews }) => {
      const best = await reviews.bestRated(scope, { limit: 3, minCount: 5 });
      return reviews.ratingsByProductIds(
        scope,
        best.map(({ productId }) => productId),
      );
    },
    ratingSummariesByProductIds: async ({ reviews }) => {
      const best = await reviews.bestRated(scope, { limit: 3, minCount: 5 });
      return reviews.ratingSummariesByProductIds(
        scope,
        best.map(({ productId }) => productId),
      );
    },
    bestRated: ({ reviews }) => reviews.bestRated(scope, { limit: 3, minCount: 5 }),
  },
  users: {
    usersByIds: ({ users }) => users.usersByIds(scope, ['u-001', 'u-002']),
    profilesByIds: ({ users }) => users.profilesByIds(scope, ['u-001', 'u-002']),
    addresses: ({ users }) => users.addresses(scope, 'u-001'),
  },
  orders: {
    ordersOf: ({ orders }) => orders.ordersOf(scope, { customerId: 'u-001', limit: 3 }),
    ordersByIds: ({ orders }) => orders.ordersByIds(scope, ['o-00001', 'o-00002']),
  },
  recommendations: {
    related: ({ recommendations }) => recommendations.related(scope, { productId: 'p-0001', limit: 3 }),
  },
  shipping: {
    shipmentsByOrderIds: ({ shipping }) =>
      shipping.shipmentsByOrderIds(
        scope,
        Array.from({ length: 50 }, (_, k) => `o-${String(k + 1).padStart(5, '0')}`),
      ),
    estimate: ({ shipping }) => shipping.estimate(scope, { country: 'DE', productId: 'p-0001' }),
  },
};

const endpoints = Object.entries(calls).flatMap(([name, named]) =>
  Object.entries(named as Record<string, (upstreams: PlainUpstreams) => Promise<unknown>>).map(
    ([endpoint, call]) => ({
      upstream: name as UpstreamName,
      endpoint,
      call,
    }),
  ),
);

let mocks: RunningMocks;
let live: ReturnType<typeof createTransport>;
beforeAll(async () => {
  mocks = await startMocks();
  live = createTransport();
});
afterAll(async () => {
  live.close();
  await mocks.close();
});

/** Every upstream over `transport`, and what it observes. */
function connect(transport: Transport) {
  const events: UpstreamEvent[] = [];
  const connected = connectPlainUpstreams(mocks.urls, {
    transport,
    clock: systemClock,
    observe: (event) => events.push(event),
  });
  return { ...connected, dropped: () => events.filter((event) => event.type === 'items-dropped') };
}

describe.each(endpoints)('$upstream: $endpoint', ({ upstream, call }) => {
  it('reads the running service in full', async () => {
    const connection = connect(live.send);
    const answer = await call(connection.endpoints);
    connection.close();

    expect(isEmpty(answer)).toBe(false);
    expect(connection.dropped()).toEqual([]);
  });

  it('reads everything that the published OpenAPI document allows', async () => {
    const { route, answer } = await lastExchange(call);
    const shape = shapeOf(await publishedAnswer(upstream, route), [answer]);
    const problems: string[] = [];
    for (const sample of samplesOf(shape).filter(isPossible)) {
      const problem = await problemWith(sample, upstream, route, call);
      if (problem !== undefined) problems.push(`${problem} of ${JSON.stringify(sample)}`);
    }

    expect(problems).toEqual([]);
  });
});

/** No schema can say that an amount in yen or won has no decimals. */
function isPossible(sample: unknown): boolean {
  return !/"currency":"(JPY|KRW)".*"\d+\.\d\d"/.test(JSON.stringify(sample));
}

/** Nor whose it must be: that of the customer who asks. */
function theCustomers(key: string, value: unknown): unknown {
  return key === 'customerId' ? 'u-001' : value;
}

function isEmpty(answer: unknown): boolean {
  if (answer === null || answer === undefined) return true;
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && 'items' in answer && isEmpty(answer.items);
}

/** What `call` asks last, and is answered: the route under test, where others only find its input. */
async function lastExchange(
  call: (upstreams: PlainUpstreams) => Promise<unknown>,
): Promise<{ route: string; answer: unknown }> {
  let last = { route: '', answer: undefined as unknown };
  const connection = connect(async (request) => {
    const response = await live.send(request);
    last = { route: routeOf(request.endpoint), answer: JSON.parse(Buffer.from(response.body).toString()) };
    return response;
  });
  await call(connection.endpoints);
  connection.close();
  return last;
}

async function publishedAnswer(upstream: UpstreamName, route: string): Promise<PublishedSchema> {
  const response = await fetch(`${mocks.urls[upstream]}/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Record<
      string,
      { get: { responses: Record<string, { content: Record<string, { schema: PublishedSchema }> }> } }
    >;
  };
  const operation = Object.entries(paths).find(([path]) => samePath(path, route))?.[1];
  const [content] = Object.values(operation!.get.responses['200']!.content);
  return content!.schema;
}

/** `GET /products/:id` as OpenAPI writes it. */
function routeOf(endpoint: string): string {
  return endpoint.replace(/^GET /, '').replace(/:(\w+)/g, '{$1}');
}

/** Parameter names are each side's own. */
function samePath(a: string, b: string): boolean {
  return a.replace(/\{\w+\}/g, '{}') === b.replace(/\{\w+\}/g, '{}');
}

/** What goes wrong when the service answers `body`. */
async function problemWith(
  body: unknown,
  upstream: UpstreamName,
  route: string,
  call: (upstreams: PlainUpstreams) => Promise<unknown>,
): Promise<string | undefined> {
  const connection = connect(async (request) =>
    request.upstream === upstream && samePath(routeOf(request.endpoint), route)
      ? {
          status: 200,
          contentType: 'application/json',
          body: Buffer.from(JSON.stringify(body, theCustomers)),
        }
      : live.send(request),
  );
  try {
    await call(connection.endpoints);
    return connection.dropped()[0]?.issue;
  } catch (error) {
    return error instanceof UpstreamError ? error.reason : String(error);
  } finally {
    connection.close();
  }
}
