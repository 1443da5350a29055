import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../lib/clock.ts';
import { manualClock } from '../testing/manual-clock.ts';
import type { TransportResponse } from '../upstream/client.ts';
import type { Operation } from '../upstream/operation.ts';
import { reuseOptionsOf, type ReuseOptions } from '../upstream/reuse-options.ts';
import { definitions, type UpstreamName } from './index.ts';
import { connectPlainUpstreams, type PlainUpstreams } from '../testing/plain.ts';

const scope: Operation = {
  requestId: 'requests',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

const filter = {
  categories: ['lamps', 'mugs'],
  brands: ['Hyggelig & Co', 'Falter'],
  priceBands: ['low', 'high'],
};
const filtered = 'category=lamps,mugs&brand=Hyggelig %26 Co,Falter&priceBand=low,high&currency=JPY';

interface Expected<Endpoint> {
  /** What the caller says, besides the scope. */
  readonly given: Endpoint extends (scope: Operation, ...given: infer Given) => unknown ? Given : never;
  /** The path and the query, as a person writes them. */
  readonly asks: string;
}

/** Every endpoint there is: the compiler asks for those that are missing. */
const requests: {
  readonly [Name in UpstreamName]: {
    readonly [Endpoint in keyof PlainUpstreams[Name]]: readonly Expected<PlainUpstreams[Name][Endpoint]>[];
  };
} = {
  catalog: {
    productsByIds: [{ given: [['p-1', 'p-2']], asks: '/products?view=full&ids=p-1,p-2' }],
    cardsByIds: [{ given: [['p-1', 'p-2']], asks: '/products?view=card&ids=p-1,p-2' }],
    productBySlug: [{ given: ['paper lamp'], asks: '/products/by-slug/paper lamp' }],
    products: [
      {
        given: [{ filter, currency: 'JPY', sort: 'price-desc', cursor: 'c-7', limit: 17 }],
        asks: `/products?${filtered}&sort=price-desc&cursor=c-7&limit=17&view=full`,
      },
      {
        given: [{ filter: {}, currency: 'JPY', sort: 'newest', limit: 18 }],
        asks: '/products?sort=newest&limit=18&view=full',
      },
      {
        given: [{ filter: {}, currency: 'KRW', sort: 'price-asc', limit: 18 }],
        asks: '/products?currency=KRW&sort=price-asc&limit=18&view=full',
      },
    ],
    search: [
      {
        given: [{ text: 'brass lamp', filter, currency: 'JPY', cursor: 'c-7', limit: 17 }],
        asks: `/search?q=brass lamp&${filtered}&cursor=c-7&limit=17&view=full`,
      },
      {
        given: [{ text: 'mug', filter: {}, currency: 'JPY', limit: 18 }],
        asks: '/search?q=mug&limit=18&view=full',
      },
    ],
    cards: [
      {
        given: [{ filter, currency: 'JPY', sort: 'title', cursor: 'c-7', limit: 17 }],
        asks: `/products?${filtered}&sort=title&cursor=c-7&limit=17&view=card`,
      },
      {
        given: [{ filter: {}, currency: 'JPY', sort: 'popular', limit: 18 }],
        asks: '/products?sort=popular&limit=18&view=card',
      },
      {
        given: [{ filter: {}, currency: 'USD', countPriceBands: true, sort: 'popular', limit: 18 }],
        asks: '/products?currency=USD&sort=popular&limit=18&view=card',
      },
    ],
    searchCards: [
      {
        given: [{ text: 'brass lamp', filter, currency: 'JPY', cursor: 'c-7', limit: 17 }],
        asks: `/search?q=brass lamp&${filtered}&cursor=c-7&limit=17&view=card`,
      },
      {
        given: [{ text: 'mug', filter: {}, currency: 'JPY', limit: 18 }],
        asks: '/search?q=mug&limit=18&view=card',
      },
    ],
    categories: [{ given: [], asks: '/categories' }],
  },
  pricing: {
    pricesByProductIds: [
      { given: [['p-1', 'p-2'], 'KRW'], asks: '/prices?currency=KRW&product_ids=p-1,p-2' },
    ],
    promotions: [{ given: [{ currency: 'JPY', limit: 17 }], asks: '/promotions?currency=JPY&limit=17' }],
  },
  inventory: {
    stockBySkus: [{ given: [['p-1-1', 'p-1-2']], asks: '/stock?view=warehouses&skus=p-1-1,p-1-2' }],
    totalsBySkus: [{ given: [['p-1-1', 'p-1-2']], asks: '/stock?view=total&skus=p-1-1,p-1-2' }],
  },
  reviews: {
    reviews: [
      {
        given: [{ productId: 'p-1', sort: 'rating-low', cursor: 'c-7', limit: 17 }],
        asks: '/reviews?productId=p-1&sort=rating-low&cursor=c-7&limit=17',
      },
      {
        given: [{ productId: 'p-1', sort: 'helpful', limit: 18 }],
        asks: '/reviews?productId=p-1&sort=helpful&limit=18',
      },
    ],
    topByProductIds: [{ given: [['p-1', 'p-2'], 7], asks: '/reviews/top?perProduct=7&productIds=p-1,p-2' }],
    ratingsByProductIds: [{ given: [['p-1', 'p-2']], asks: '/ratings?view=full&productIds=p-1,p-2' }],
    ratingSummariesByProductIds: [
      { given: [['p-1', 'p-2']], asks: '/ratings?view=summary&productIds=p-1,p-2' },
    ],
    bestRated: [{ given: [{ limit: 17, minCount: 5 }], asks: '/ratings/best?limit=17&minCount=5' }],
  },
  users: {
    usersByIds: [{ given: [['u-1', 'u-2']], asks: '/users?ids=u-1,u-2' }],
    profilesByIds: [{ given: [['u-1', 'u-2']], asks: '/profiles?ids=u-1,u-2' }],
    addresses: [{ given: ['u-1'], asks: '/users/u-1/addresses' }],
  },
  orders: {
    ordersOf: [
      {
        given: [{ customerId: 'u-1', cursor: 'c-7', limit: 17 }],
        asks: '/orders?customerId=u-1&cursor=c-7&limit=17',
      },
      { given: [{ customerId: 'u-1', limit: 18 }], asks: '/orders?customerId=u-1&limit=18' },
    ],
    ordersByIds: [{ given: [['o-1', 'o-2']], asks: '/orders?ids=o-1,o-2' }],
  },
  recommendations: {
    related: [{ given: [{ productId: 'p-1', limit: 17 }], asks: '/recommendations?productId=p-1&limit=17' }],
  },
  shipping: {
    shipmentsByOrderIds: [{ given: [['o-1', 'o-2']], asks: '/shipments?orderIds=o-1,o-2' }],
    estimate: [{ given: [{ country: 'NZ', productId: 'p-1' }], asks: '/estimates?country=NZ&productId=p-1' }],
  },
};

type AnyEndpoint = (scope: Operation, ...given: readonly unknown[]) => Promise<unknown>;

const cases = (Object.keys(requests) as UpstreamName[]).flatMap((upstream) =>
  Object.entries(requests[upstream] as Record<string, readonly { given: unknown[]; asks: string }[]>).flatMap(
    ([endpoint, expected]) => expected.map((one) => ({ upstream, endpoint, ...one })),
  ),
);

/** Every upstream, with services that answer everything alike; `asked` has what they were asked. */
function given(
  response: Omit<TransportResponse, 'contentType'>,
  { sharing, clock = systemClock }: { sharing?: ReuseOptions; clock?: Clock } = {},
) {
  const asked: string[] = [];
  const names = Object.keys(definitions) as UpstreamName[];
  const connected = connectPlainUpstreams(
    Object.fromEntries(names.map((name) => [name, `http://${name}.test`])) as Record<UpstreamName, string>,
    {
      transport: async ({ method, url }) => {
        asked.push(`${method} ${url}`);
        return { contentType: 'application/json', ...response };
      },
      clock,
      observe: () => {},
      ...(sharing && { sharing }),
    },
  );
  onTestFinished(connected.close);
  const call = (upstream: UpstreamName, endpoint: string) =>
    (connected.endpoints[upstream] as unknown as Record<string, AnyEndpoint>)[endpoint]!;
  return { call, asked };
}

/** An answer that every endpoint takes: each reads its own part. */
const body = {
  ...{
    id: 'p-1',
    slug: 'lamp',
    title: 'Lamp',
    brand: 'Falter',
    categoryId: 'c-1',
    newUntil: null,
    inStock: true,
    language: 'en',
  },
  ...{
    images: [],
    description: '',
    createdAt: '2026-03-01T08:00:00Z',
    popularity: 1,
    tags: [],
    variants: [],
  },
  ...{ items: [], total: 0, nextCursor: null, facets: { categories: [], brands: [], priceBands: [] } },
  ...{ data: [], meta: { total: 0, nextCursor: null } },
  ...{ orders: [], page: { total: 0, nextCursor: null } },
  ...{ 'minimum-hours': 1, 'maximum-hours': 2, 'carrier': 'Nordpost', 'express-hours': null },
  ...{ prices: [], stock: {}, related: [], shipments: [] },
};

it.each(cases)('$upstream: $endpoint asks $asks', async ({ upstream, endpoint, given: args, asks }) => {
  const { call, asked } = given({ status: 404, body: Buffer.from('{}') });

  // Nothing is found: what the service is asked is all that matters here.
  await call(upstream, endpoint)(scope, ...args).catch(() => {});

  expect(asked.map(normal)).toEqual([normal(`GET http://${upstream}.test${asks}`)]);
});

describe('what one customer was answered', () => {
  // Were the services to forget that an answer is private, ours must not be the one place that relied on it.
  const response = {
    status: 200,
    caching: { cacheControl: 'public, max-age=60' },
    body: Buffer.from(JSON.stringify(body)),
  };
  const everything = () => reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 1 });
  const as = (customerId: string | null): Operation => ({
    ...scope,
    principal: customerId === null ? null : { customerId },
  });

  /** By what they are about, so that an endpoint that is added counts as well. */
  const isOwn = ({ upstream, asks }: { upstream: string; asks: string }) =>
    upstream === 'orders' || /\/(users|addresses|shipments)\b|customerId/.test(asks);

  it.each(cases.filter(isOwn))(
    'no other is given, nor is nobody, later or meanwhile ($upstream: $endpoint, $asks)',
    async ({ upstream, endpoint, given: args }) => {
      const { call, asked } = given(response, { sharing: everything() });
      const ask = (customerId: string | null) => call(upstream, endpoint)(as(customerId), ...args);

      await Promise.all(['u-1', 'u-2', null, null].map(ask));
      expect(asked).toHaveLength(4);
      await Promise.all(['u-1', 'u-2'].map(ask));
      expect(asked).toHaveLength(4);
      await ask('u-3');
      await ask(null);

      expect(asked).toHaveLength(6);
    },
  );

  it.each(cases.filter((one) => !isOwn(one)))(
    'everybody is given where it is public, later and meanwhile ($upstream: $endpoint, $asks)',
    async ({ upstream, endpoint, given: args }) => {
      const { call, asked } = given(response, { sharing: everything() });
      const ask = (customerId: string | null) => call(upstream, endpoint)(as(customerId), ...args);

      await Promise.all(['u-1', 'u-2', null].map(ask));
      await ask('u-3');

      expect(asked).toHaveLength(1);
    },
  );
});

