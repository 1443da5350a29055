import { expect, it } from 'vitest';
import type { Currency } from '../../../shared/lib/currency.ts';
import { aProduct, executeWeb, selling } from '../../testing.ts';

async function priceOf(amountMinor: number, currency: Currency, language: string) {
  const { data } = await executeWeb(
    '{ product(slug: "lamp") { price { amountMinor currency formatted } } }',
    {
      catalog: selling(aProduct('lamp')),
      pricing: {
        pricesByProductIds: async () => [{ productId: 'lamp', currency, amountMinor, promotion: null }],
      },
    },
    { headers: { 'x-currency': currency, 'accept-language': language } },
  );
  return data.product.price as unknown;
}

it.each([
  ['EUR', 'en', '€12.90'],
  ['EUR', 'de', '12,90\u00a0€'],
  ['USD', 'en', '$12.90'],
  ['JPY', 'ja', '￥1,290'],
  ['KRW', 'en', '₩1,290'],
] as const)('Money writes %s for readers of %s as %s', async (currency, language, formatted) => {
  expect(await priceOf(1290, currency, language)).toEqual({ amountMinor: 1290, currency, formatted });
});
