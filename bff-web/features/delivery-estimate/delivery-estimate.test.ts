import { expect, it, vi } from 'vitest';
import { systemClock } from '../../../shared/lib/clock.ts';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { aProduct, down, executeWeb, refused, selling, unavailable } from '../../testing.ts';

const catalog = selling(aProduct('lamp'));
const estimated = { minimumHours: 25, maximumHours: 72, carrier: 'Nordpost', expressHours: 12 };
/** As many pieces of every SKU. */
const stocked = (available: number) => ({
  inventory: {
    stockBySkus: vi.fn<PlainUpstreams['inventory']['stockBySkus']>(async (_scope, skus) =>
      skus.map((sku) => ({ sku, available, warehouses: [] })),
    ),
  },
});
const clock = { ...systemClock, now: () => Date.parse('2026-11-30T22:30:00Z') };

const estimateTo = (country: string) =>
  `{ product(slug: "lamp") { title deliveryEstimate(to: "${country}") {
    country carrier earliestDate latestDate minimumDays maximumDays formatted express { date days formatted }
  } } }`;

it('a delivery estimate turns hours into days that a page can draw', async () => {
  const estimate = vi.fn(async () => estimated);

  const { data } = await executeWeb(
    estimateTo('DE'),
    { catalog, ...stocked(1), shipping: { estimate } },
    { clock, headers: { 'accept-language': 'de' } },
  );

  expect(data.product.deliveryEstimate).toEqual({
    country: 'DE',
    carrier: 'Nordpost',
    earliestDate: '2026-12-02',
    latestDate: '2026-12-03',
    minimumDays: 2,
    maximumDays: 3,
    formatted: '2.–3. Dez.',
    express: { date: '2026-12-01', days: 1, formatted: '1. Dez.' },
  });
  expect(estimate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { productId: 'lamp', country: 'DE' });
});

it('a delivery estimate asks for each country once, however often a page draws it', async () => {
  const estimate = vi.fn(async () => null);
  await executeWeb(
    `{ product(slug: "lamp") {
      a: deliveryEstimate(country: "DE") { carrier }
      b: deliveryEstimate(country: "DE") { carrier }
      c: deliveryEstimate(country: "FR") { carrier }
    } }`,
    { catalog, ...stocked(1), shipping: { estimate } },
  );
  expect(estimate).toHaveBeenCalledTimes(2);
});

it('a delivery estimate is null, without an error, where the shop does not deliver', async () => {
  expect(
    await executeWeb(estimateTo('AQ'), { catalog, ...stocked(1), shipping: { estimate: async () => null } }),
  ).toEqual({
    data: { product: { title: 'The lamp', deliveryEstimate: null } },
  });
});

it('a delivery estimate is null, without an error, for a product that is sold out', async () => {
  const shipping = { estimate: async () => estimated };

  expect(await executeWeb(estimateTo('DE'), { catalog, ...stocked(0), shipping })).toEqual({
    data: { product: { title: 'The lamp', deliveryEstimate: null } },
  });
});

it.each([
  ['is down', down('inventory')],
  ['does not know every variant', async () => [{ sku: 'lamp-1', available: 0, warehouses: [] }]],
])(
  'a delivery estimate is told although inventory %s: then nobody knows that it is sold out',
  async (_what, stockBySkus) => {
    const { data, errors } = await executeWeb(estimateTo('DE'), {
      catalog,
      inventory: { stockBySkus },
      shipping: { estimate: async () => estimated },
    });

    expect(errors).toBeUndefined();
    expect(data.product.deliveryEstimate).toMatchObject({ carrier: 'Nordpost', minimumDays: 2 });
  },
);

it('a delivery estimate is null, with an error, while shipping is down', async () => {
  const { data, errors } = await executeWeb(estimateTo('DE'), {
    catalog,
    ...stocked(1),
    shipping: { estimate: down('shipping') },
  });

  expect(data.product).toEqual({ title: 'The lamp', deliveryEstimate: null });
  expect(errors).toEqual([unavailable('shipping', 'product', 'deliveryEstimate')]);
});

it.each([
  ['UTC', '2026-12-02', 'Dec 2\u2009–\u20093'],
  ['Europe/Berlin', '2026-12-02', 'Dec 2\u2009–\u20093'],
  ['Asia/Tokyo', '2026-12-03', 'Dec 3\u2009–\u20094'],
  ['Pacific/Honolulu', '2026-12-02', 'Dec 2\u2009–\u20093'],
])('a delivery estimate counts days from what today is in %s', async (timeZone, earliestDate, formatted) => {
  const { data } = await executeWeb(
    `{ product(slug: "lamp") { deliveryEstimate(to: "JP", timeZone: "${timeZone}") { earliestDate formatted } } }`,
    {
      catalog,
      ...stocked(1),
      shipping: {
        estimate: async () => ({ minimumHours: 25, maximumHours: 72, carrier: 'T', expressHours: null }),
      },
    },
    { clock },
  );

  expect(data.product.deliveryEstimate).toEqual({ earliestDate, formatted });
});

it('a delivery estimate refuses a time zone that there is not', async () => {
  const { errors } = await executeWeb(
    '{ product(slug: "lamp") { deliveryEstimate(to: "JP", timeZone: "Tokyo") { carrier } } }',
    { catalog },
  );

  expect(errors).toEqual([
    refused(
      'timeZone must be the name of an IANA time zone, such as Europe/Berlin, or an offset, such as +02:00, and was "Tokyo".',
      'product',
      'deliveryEstimate',
    ),
  ]);
});

it('a delivery estimate takes the country as released pages say it', async () => {
  const estimate = vi.fn(async () => null);
  const { errors } = await executeWeb(
    'query ($country: String!) { product(slug: "lamp") { deliveryEstimate(country: $country) { carrier } } }',
    { catalog, ...stocked(1), shipping: { estimate } },
    { variables: { country: 'KR' } },
  );

  expect(errors).toBeUndefined();
  expect(estimate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { productId: 'lamp', country: 'KR' });
});

it('a delivery estimate refuses to estimate for nowhere', async () => {
  const { errors } = await executeWeb('{ product(slug: "lamp") { deliveryEstimate { carrier } } }', {
    catalog,
  });

  expect(errors).toEqual([
    refused('to must be a country (ISO 3166-1 alpha-2), and was null.', 'product', 'deliveryEstimate'),
  ]);
});

it.each(['', 'de', 'DEU', 'D1'])(
  'a delivery estimate refuses "%s", which is no country code',
  async (country) => {
    const { errors } = await executeWeb(
      `{ product(slug: "lamp") { deliveryEstimate(country: "${country}") { carrier } } }`,
      { catalog },
    );
    expect(errors).toEqual([
      refused(
        `country must be two capital letters (ISO 3166-1 alpha-2), and was "${country}".`,
        'product',
        'deliveryEstimate',
      ),
    ]);
  },
);