describe('an old answer', () => {
  /** How long what a service said may be shown while it is silent (minutes); of one endpoint where it differs. */
  const longestMinutes: Record<UpstreamName, number> & Record<string, number> = {
    'catalog': 10,
    'pricing': 10,
    'inventory': 1,
    'reviews': 60,
    'users': 60,
    'users.addresses': 10,
    'orders': 10,
    'recommendations': 24 * 60,
    'shipping': 10,
    'shipping.estimate': 60,
  };

  it.each(cases)(
    'stands in for as long as it is worth more than none ($upstream: $endpoint, $asks)',
    async ({ upstream, endpoint, given: args }) => {
      const clock = manualClock();
      const { call } = given({ status: 200, body: Buffer.from(JSON.stringify(body)) }, { clock });
      const ask = (deadlineAt: number) =>
        call(upstream, endpoint)({ ...scope, deadlineAt, principal: { customerId: 'u-1' } }, ...args);
      const answer = await ask(Infinity);
      const minutes = longestMinutes[`${upstream}.${endpoint}`] ?? longestMinutes[upstream];

      // There is no time left to ask: what was kept is all that there is.
      await clock.advance(minutes * 60_000);
      expect(await ask(0)).toEqual(answer);
      await clock.advance(1);
      await expect(ask(0)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    },
  );
});

it('no two endpoints ask the same: the one would be given what the other was answered', () => {
  const questions = new Map<string, Set<string>>();
  for (const { upstream, endpoint, asks } of cases) {
    const { pathname, searchParams } = new URL(asks, `http://${upstream}.test`);
    const { view, cursor: _cursor, ...others } = Object.fromEntries(searchParams) as Record<string, string>;
    const question = `${upstream}${pathname} ${Object.keys(others).toSorted().join()} ${view}`;
    questions.set(question, (questions.get(question) ?? new Set()).add(endpoint));
  }

  expect([...questions].filter(([, endpoints]) => endpoints.size > 1)).toEqual([]);
});

/** The order of the parameters, and how they are encoded, say nothing to a service. */
function normal(request: string): string {
  const [, method, address] = /^(\w+) (.*)$/.exec(request)!;
  const url = new URL(address!);
  url.searchParams.sort();
  return `${method} ${url.href}`;
}
