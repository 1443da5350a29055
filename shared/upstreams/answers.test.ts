import { describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Operation } from '../upstream/operation.ts';
import { definitions, type UpstreamName } from './index.ts';
import { connectPlainUpstreams, type PlainUpstreams } from '../testing/plain.ts';

const scope: Operation = {
  requestId: 'answers',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

/** What `call` makes of a service that answers `body`, and how many items of it were left out. */
async function read<Answer>(body: unknown, call: (upstreams: PlainUpstreams) => Promise<Answer>) {
  let dropped = 0;
  const names = Object.keys(definitions) as UpstreamName[];
  const connected = connectPlainUpstreams(
    Object.fromEntries(names.map((name) => [name, `http://${name}.test`])) as Record<UpstreamName, string>,
    {
      transport: async () => ({
        status: 200,
        contentType: 'application/json',
        body: Buffer.from(JSON.stringify(body)),
      }),
      clock: systemClock,
      observe: (event) => {
        if (event.type === 'items-dropped') dropped += event.count;
      },
    },
  );
  try {
    return { answer: await call(connected.endpoints), dropped };
  } finally {
    connected.close();
  }
}

/** One more than GraphQL's `Int` holds. */
const TOO_MANY = 2 ** 31;

const facets = { categories: [], brands: [], priceBands: [] };
const aPage = { items: [], total: 1, nextCursor: null, facets };
const listing = ({ catalog }: PlainUpstreams) =>
  catalog.cards(scope, { filter: {}, currency: 'EUR', sort: 'popular', limit: 3 });

const size = { width: 160, height: 160, url: 'https://images.example/a' };
const image = { id: 'i-1', alt: 'A lamp', sizes: [size] };
const card = {
  id: 'p-1',
  slug: 'lamp',
  title: 'Lamp',
  brand: 'Falter',
  categoryId: 'c-1',
  newUntil: null,
  inStock: true,
  language: 'en',
  images: [image],
  skus: ['p-1-1'],
};
const category = {
  id: 'c-1',
  slug: 'lamps',
  name: 'Lamps',
  parentId: null,
  position: 1,
  productCount: 3,
  imageUrl: 'https://images.example/c',
  language: 'en',
};
const warehouse = { code: 'BER', city: 'Berlin', country: 'DE', available: 3 };
const stock = { available: 3, warehouses: [warehouse] };
const review = {
  id: 'r-1',
  productId: 'p-1',
  authorId: 'u-1',
  rating: 5,
  title: 'Bright',
  body: 'Very.',
  language: 'en',
  createdAt: 1_700_000_000,
  helpfulVotes: 2,
};
const histogram = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 3 };
const rating = { productId: 'p-1', average: 5, count: 3, histogram };
const promotion = { former_amount_minor: 2_000, label: 'Sale', ends_at: '2031-01-01T00:00:00Z' };
const price = { product_id: 'p-1', currency: 'EUR', amount_minor: 1_290, promotion };
const line = {
  lineId: 'l-1',
  product: { id: 'p-1', sku: 'p-1-1' },
  quantity: 2,
  unitPrice: '12.90',
  lineTotal: '25.80',
};
const totals = { goods: '25.80', shipping: '0.00', tax: '4.12', grand: '25.80' };
const order = {
  id: 'o-1',
  number: '2026-1',
  customerId: 'u-1',
  placedAt: '2026-11-01T12:00:00Z',
  status: 'PAID',
  currency: 'EUR',
  lines: [line],
  deliveryAddress: {
    recipient: 'Ana Soto',
    lines: ['Lindenstraße 12'],
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  },
  payment: { method: 'PAYPAL', card: null },
  totals,
  history: [],
};

const readings = {
  'an image': async (item: unknown) => {
    const body = { items: [{ ...card, images: [image, item] }] };
    const { answer, dropped } = await read(body, ({ catalog }) => catalog.cardsByIds(scope, ['p-1']));
    return { kept: answer.flatMap(({ images }) => images).length, dropped };
  },
  'a category': async (item: unknown) => {
    const { answer, dropped } = await read({ items: [category, item] }, ({ catalog }) =>
      catalog.categories(scope),
    );
    return { kept: answer.length, dropped };
  },
  'a facet': async (item: unknown) => {
    const brands = [{ value: 'Falter', count: 2 }, item];
    const { answer, dropped } = await read({ ...aPage, facets: { ...facets, brands } }, listing);
    return { kept: answer.facets.brands.length, dropped };
  },
  'a stock': async (item: unknown) => {
    const { answer, dropped } = await read({ stock: { 'p-1-1': stock, 'p-1-2': item } }, ({ inventory }) =>
      inventory.stockBySkus(scope, ['p-1-1']),
    );
    return { kept: answer.length, dropped };
  },
  'a review': async (item: unknown) => {
    const body = { data: [review, item], meta: { total: 2, nextCursor: null } };
    const { answer, dropped } = await read(body, ({ reviews }) =>
      reviews.reviews(scope, { productId: 'p-1', sort: 'newest', limit: 3 }),
    );
    return { kept: answer.items.length, dropped };
  },
  'a rating': async (item: unknown) => {
    const { answer, dropped } = await read({ data: [rating, item] }, ({ reviews }) =>
      reviews.ratingsByProductIds(scope, ['p-1']),
    );
    return { kept: answer.length, dropped };
  },
  'a price': async (item: unknown) => {
    const { answer, dropped } = await read({ prices: [price, item] }, ({ pricing }) =>
      pricing.pricesByProductIds(scope, ['p-1'], 'EUR'),
    );
    return { kept: answer.length, dropped };
  },
  'an order': async (item: unknown) => {
    const { answer, dropped } = await read({ orders: [order, item] }, ({ orders }) =>
      orders.ordersByIds(scope, ['o-1']),
    );
    return { kept: answer.length, dropped };
  },
};

