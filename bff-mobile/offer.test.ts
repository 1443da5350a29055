import { expect, it, vi } from 'vitest';
import type { Loaders } from '../shared/loaders/create-loaders.ts';
import { isSoldOut, unitsLeft } from './offer.ts';

/** Loaders for which inventory knows so many units each of the first of the variants that are asked for. */
const knowing = (...units: readonly number[]) =>
  ({
    stockTotal: {
      loadPresent: vi.fn(async (skus: readonly string[]) =>
        units.slice(0, skus.length).map((available) => ({ available })),
      ),
    },
  }) as unknown as Loaders;

it.each([
  ['all are counted', ['a', 'b'], [2, 3], 5],
  ['nothing is left of any', ['a', 'b'], [0, 0], 0],
  ['one is not known', ['a', 'b'], [0], null],
  ['none is known', ['a'], [], null],
  ['there are none', [], [], null],
])('the units left of variants of which %s are told apart', async (_what, skus, units, left) => {
  expect(await unitsLeft(skus, knowing(...units))).toBe(left);
  expect(await isSoldOut(skus, knowing(...units))).toBe(left === 0);
});
