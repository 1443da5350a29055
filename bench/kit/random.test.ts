import { expect, it } from 'vitest';
import { seeded, zipf } from './random.ts';

const take = <Value>(count: number, next: () => Value) => Array.from({ length: count }, next);

it('the generator draws the same numbers from the same seed, and others from another', () => {
  expect(take(5, seeded(1))).toEqual(take(5, seeded(1)));
  expect(take(5, seeded(1))).not.toEqual(take(5, seeded(2)));
  expect(take(1_000, seeded(1)).every((value) => value >= 0 && value < 1)).toBe(true);
});

it('the generator draws rank r as often as 1 / (r + 1)', () => {
  const evenly = (steps: number) => {
    let step = 0;
    return () => (step++ + 0.5) / steps;
  };
  // The weights 1, 1/2, 1/3 and 1/4 are 12, 6, 4 and 3 of 25.
  const ranks = take(25, zipf(4, evenly(25)));

  expect([0, 1, 2, 3].map((rank) => ranks.filter((each) => each === rank).length)).toEqual([12, 6, 4, 3]);
});
