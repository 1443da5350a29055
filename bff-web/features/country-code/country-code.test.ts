import { expect, it, vi } from 'vitest';
import { aProduct, executeWeb, selling } from '../../testing.ts';

const document = `query ($to: CountryCode!) {
  product(slug: "lamp") { deliveryEstimate(to: $to) { country } }
}`;
const given = (to: unknown) => {
  const estimate = vi.fn(async () => ({
    minimumHours: 24,
    maximumHours: 48,
    carrier: 'DHL',
    expressHours: null,
  }));
  const executed = executeWeb(
    document,
    {
      catalog: selling(aProduct('lamp')),
      inventory: { stockBySkus: async () => [] },
      shipping: { estimate },
    },
    { variables: { to } },
  );
  return { executed, estimate };
};

it('a country comes back as it was given', async () => {
  const { data } = await given('NL').executed;

  expect(data.product.deliveryEstimate).toEqual({ country: 'NL' });
});

it.each(['nl', 'NLD', '', ' NL', 31, null])(
  '%j is refused as no country, with the name of its variable',
  async (to) => {
    const { executed, estimate } = given(to);
    const { errors } = await executed;

    expect(errors).toMatchObject([
      { message: expect.stringContaining('$to'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(estimate).not.toHaveBeenCalled();
  },
);

it.each(['"nl"', 'NL', '31'])(
  'the literal %s, which is no country, makes the document invalid',
  async (literal) => {
    const { errors } = await executeWeb(
      `{ product(slug: "lamp") { deliveryEstimate(to: ${literal}) { country } } }`,
    );

    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(`"CountryCode", found ${literal}; A country is two capital letters`),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  },
);

it('a country that no page could draw is an error of its service', async () => {
  const warehouses = [{ code: 'X', city: 'Nowhere', country: 'Utopia', available: 1 }];
  const { data, errors } = await executeWeb(
    '{ product(slug: "lamp") { title stock { warehouses { country } } } }',
    {
      catalog: selling(aProduct('lamp')),
      inventory: {
        stockBySkus: async (_scope, skus) => skus.map((sku) => ({ sku, available: 1, warehouses })),
      },
    },
  );

  expect(data.product).toEqual({ title: 'The lamp', stock: null });
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_ANSWER' } }]);
  expect(errors![0]!.message).not.toContain('Utopia');
});
