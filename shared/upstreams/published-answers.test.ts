import { describe, expect, it, onTestFinished } from 'vitest';
import { currencies } from '../lib/currency.ts';
import { manualClock } from '../testing/manual-clock.ts';
import type { Operation } from '../upstream/operation.ts';
import { definitions, type UpstreamName } from './index.ts';
import type { UpstreamDefinition } from '../upstream/define-upstream.ts';
import type { AnyEndpoint } from '../upstream/endpoint.ts';
import { connectPlain, type PlainUpstreams } from '../testing/plain.ts';
import { orderStatuses, type Order } from './orders.ts';
import { shipmentStatuses, type Shipment } from './shipping.ts';

const scope: Operation = {
  requestId: 'published',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

/** One upstream, whose service answers `body`; `dropped` counts the items of it that were left out. */
function given<Name extends UpstreamName>(name: Name, body: unknown) {
  let dropped = 0;
  const { endpoints, close } = connectPlain(
    definitions[name] as UpstreamDefinition<Record<string, AnyEndpoint>>,
    {
      baseUrl: `http://${name}.test`,
      transport: async () => ({
        status: 200,
        contentType: 'application/json',
        body: Buffer.from(JSON.stringify(body)),
      }),
      clock: manualClock(),
      observe: (event) => {
        if (event.type === 'items-dropped') dropped += event.count;
      },
    },
  );
  onTestFinished(close);
  return { endpoints: endpoints as unknown as PlainUpstreams[Name], dropped: () => dropped };
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Published<Endpoint> {
  /** What the caller says, besides the scope. */
  readonly given: Endpoint extends (scope: Operation, ...given: infer Given) => unknown ? Given : never;
  /** As the service publishes it, with every field. */
  readonly body: Json;
  /** What is made of it. */
  readonly read: Endpoint extends (...given: never[]) => Promise<infer Answer> ? Answer : never;
  /** What may be missing, or be of another type, without costing the item that it stands in: none unless given. */
  readonly doesWithout?: readonly string[];
}

const image = {
  id: 'i-1',
  alt: 'A lamp',
  sizes: [
    { width: 160, height: 120, url: 'https://images.example/s' },
    { width: 0, height: 0, url: 'https://images.example/m' },
  ],
};
const card = {
  id: 'p-1',
  slug: 'lamp',
  title: 'Lamp',
  brand: 'Falter',
  categoryId: 'c-1',
  newUntil: '2026-12-01T00:00:00+09:00',
  inStock: false,
  language: 'de',
  images: [image],
  skus: ['p-1-1', 'p-1-2'],
};
const { skus, ...shown } = card;
const product = {
  ...shown,
  description: 'It shines.',
  createdAt: '2026-03-01T08:00:00Z',
  popularity: 0.5,
  tags: ['brass', 'warm'],
  variants: [
    { sku: 'p-1-1', title: 'Small', options: [{ name: 'Size', value: 'S' }], imageId: 'i-1' },
    { sku: 'p-1-2', title: 'Large', options: [{ name: 'Size', value: 'L' }], imageId: null },
  ],
};
const facets = {
  categories: [{ value: 'c-1', count: 3 }],
  brands: [{ value: 'Falter', count: 0 }],
  priceBands: [
    { value: 'low', count: 2, fromMinor: null, toMinor: 2_000 },
    { value: 'high', count: 1, fromMinor: 2_000, toMinor: null },
  ],
};
const paged = { total: 3, nextCursor: 'c-8', facets };
const listing = { filter: {}, currency: 'EUR', limit: 3 } as const;

const price = {
  product_id: 'p-1',
  currency: 'EUR',
  amount_minor: 1_290,
  promotion: { former_amount_minor: 2_000, label: 'Sale', ends_at: '2031-01-01T00:00:00Z' },
};
const priceRead = {
  productId: 'p-1',
  currency: 'EUR',
  amountMinor: 1_290,
  promotion: { formerAmountMinor: 2_000, label: 'Sale', endsAt: '2031-01-01T00:00:00Z' },
} as const;

const review = {
  id: 'r-1',
  productId: 'p-1',
  authorId: 'u-1',
  rating: 4,
  title: 'Bright',
  body: 'Very.',
  language: 'nl',
  createdAt: 1_700_000_000,
  helpfulVotes: 2,
};
const reviewRead = { ...review, createdAt: new Date('2023-11-14T22:13:20Z') };
const histogram = { 1: 0, 2: 1, 3: 2, 4: 3, 5: 4 };
const rating = { average: 4.5, count: 10 };

const account = {
  name: 'Ada',
  email: 'ada@example.net',
  locale: 'en-GB',
  memberSince: '2023-11-14T09:21:48Z',
  avatarUrl: 'https://images.example/u',
};
const profile = { name: 'Ada', avatarUrl: null };
const where = {
  recipient: 'Ana Soto',
  lines: ['Lindenstraße 12', 'Hinterhaus'],
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};
const address = { label: 'Home', ...where, isDefault: true };

const order = {
  id: 'o-1',
  number: '2026-1',
  customerId: 'u-1',
  placedAt: '2026-11-01T12:00:00Z',
  status: 'PAID',
  currency: 'EUR',
  lines: [
    {
      lineId: 'l-1',
      product: { id: 'p-1', sku: 'p-1-1' },
      quantity: 2,
      unitPrice: '12.90',
      lineTotal: '25.80',
    },
  ],
  deliveryAddress: where,
  payment: { method: 'CARD', card: { brand: 'Visa', lastFour: '4242' } },
  totals: { goods: '25.80', shipping: '4.90', tax: '4.12', grand: '30.70' },
  history: [
    { status: 'PLACED', at: '2026-11-01T12:00:00Z' },
    { status: 'PAID', at: '2026-11-01T12:05:00Z' },
  ],
};
const orderRead: Order = {
  id: 'o-1',
  number: '2026-1',
  customerId: 'u-1',
  placedAt: '2026-11-01T12:00:00Z',
  status: 'PAID',
  currency: 'EUR',
  lines: [
    {
      id: 'l-1',
      productId: 'p-1',
      sku: 'p-1-1',
      quantity: 2,
      currency: 'EUR',
      unitPriceMinor: 1_290,
      totalMinor: 2_580,
    },
  ],
  deliveryAddress: where,
  payment: { method: 'CARD', card: { brand: 'Visa', lastFour: '4242' } },
  goodsMinor: 2_580,
  shippingMinor: 490,
  taxMinor: 412,
  totalMinor: 3_070,
  history: [
    { status: 'PLACED', at: '2026-11-01T12:00:00Z' },
    { status: 'PAID', at: '2026-11-01T12:05:00Z' },
  ],
};
/** Where an order went and how it was paid. */
const soldWithout = [
  'deliveryAddress',
  ...['recipient', 'lines', 'lines.0', 'lines.1', 'postalCode', 'city', 'country'].map(
    (field) => `deliveryAddress.${field}`,
  ),
  'payment',
  'payment.method',
  'payment.card',
  'payment.card.brand',
  'payment.card.lastFour',
].map((path) => `orders.0.${path}`);

const parcel = {
  'shipment-id': 's-1',
  'order-id': 'o-1',
  'carrier': 'Nordpost',
  'tracking-code': 'NP1',
  'tracking-url': 'https://track.example/NP1',
  'status': 'delivered',
  'shipped-at': '2026-11-02T12:00:00Z',
  'delivered-at': '2026-11-04T12:00:00Z',
  'skus': ['p-1-1'],
};
const parcelRead: Shipment = {
  id: 's-1',
  orderId: 'o-1',
  carrier: 'Nordpost',
  trackingCode: 'NP1',
  trackingUrl: 'https://track.example/NP1',
  status: 'delivered',
  shippedAt: '2026-11-02T12:00:00Z',
  deliveredAt: '2026-11-04T12:00:00Z',
  skus: ['p-1-1'],
};

/** Every endpoint there is: the compiler asks for those that are missing. */
const published: {
  readonly [Name in UpstreamName]: {
    readonly [Endpoint in keyof PlainUpstreams[Name]]: Published<PlainUpstreams[Name][Endpoint]>;
  };
} = {
  catalog: {
    productsByIds: { given: [['p-1']], body: { items: [product] }, read: [{ ...product, skus }] },
    cardsByIds: { given: [['p-1']], body: { items: [card] }, read: [card] },
    productBySlug: { given: ['lamp'], body: product, read: { ...product, skus } },
    products: {
      given: [{ ...listing, sort: 'newest' }],
      body: { items: [product], ...paged },
      read: { items: [{ ...product, skus }], ...paged },
    },
    search: {
      given: [{ ...listing, text: 'lamp' }],
      body: { items: [product], ...paged },
      read: { items: [{ ...product, skus }], ...paged },
    },
    cards: {
      given: [{ ...listing, sort: 'newest' }],
      body: { items: [card], ...paged },
      read: { items: [card], ...paged },
    },
    searchCards: {
      given: [{ ...listing, text: 'lamp' }],
      body: { items: [card], ...paged },
      read: { items: [card], ...paged },
    },
    categories: {
      given: [],
      body: {
        items: [
          {
            id: 'c-1',
            slug: 'lamps',
            name: 'Lamps',
            parentId: 'c-0',
            position: 1.5,
            productCount: 0,
            imageUrl: 'https://images.example/c',
            language: 'en',
          },
        ],
      },
      read: [
        {
          id: 'c-1',
          slug: 'lamps',
          name: 'Lamps',
          parentId: 'c-0',
          position: 1.5,
          productCount: 0,
          imageUrl: 'https://images.example/c',
          language: 'en',
        },
      ],
    },
  },
  pricing: {
    pricesByProductIds: { given: [['p-1'], 'EUR'], body: { prices: [price] }, read: [priceRead] },
    promotions: { given: [{ currency: 'EUR', limit: 3 }], body: { prices: [price] }, read: [priceRead] },
  },
  inventory: {
    stockBySkus: {
      given: [['p-1-1']],
      body: {
        stock: {
          'p-1-1': {
            available: 3,
            warehouses: [{ code: 'BER', city: 'Berlin', country: 'DE', available: 0 }],
          },
        },
      },
      read: [
        {
          sku: 'p-1-1',
          available: 3,
          warehouses: [{ code: 'BER', city: 'Berlin', country: 'DE', available: 0 }],
        },
      ],
      doesWithout: ['stock.p-1-1'],
    },
    totalsBySkus: {
      given: [['p-1-1']],
      body: { stock: { 'p-1-1': { available: 0 } } },
      read: [{ sku: 'p-1-1', available: 0 }],
      doesWithout: ['stock.p-1-1'],
    },
  },
  reviews: {
    reviews: {
      given: [{ productId: 'p-1', sort: 'newest', limit: 3 }],
      body: { data: [review], meta: { total: 3, nextCursor: 'c-8' } },
      read: { items: [reviewRead], total: 3, nextCursor: 'c-8' },
    },
    topByProductIds: {
      given: [['p-1'], 3],
      body: { data: [{ productId: 'p-1', rating: { ...rating, histogram }, reviews: [review] }] },
      read: [{ productId: 'p-1', rating: { ...rating, histogram }, reviews: [reviewRead] }],
    },
    ratingsByProductIds: {
      given: [['p-1']],
      body: { data: [{ productId: 'p-1', ...rating, histogram }] },
      read: [{ productId: 'p-1', ...rating, histogram }],
    },
    ratingSummariesByProductIds: {
      given: [['p-1']],
      body: { data: [{ productId: 'p-1', ...rating }] },
      read: [{ productId: 'p-1', ...rating }],
    },
    bestRated: {
      given: [{ limit: 3, minCount: 1 }],
      body: { data: [{ productId: 'p-1', ...rating }] },
      read: [{ productId: 'p-1', ...rating }],
    },
  },
  users: {
    usersByIds: {
      given: [['u-1']],
      body: { data: [{ type: 'users', id: 'u-1', attributes: account }] },
      read: [{ id: 'u-1', ...account }],
    },
    profilesByIds: {
      given: [['u-1']],
      body: { data: [{ type: 'profiles', id: 'u-1', attributes: profile }] },
      read: [{ id: 'u-1', ...profile }],
    },
    addresses: {
      given: ['u-1'],
      body: { data: [{ type: 'addresses', id: 'a-1', attributes: address }] },
      read: [{ id: 'a-1', ...address }],
    },
  },
  orders: {
    ordersOf: {
      given: [{ customerId: 'u-1', limit: 3 }],
      body: { orders: [order], page: { total: 3, nextCursor: 'c-8' } },
      read: { items: [orderRead], total: 3, nextCursor: 'c-8' },
      doesWithout: soldWithout,
    },
    ordersByIds: {
      given: [['o-1']],
      body: { orders: [order] },
      read: [orderRead],
      doesWithout: soldWithout,
    },
  },
  recommendations: {
    related: {
      given: [{ productId: 'p-1', limit: 3 }],
      body: {
        related: [
          { id: 'p-3', score: 0.9 },
          { id: 'p-2', score: 0.1 },
        ],
      },
      read: ['p-3', 'p-2'],
    },
  },
  shipping: {
    shipmentsByOrderIds: {
      given: [['o-1']],
      body: { shipments: [parcel] },
      read: [parcelRead],
      doesWithout: ['shipments.0.tracking-url'],
    },
    estimate: {
      given: [{ country: 'DE', productId: 'p-1' }],
      body: { 'minimum-hours': 0, 'maximum-hours': 48, 'carrier': 'Nordpost', 'express-hours': 24 },
      read: { minimumHours: 0, maximumHours: 48, carrier: 'Nordpost', expressHours: 24 },
    },
  },
};

interface AnyPublished {
  readonly given: readonly unknown[];
  readonly body: Json;
  readonly read: unknown;
  readonly doesWithout?: readonly string[];
}

const cases = (Object.keys(published) as UpstreamName[]).flatMap((upstream) =>
  Object.entries(published[upstream] as unknown as Record<string, AnyPublished>).map(([endpoint, one]) => ({
    upstream,
    endpoint,
    ...one,
  })),
);
type Case = (typeof cases)[number];

/** What an endpoint makes of `body`, and how many items of it were left out. */
async function read({ upstream, endpoint, given: args }: Case, body: Json) {
  const { endpoints, dropped } = given(upstream, body);
  const calls = endpoints as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  return { answer: await calls[endpoint]!(scope, ...args), dropped: dropped() };
}

describe('an answer', () => {
  it.each(cases)('is read with all that the service publishes ($upstream: $endpoint)', async (one) => {
    expect(await read(one, one.body)).toEqual({ answer: one.read, dropped: 0 });
  });

  it.each(cases)('is read without what the BFFs do not know ($upstream: $endpoint)', async (one) => {
    expect((await read(one, withMore(one.body))).answer).toEqual(one.read);
  });

  it.each(cases)(
    'is not read where anything is missing or of another type ($upstream: $endpoint)',
    async (one) => {
      const whole: string[] = [];
      for (const { path, body } of damaged(one.body)) {
        const isRead = await read(one, body).then(
          ({ dropped }) => dropped === 0,
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER' });
            return false;
          },
        );
        if (isRead) whole.push(path);
      }

      expect(new Set(whole)).toEqual(new Set(one.doesWithout));
    },
  );
});

/** What the services make of `changes` in an order, a price and so on. */
const reading = {
  order: (changes: object) =>
    given('orders', { orders: [{ ...order, ...changes }] }).endpoints.ordersByIds(scope, ['o-1']),
  price: (changes: object) =>
    given('pricing', { prices: [{ ...price, ...changes }] }).endpoints.pricesByProductIds(
      scope,
      ['p-1'],
      'EUR',
    ),
  parcel: (changes: object) =>
    given('shipping', { shipments: [{ ...parcel, ...changes }] }).endpoints.shipmentsByOrderIds(scope, [
      'o-1',
    ]),
  estimate: (changes: object) =>
    given('shipping', { ...(published.shipping.estimate.body as object), ...changes }).endpoints.estimate(
      scope,
      { country: 'DE', productId: 'p-1' },
    ),
  card: (changes: object) =>
    given('catalog', { items: [{ ...card, ...changes }] }).endpoints.cardsByIds(scope, ['p-1']),
};

it.each(orderStatuses)('an order that is %s is read, and so is that step of its history', async (status) => {
  const history = [{ status, at: '2026-11-01T12:00:00Z' }];

  expect(await reading.order({ status, history })).toMatchObject([{ status, history }]);
});

it.each(currencies)('what was ordered, and what is sold, in %s is read', async (currency) => {
  const lines = [{ ...order.lines[0]!, unitPrice: '12', lineTotal: '24' }];
  const totals = { goods: '24', shipping: '0', tax: '4', grand: '24' };

  expect(await reading.order({ currency, lines, totals })).toMatchObject([{ currency }]);
  expect(await reading.price({ currency })).toMatchObject([{ currency }]);
});

it.each(shipmentStatuses)('a parcel that is "%s" is read', async (status) => {
  expect(await reading.parcel({ status })).toMatchObject([{ status }]);
});

it('what is not there, or is not yet, is read as null', async () => {
  expect(await reading.parcel({ 'shipped-at': null, 'delivered-at': null, 'tracking-url': null })).toEqual([
    { ...parcelRead, shippedAt: null, deliveredAt: null, trackingUrl: null },
  ]);
  expect(await reading.estimate({ 'express-hours': null })).toMatchObject({ expressHours: null });
  expect(await reading.card({ newUntil: null })).toEqual([{ ...card, newUntil: null }]);
  expect(await reading.price({ promotion: null })).toEqual([{ ...priceRead, promotion: null }]);
});

/** `body` with a field more in each of its objects. */
function withMore(body: Json): Json {
  if (Array.isArray(body)) return body.map(withMore);
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([key, value]) => [key, withMore(value)] as const);
  return { ...Object.fromEntries(entries), internalNote: 'not for customers' };
}

/** `body` without each of its fields in turn, and with something else in each of its places; `path` says where. */
function damaged(body: Json): { readonly path: string; readonly body: Json }[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    const put = (other: Json): Json =>
      Array.isArray(body) ? body.with(Number(key), other) : { ...body, [key]: other };
    const { [key]: _, ...others } = body as Readonly<Record<string, Json>>;
    return [
      ...(Array.isArray(body) ? [] : [{ path: key, body: others }]),
      { path: key, body: put(typeof value === 'object' && value !== null ? 7 : {}) },
      ...damaged(value).map(({ path, body: within }) => ({ path: `${key}.${path}`, body: put(within) })),
    ];
  });
}