it.each<[keyof typeof readings, string, unknown]>([
  ['an image', 'a width', { ...image, sizes: [{ ...size, width: TOO_MANY }] }],
  ['an image', 'half a pixel of height', { ...image, sizes: [{ ...size, height: 0.5 }] }],
  ['an image', 'a negative width', { ...image, sizes: [{ ...size, width: -1 }] }],
  ['a category', 'a productCount', { ...category, productCount: TOO_MANY }],
  ['a category', 'half a product', { ...category, productCount: 0.5 }],
  ['a facet', 'a count', { value: 'Hyggelig', count: TOO_MANY }],
  ['a stock', 'a sum', { ...stock, available: TOO_MANY }],
  ['a stock', 'a warehouse', { ...stock, warehouses: [{ ...warehouse, available: TOO_MANY }] }],
  ['a review', 'helpfulVotes', { ...review, helpfulVotes: TOO_MANY }],
  ['a review', 'a moment that is no Date', { ...review, createdAt: Number.MAX_SAFE_INTEGER }],
  ['a review', 'a year of five digits', { ...review, createdAt: 253_402_300_800 }],
  ['a rating', 'a count', { ...rating, count: TOO_MANY }],
  ['a rating', 'a histogram', { ...rating, histogram: { ...histogram, 4: TOO_MANY } }],
  ['a price', 'an amount', { ...price, amount_minor: TOO_MANY, promotion: null }],
  ['a price', 'a former amount', { ...price, promotion: { ...promotion, former_amount_minor: TOO_MANY } }],
  ['an order', 'a quantity', { ...order, lines: [{ ...line, quantity: TOO_MANY }] }],
  ['an order', 'quantities that add up', { ...order, lines: Array(2).fill({ ...line, quantity: 2 ** 30 }) }],
  ['an order', 'a unit price', { ...order, lines: [{ ...line, unitPrice: '21474836.48' }] }],
  ['an order', 'a total of a line', { ...order, lines: [{ ...line, lineTotal: '21474836.48' }] }],
  ['an order', 'a tax', { ...order, totals: { ...totals, tax: '21474836.48' } }],
  ['an order', 'a grand total', { ...order, totals: { ...totals, grand: '21474836.48' } }],
])('%s with %s that no Int can draw is left out alone', async (what, _number, item) => {
  expect(await readings[what](item)).toEqual({ kept: 1, dropped: 1 });
});

it.each<[string, unknown, (upstreams: PlainUpstreams) => Promise<unknown>]>([
  ['products', { ...aPage, total: TOO_MANY }, listing],
  [
    'reviews',
    { data: [], meta: { total: TOO_MANY, nextCursor: null } },
    ({ reviews }) => reviews.reviews(scope, { productId: 'p-1', sort: 'newest', limit: 3 }),
  ],
  [
    'orders',
    { orders: [], page: { total: TOO_MANY, nextCursor: null } },
    ({ orders }) => orders.ordersOf(scope, { customerId: 'u-1', limit: 3 }),
  ],
  [
    'an estimate in hours',
    { 'minimum-hours': 1, 'maximum-hours': TOO_MANY, 'carrier': 'Nordpost', 'express-hours': null },
    ({ shipping }) => shipping.estimate(scope, { country: 'DE', productId: 'p-1' }),
  ],
])('a number of %s that no Int can draw makes a bad answer', async (_what, body, call) => {
  const error = await read(body, call).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(UpstreamError);
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER' });
});

const byCard = (lastFour: string) => ({ method: 'CARD', card: { brand: 'Visa', lastFour } });

it.each([
  [
    'a method that is new',
    { payment: { method: 'KLARNA', card: null } },
    { payment: { method: 'OTHER', card: null } },
  ],
  [
    'more of a card than four digits',
    { payment: byCard('4111111111111111') },
    { payment: { method: 'CARD', card: null } },
  ],
  ['four digits of a card', { payment: byCard('0042') }, { payment: byCard('0042') }],
  ['payment that is no object', { payment: 'by post' }, { payment: null }],
  [
    'a country that is none',
    { deliveryAddress: { ...order.deliveryAddress, country: 'Germany' } },
    { deliveryAddress: null },
  ],
])('an order with %s is an order all the same', async (_what, given, expected) => {
  const { answer, dropped } = await read({ orders: [{ ...order, ...given }] }, ({ orders }) =>
    orders.ordersByIds(scope, ['o-1']),
  );

  expect(answer).toMatchObject([{ id: 'o-1', ...expected }]);
  expect(JSON.stringify(answer)).not.toContain('4111');
  expect(dropped).toBe(0);
});

