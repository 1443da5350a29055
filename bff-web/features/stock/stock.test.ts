import { expect, it, vi } from 'vitest';
import { aProduct, down, executeWeb, selling, unavailable } from '../../testing.ts';

const berlin = (available: number) => ({ code: 'BER', city: 'Berlin', country: 'DE', available });
const lyon = (available: number) => ({ code: 'LYO', city: 'Lyon', country: 'FR', available });

it('stock adds up what the variants of a product have left, by warehouse', async () => {
  const { data } = await executeWeb(
    '{ product(slug: "lamp") { stock { available inStock warehouses { code city country available } } } }',
    {
      catalog: selling(aProduct('lamp')),
      inventory: {
        stockBySkus: async () => [
          { sku: 'lamp-2', available: 3, warehouses: [lyon(1), berlin(2)] },
          { sku: 'lamp-1', available: 4, warehouses: [berlin(4), lyon(0)] },
        ],
      },
    },
  );

  expect(data.product.stock).toEqual({
    available: 7,
    inStock: true,
    warehouses: [berlin(6), lyon(1)],
  });
});

it('stock tells what each variant has left, in the call that the product needs anyway', async () => {
  const stockBySkus = vi.fn(async () => [
    { sku: 'lamp-1', available: 0, warehouses: [berlin(0)] },
    { sku: 'lamp-2', available: 5, warehouses: [berlin(5)] },
  ]);

  const { data } = await executeWeb(
    '{ product(slug: "lamp") { stock { available } variants { sku stock { available inStock } } } }',
    { catalog: selling(aProduct('lamp')), inventory: { stockBySkus } },
  );

  expect(data.product).toEqual({
    stock: { available: 5 },
    variants: [
      { sku: 'lamp-1', stock: { available: 0, inStock: false } },
      { sku: 'lamp-2', stock: { available: 5, inStock: true } },
    ],
  });
  expect(stockBySkus).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp-1', 'lamp-2']);
});

it('stock is null when the warehouses do not know every variant: some of the pieces are no sum', async () => {
  const { data, errors } = await executeWeb(
    '{ product(slug: "lamp") { stock { available } variants { stock { available } } } }',
    {
      catalog: selling(aProduct('lamp')),
      inventory: { stockBySkus: async () => [{ sku: 'lamp-1', available: 3, warehouses: [berlin(3)] }] },
    },
  );

  expect(errors).toBeUndefined();
  expect(data.product).toEqual({ stock: null, variants: [{ stock: { available: 3 } }, { stock: null }] });
});

it('stock is null when the warehouses know none of the variants', async () => {
  expect(
    await executeWeb('{ product(slug: "lamp") { stock { available } } }', {
      catalog: selling(aProduct('lamp')),
      inventory: { stockBySkus: async () => [] },
    }),
  ).toEqual({ data: { product: { stock: null } } });
});

it('a product loses its stock alone when inventory is down', async () => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { title stock { available } } }', {
    catalog: selling(aProduct('lamp')),
    inventory: { stockBySkus: down('inventory') },
  });

  expect(data.product).toEqual({ title: 'The lamp', stock: null });
  expect(errors).toEqual([unavailable('inventory', 'product', 'stock')]);
});
