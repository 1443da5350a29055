import { expect, it } from 'vitest';
import { currencies, isCurrency } from './currency.ts';

it('a currency is one that the shop sells in, spelt as ISO 4217 does', () => {
  expect(currencies.every(isCurrency)).toBe(true);
  expect(['GBP', 'eur', 'EUR ', '', 'length'].some(isCurrency)).toBe(false);
});
