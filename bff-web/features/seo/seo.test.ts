import { describe, expect, it } from 'vitest';
import { executor, type StandIns } from '../../../shared/testing/execute.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import { aProduct, down, executeWeb, selling } from '../../testing.ts';
import { loadWebSchema } from '../../schema.ts';
import { shorten } from './shorten.ts';

const promotion = { formerAmountMinor: 2000, label: 'Sale', endsAt: '2031-01-05T00:00:00Z' };
const stocked = (...available: readonly number[]) => ({
  stockBySkus: async () =>
    available.map((each, index) => ({ sku: `lamp-${index + 1}`, available: each, warehouses: [] })),
});
const well = {
  pricing: {
    pricesByProductIds: async () => [
      { productId: 'lamp', currency: 'EUR' as const, amountMinor: 1290, promotion },
    ],
  },
  inventory: stocked(0, 2),
  reviews: {
    ratingsByProductIds: async () => [
      { productId: 'lamp', average: 4.2, count: 5, histogram: { 1: 0, 2: 1, 3: 0, 4: 1, 5: 3 } },
    ],
  },
} satisfies StandIns;

const jsonLdOf = async (services: StandIns, product: Partial<CatalogProduct> = {}) => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { seo { jsonLd } } }', {
    catalog: selling(aProduct('lamp', product)),
    ...services,
  });
  expect(errors).toBeUndefined();
  return data.product.seo.jsonLd as string;
};

it('the head of a page is complete without a call to another service', async () => {
  const { data, errors } = await executeWeb(
    '{ product(slug: "lamp") { seo { title description canonicalUrl canonicalPath } } }',
    { catalog: selling(aProduct('lamp', { description: 'Bright. '.repeat(40) })) },
  );

  expect(errors).toBeUndefined();
  expect(data.product.seo).toEqual({
    title: 'The lamp – Hyggelig',
    description: `${'Bright. '.repeat(19)}Bright.…`,
    canonicalUrl: 'http://localhost:3000/products/lamp',
    canonicalPath: '/products/lamp',
  });
});

it('the head of a page speaks of pages of the site that it is told', async () => {
  const execute = executor(() => loadWebSchema('https://shop.example'));
  const { data } = await execute('{ product(slug: "lamp ä") { seo { canonicalUrl jsonLd } } }', {
    catalog: selling(aProduct('lamp', { slug: 'lamp ä' })),
    ...well,
  });

  const url = 'https://shop.example/products/lamp%20%C3%A4';
  expect(data.product.seo.canonicalUrl).toBe(url);
  expect(JSON.parse(data.product.seo.jsonLd as string)).toMatchObject({ url, offers: { url } });
});

describe('what search engines read', () => {
  it('is a schema.org Product with its offer and its rating', async () => {
    expect(JSON.parse(await jsonLdOf(well))).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Product',
      'productID': 'lamp',
      'url': 'http://localhost:3000/products/lamp',
      'name': 'The lamp',
      'description': 'A lamp for every home.',
      'brand': { '@type': 'Brand', 'name': 'Hyggelig' },
      'image': ['https://images.example/lamp-640'],
      'offers': {
        '@type': 'Offer',
        'url': 'http://localhost:3000/products/lamp',
        'price': '12.90',
        'priceCurrency': 'EUR',
        'priceValidUntil': '2031-01-05',
        'availability': 'https://schema.org/InStock',
      },
      'aggregateRating': { '@type': 'AggregateRating', 'ratingValue': 4.2, 'reviewCount': 5 },
    });
  });

  it('writes a currency without decimals without decimals', async () => {
    const pricing = {
      pricesByProductIds: async () => [
        { productId: 'lamp', currency: 'JPY' as const, amountMinor: 2130, promotion: null },
      ],
    };
    expect(JSON.parse(await jsonLdOf({ ...well, pricing }))).toMatchObject({
      offers: { price: '2130', priceCurrency: 'JPY' },
    });
  });

  it('says that nothing is left', async () => {
    expect(await jsonLdOf({ ...well, inventory: stocked(0, 0) })).toContain('https://schema.org/OutOfStock');
  });

  it.each([0, 2])(
    'says nothing of what is left where one variant is not known (%i of the other)',
    async (left) => {
      expect(await jsonLdOf({ ...well, inventory: stocked(left) })).not.toContain('availability');
    },
  );

  it.each([
    ['its offer', { pricing: { pricesByProductIds: down('pricing') } }, 'offers'],
    ['whether there is any', { inventory: { stockBySkus: down('inventory') } }, 'availability'],
    ['its rating', { reviews: { ratingsByProductIds: down('reviews') } }, 'aggregateRating'],
  ])('goes without %s, and without an error, while that service is down', async (_what, sick, missing) => {
    const jsonLd = await jsonLdOf({ ...well, ...sick });
    expect(jsonLd).toContain('"The lamp"');
    expect(jsonLd).not.toContain(missing);
  });

  it('cannot end the script element that it stands in', async () => {
    const title = '</script><!--<script>alert(1)//]]> & \u2028\u2029';
    const jsonLd = await jsonLdOf(well, { title });

    expect(jsonLd).not.toMatch(/[<>&\u2028\u2029]/);
    expect((JSON.parse(jsonLd) as { name: string }).name).toBe(title);
  });
});

describe('a description that is too long', () => {
  it('is cut between words', () => {
    expect(shorten('one two three', 13)).toBe('one two three');
    expect(shorten('one two three', 12)).toBe('one two…');
    expect(shorten('one two three', 8)).toBe('one two…');
    expect(shorten('one two three', 7)).toBe('one…');
  });

  it('is cut between characters where there are no spaces', () => {
    expect(shorten('🦊🦊🦊', 4)).toBe('🦊…');
    expect(shorten(' 🦊🦊🦊', 4)).toBe(' 🦊…');
  });
});
