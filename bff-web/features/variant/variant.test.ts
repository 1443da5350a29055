import { expect, it, vi } from 'vitest';
import { anImage } from '../../../shared/testing/stand-ins.ts';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { anOrder, aProduct, executeWeb, selling } from '../../testing.ts';

const [black, ochre] = aProduct('lamp').variants;
const lamp = aProduct('lamp', {
  images: [anImage('front'), anImage('in-ochre')],
  variants: [black!, { ...ochre!, imageId: 'in-ochre' }],
});
const priced = () =>
  vi.fn<PlainUpstreams['pricing']['pricesByProductIds']>(async (_scope, ids, currency) =>
    ids.map((productId) => ({ productId, currency, amountMinor: 1290, promotion: null })),
  );

it('a variant has the price of its product, from the one call that asks for it', async () => {
  const pricesByProductIds = priced();
  const { data, errors } = await executeWeb(
    '{ product(slug: "lamp") { price { formatted } variants { sku price { formatted } } } }',
    { catalog: selling(lamp), pricing: { pricesByProductIds } },
  );

  const price = { formatted: '€12.90' };
  expect(errors).toBeUndefined();
  expect(data.product).toEqual({
    price,
    variants: [
      { sku: 'lamp-1', price },
      { sku: 'lamp-2', price },
    ],
  });
  expect(pricesByProductIds).toHaveBeenCalledTimes(1);
});

it('a variant has the picture that shows it, or the main one', async () => {
  const { data } = await executeWeb('{ product(slug: "lamp") { variants { image { id alt } } } }', {
    catalog: selling(lamp),
  });

  expect(data.product.variants).toEqual([
    { image: { id: 'front', alt: 'The front' } },
    { image: { id: 'in-ochre', alt: 'The in-ochre' } },
  ]);
});

it('a variant has no picture where its product has none', async () => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { variants { image { id } } } }', {
    catalog: selling(aProduct('lamp', { images: [] })),
  });

  expect(errors).toBeUndefined();
  expect(data.product.variants).toEqual([{ image: null }, { image: null }]);
});

it('the variant of an order line has them as well', async () => {
  const { data } = await executeWeb(
    '{ order(id: "7") { lines { variant { title image { id } price { formatted } } } } }',
    {
      catalog: selling(lamp),
      orders: { ordersByIds: async () => [anOrder('7', { lines: anOrder('7').lines.slice(0, 1) })] },
      pricing: { pricesByProductIds: priced() },
    },
    { headers: { 'x-customer-id': 'u-1' } },
  );

  expect(data.order.lines).toEqual([
    { variant: { title: 'Black', image: { id: 'front' }, price: { formatted: '€12.90' } } },
  ]);
});
