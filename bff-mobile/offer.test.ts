import { expect, it } from 'vitest';
import { unitsLeft } from './offer.ts';

it.each([
  ['all are counted', ['a', 'b'], [2, 3], 5],
  ['nothing is left of any', ['a', 'b'], [0, 0], 0],
  ['one is not known', ['a', 'b'], [0], null],
  ['none is known', ['a'], [], null],
  ['there are none', [], [], null],
])('the units left of variants of which %s are told apart', (_what, skus, units, left) => {
  const known = units.map((available) => ({ available }));

  expect(unitsLeft(skus, known)).toBe(left);
});