describe('a parcel that leads to', () => {
  const readParcel = (url: string | null) => {
    const parcel = {
      'shipment-id': 's-1',
      'order-id': 'o-1',
      'carrier': 'Nordpost',
      'tracking-code': 'NP1',
      'tracking-url': url,
      'status': 'in-transit',
      'shipped-at': null,
      'delivered-at': null,
      'skus': [],
    };
    return read({ shipments: [parcel] }, ({ shipping }) => shipping.shipmentsByOrderIds(scope, ['o-1']));
  };

  it.each(['https://track.example/NP1?lang=de', null])('%j is shown', async (url) => {
    expect((await readParcel(url)).answer).toMatchObject([{ trackingUrl: url }]);
  });

  it.each([
    'javascript:alert(1)',
    'http://track.example/1',
    'https://',
    '//track.example/1',
    'https://a b"<',
    '',
  ])('%j is shown without the link', async (url) => {
    expect((await readParcel(url)).answer).toMatchObject([{ id: 's-1', trackingUrl: null }]);
  });
});

it('a decoder takes the largest amounts that an Int holds', async () => {
  const largest = '21474836.47';
  const { answer } = await read(
    { orders: [{ ...order, totals: { ...totals, grand: largest } }] },
    ({ orders }) => orders.ordersByIds(scope, ['o-1']),
  );

  expect(answer).toMatchObject([{ totalMinor: 2_147_483_647 }]);
});

it('a profile holds what everybody may know, whatever the service says beside it', async () => {
  const attributes = { name: 'Ada', avatarUrl: null, email: 'ada@example.net', locale: 'en-GB' };
  const { answer } = await read({ data: [{ type: 'profiles', id: 'u-1', attributes }] }, ({ users }) =>
    users.profilesByIds(scope, ['u-1']),
  );

  expect(answer).toEqual([{ id: 'u-1', name: 'Ada', avatarUrl: null }]);
});

it('an order has its currency on every line', async () => {
  const { answer } = await read({ orders: [{ ...order, currency: 'USD' }] }, ({ orders }) =>
    orders.ordersByIds(scope, ['o-1']),
  );

  expect(answer).toMatchObject([{ lines: [{ currency: 'USD', unitPriceMinor: 1_290 }] }]);
});

it.each(['CARD', 'PAYPAL', 'BANK_TRANSFER'])('an order that was paid by %s is read', async (method) => {
  const payment = { method, card: { brand: 'Visa', lastFour: '4242' } };
  const { answer } = await read({ orders: [{ ...order, payment }] }, ({ orders }) =>
    orders.ordersByIds(scope, ['o-1']),
  );

  expect(answer).toMatchObject([{ payment }]);
});

it.each(['4242424242424242', '424', 'card'])('an order says nothing of a card of %j', async (lastFour) => {
  const payment = { method: 'CARD', card: { brand: 'Visa', lastFour } };
  const { answer } = await read({ orders: [{ ...order, payment }] }, ({ orders }) =>
    orders.ordersByIds(scope, ['o-1']),
  );

  expect(answer).toMatchObject([{ payment: { method: 'CARD', card: null } }]);
});

it('an estimate is how long a delivery takes, by express as well where there is any', async () => {
  const body = { 'minimum-hours': 24, 'maximum-hours': 72, 'carrier': 'Nordpost', 'express-hours': 12 };
  const { answer } = await read(body, ({ shipping }) =>
    shipping.estimate(scope, { productId: 'p-1', country: 'DE' }),
  );

  expect(answer).toEqual({ minimumHours: 24, maximumHours: 72, carrier: 'Nordpost', expressHours: 12 });
});

it('an image of several sizes has them all, and one without any is none', async () => {
  const sizes = [size, { ...size, width: 320 }];

  expect(await readings['an image']({ ...image, sizes })).toEqual({ kept: 2, dropped: 0 });
  expect(await readings['an image']({ ...image, sizes: [] })).toEqual({ kept: 1, dropped: 1 });
});

it.each([1_290, 1_000])(
  'a price of 1290 that was %d before is no promotion, and still a price',
  async (former) => {
    const noBargain = {
      ...price,
      product_id: 'p-2',
      promotion: { ...promotion, former_amount_minor: former },
    };
    const body = { prices: [noBargain, price] };

    const prices = await read(body, ({ pricing }) =>
      pricing.pricesByProductIds(scope, ['p-2', 'p-1'], 'EUR'),
    );
    const promoted = await read(body, ({ pricing }) =>
      pricing.promotions(scope, { currency: 'EUR', limit: 3 }),
    );

    expect(prices.answer).toMatchObject([
      { productId: 'p-2', amountMinor: 1_290, promotion: null },
      { productId: 'p-1', promotion: { formerAmountMinor: 2_000 } },
    ]);
    expect(promoted.answer.map(({ productId }) => productId)).toEqual(['p-1']);
  },
);
