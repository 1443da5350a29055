import { expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import type { RequestScope } from '../upstream/scope.ts';
import { connectUpstreams, definitions, type UpstreamName, type Upstreams } from './index.ts';

const scope: RequestScope = {
  requestId: 'requests',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

const filter = { categories: ['lamps', 'mugs'], brands: ['Hyggelig & Co', 'Falter'], priceBands: ['0-25'] };
const filtered = 'category=lamps,mugs&brand=Hyggelig %26 Co,Falter&priceBand=0-25';

interface Expected<Endpoint> {
  /** What the caller says, besides the scope. */
  readonly given: Endpoint extends (scope: RequestScope, ...given: infer Given) => unknown ? Given : never;
  /** The path and the query, as a person writes them. */
  readonly asks: string;
}

/** Every endpoint there is: the compiler asks for those that are missing. */
const requests: {
  readonly [Name in UpstreamName]: {
    readonly [Endpoint in keyof Upstreams[Name]]: readonly Expected<Upstreams[Name][Endpoint]>[];
  };
} = {
  catalog: {
    productsByIds: [{ given: [['p-1', 'p-2']], asks: '/products?view=full&ids=p-1,p-2' }],
    cardsByIds: [{ given: [['p-1', 'p-2']], asks: '/products?view=card&ids=p-1,p-2' }],
    productBySlug: [{ given: ['paper lamp'], asks: '/products/by-slug/paper lamp' }],
    products: [
      {
        given: [{ filter, sort: 'price-desc', cursor: 'c-7', limit: 17 }],
        asks: `/products?${filtered}&sort=price-desc&cursor=c-7&limit=17&view=full`,
      },
      {
        given: [{ filter: {}, sort: 'newest', limit: 18 }],
        asks: '/products?sort=newest&limit=18&view=full',
      },
    ],
    search: [
      {
        given: [{ text: 'brass lamp', filter, cursor: 'c-7', limit: 17 }],
        asks: `/search?q=brass lamp&${filtered}&cursor=c-7&limit=17&view=full`,
      },
      { given: [{ text: 'mug', filter: {}, limit: 18 }], asks: '/search?q=mug&limit=18&view=full' },
    ],
    cards: [
      {
        given: [{ filter, sort: 'title', cursor: 'c-7', limit: 17 }],
        asks: `/products?${filtered}&sort=title&cursor=c-7&limit=17&view=card`,
      },
      {
        given: [{ filter: {}, sort: 'popular', limit: 18 }],
        asks: '/products?sort=popular&limit=18&view=card',
      },
    ],
    searchCards: [
      {
        given: [{ text: 'brass lamp', filter, cursor: 'c-7', limit: 17 }],
        asks: `/search?q=brass lamp&${filtered}&cursor=c-7&limit=17&view=card`,
      },
      { given: [{ text: 'mug', filter: {}, limit: 18 }], asks: '/search?q=mug&limit=18&view=card' },
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

type AnyEndpoint = (scope: RequestScope, ...given: readonly unknown[]) => Promise<unknown>;

const cases = (Object.keys(requests) as UpstreamName[]).flatMap((upstream) =>
  Object.entries(requests[upstream] as Record<string, readonly { given: unknown[]; asks: string }[]>).flatMap(
    ([endpoint, expected]) => expected.map((one) => ({ upstream, endpoint, ...one })),
  ),
);

it.each(cases)('$upstream: $endpoint asks $asks', async ({ upstream, endpoint, given, asks }) => {
  const asked: string[] = [];
  const names = Object.keys(definitions) as UpstreamName[];
  const connected = connectUpstreams(
    Object.fromEntries(names.map((name) => [name, `http://${name}.test`])) as Record<UpstreamName, string>,
    {
      transport: async ({ method, url }) => {
        asked.push(`${method} ${url}`);
        return { status: 404, contentType: 'application/json', body: Buffer.from('{}') };
      },
      clock: systemClock,
      observe: () => {},
    },
  );
  const call = (connected.endpoints[upstream] as unknown as Record<string, AnyEndpoint>)[endpoint]!;

  // Nothing is found: what the service is asked is all that matters here.
  await call(scope, ...given).catch(() => {});
  connected.close();

  expect(asked.map(normal)).toEqual([normal(`GET http://${upstream}.test${asks}`)]);
});

/** The order of the parameters, and how they are encoded, say nothing to a service. */
function normal(request: string): string {
  const [, method, address] = /^(\w+) (.*)$/.exec(request)!;
  const url = new URL(address!);
  url.searchParams.sort();
  return `${method} ${url.href}`;
}
