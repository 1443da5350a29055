import { expect, it, vi } from 'vitest';
import type { Price } from '../../../shared/upstreams/pricing.ts';
import { aProduct, down, executeWeb, selling, unavailable } from '../../testing.ts';

const listing = `{
  products {
    edges {
      node {
        price { amountMinor currency }
        formerPrice { amountMinor currency }
        promotion { label endsAt discountPercent }
      }
    }
  }
}`;

const promotion = { formerAmountMinor: 2999, label: 'Autumn sale', endsAt: '2031-01-01T00:00:00Z' };
const price = (productId: string, more: Partial<Price> = {}): Price => ({
  productId,
  currency: 'EUR',
  amountMinor: 2400,
  promotion: null,
  ...more,
});

it('a product tells what it costs now, and what it did before its promotion', async () => {
  const pricesByProductIds = vi.fn(async () => [price('mug'), price('lamp', { promotion })]);

  const { data, errors } = await executeWeb(listing, {
    catalog: selling(aProduct('lamp'), aProduct('mug'), aProduct('gone')),
    pricing: { pricesByProductIds },
  });

  expect(errors).toBeUndefined();
  expect(data.products.edges).toEqual([
    {
      node: {
        price: { amountMinor: 2400, currency: 'EUR' },
        formerPrice: { amountMinor: 2999, currency: 'EUR' },
        promotion: { label: 'Autumn sale', endsAt: '2031-01-01T00:00:00.000Z', discountPercent: 19 },
      },
    },
    { node: { price: { amountMinor: 2400, currency: 'EUR' }, formerPrice: null, promotion: null } },
    { node: { price: null, formerPrice: null, promotion: null } },
  ]);
  expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(
    expect.anything(),
    ['lamp', 'mug', 'gone'],
    'EUR',
  );
});

it('a product asks for prices in the currency of the header', async () => {
  const pricesByProductIds = vi.fn(async () => []);
  await executeWeb(
    '{ product(slug: "lamp") { price { currency } } }',
    { catalog: selling(aProduct('lamp')), pricing: { pricesByProductIds } },
    { headers: { 'x-currency': 'JPY' } },
  );
  expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp'], 'JPY');
});

it('a product loses its prices alone when pricing is down', async () => {
  const pricesByProductIds = down('pricing');
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { title price { formatted } } }', {
    catalog: selling(aProduct('lamp')),
    pricing: { pricesByProductIds },
  });

  expect(data.product).toEqual({ title: 'The lamp', price: null });
  expect(errors).toEqual([unavailable('pricing', 'product', 'price')]);
});
