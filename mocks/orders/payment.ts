import type { Random } from '../kit/random.ts';
import type { Country } from '../kit/shop.ts';
import type { Payment } from './schemas.ts';

/** What of a price is tax, in percent of the price without it; the shop collects none in the United States. */
export const taxPercent: Readonly<Record<Country, number>> = {
  DE: 19,
  FR: 20,
  ES: 21,
  NL: 21,
  GB: 20,
  US: 0,
  JP: 10,
  KR: 10,
};

/** The tax that is included in an amount; both in minor units. */
export function includedTaxMinor(amountMinor: number, country: Country): number {
  const percent = taxPercent[country];
  return Math.round((amountMinor * percent) / (100 + percent));
}

/** How a customer in `country` pays. */
export function composePayment(country: Country, draw: Random): Payment {
  const method = draw.weighted([
    ['CARD', 60],
    ['PAYPAL', 30],
    ['BANK_TRANSFER', 10],
  ] as const);
  if (method !== 'CARD') return { method, card: null };
  const brands =
    country === 'JP' ? ['JCB', 'Visa', 'Mastercard'] : ['Visa', 'Mastercard', 'American Express'];
  return {
    method,
    card: { brand: draw.pick(brands), lastFour: String(draw.int(0, 9_999)).padStart(4, '0') },
  };
}
