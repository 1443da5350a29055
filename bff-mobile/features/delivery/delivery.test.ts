import { expect, it, vi } from 'vitest';
import { aProduct, down, executeMobile, refused, stocked, unavailable } from '../../testing.ts';

const catalog = { productsByIds: vi.fn(async () => [aProduct('lamp')]) };
const inventory = { totalsBySkus: stocked(1) };
const estimated = { minimumHours: 48, maximumHours: 72, carrier: 'DHL', expressHours: null };
const document = `query ($country: String!) {
  productScreen(id: "lamp") { title deliveryLabel(country: $country) }
}`;

it('the delivery label promises a delivery in the language of the device', async () => {
  const estimate = vi.fn(async () => estimated);
  const { data } = await executeMobile(
    document,
    { catalog, inventory, shipping: { estimate } },
    { variables: { country: 'DE' }, headers: { 'accept-language': 'de' } },
  );

  expect(data.productScreen.deliveryLabel).toBe('Lieferung in 2–3 Tagen');
  expect(estimate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { country: 'DE', productId: 'lamp' });
});

it('the delivery label is null, and no error, where nothing is delivered to', async () => {
  const { data, errors } = await executeMobile(
    document,
    { catalog, inventory, shipping: { estimate: vi.fn(async () => null) } },
    { variables: { country: 'AQ' } },
  );

  expect(errors).toBeUndefined();
  expect(data.productScreen.deliveryLabel).toBeNull();
});

it('the delivery label promises nothing of what is sold out, as the label of its stock says', async () => {
  const { data, errors } = await executeMobile(
    '{ productScreen(id: "lamp") { stockLabel deliveryLabel(country: "DE") } }',
    { catalog, inventory: { totalsBySkus: stocked(0) }, shipping: { estimate: async () => estimated } },
  );

  expect(errors).toBeUndefined();
  expect(data.productScreen).toEqual({ stockLabel: 'Sold out', deliveryLabel: null });
});

it('the delivery label is promised while inventory is down: then nobody knows that it is sold out', async () => {
  const { data, errors } = await executeMobile(
    document,
    {
      catalog,
      inventory: { totalsBySkus: down('inventory') },
      shipping: { estimate: async () => estimated },
    },
    { variables: { country: 'DE' } },
  );

  expect(errors).toBeUndefined();
  expect(data.productScreen.deliveryLabel).toBe('Arrives in 2–3 days');
});

it('the delivery label fails alone', async () => {
  const { data, errors } = await executeMobile(
    document,
    { catalog, inventory, shipping: { estimate: down('shipping') } },
    { variables: { country: 'DE' } },
  );

  expect(data.productScreen).toEqual({ title: 'The lamp', deliveryLabel: null });
  expect(errors).toEqual([unavailable('shipping', 'productScreen', 'deliveryLabel')]);
});

it.each(['', 'de', 'DEU', 'D1', 'DE,FR'])('the delivery label refuses %j as a country', async (country) => {
  const { errors } = await executeMobile(document, { catalog }, { variables: { country } });

  expect(errors).toEqual([
    refused(
      `country must be two capital letters, such as DE, and was "${country}".`,
      'productScreen',
      'deliveryLabel',
    ),
  ]);
});
