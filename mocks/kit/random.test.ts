import { describe, expect, it } from 'vitest';
import { hash32, hashOrder, random } from './random.ts';

const draws = (seed: number | string) => Array.from({ length: 1_000 }, random(seed).next);

describe('a generator', () => {
  it('repeats itself for a seed and differs from its neighbours', () => {
    expect(draws(1)).toEqual(draws(1));
    expect(draws('a')).toEqual(draws('a'));
    expect(draws(1)).not.toEqual(draws(2));
  });

  it('spreads evenly between 0 and 1', () => {
    const all = draws(7);
    const mean = all.reduce((sum, draw) => sum + draw, 0) / all.length;

    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('draws whole numbers with both bounds', () => {
    const { int } = random(1);
    expect(new Set(Array.from({ length: 200 }, () => int(1, 3)))).toEqual(new Set([1, 2, 3]));
  });

  it('follows weights, and never picks what weighs nothing', () => {
    const { weighted } = random(1);
    const picks = Array.from({ length: 1_000 }, () =>
      weighted([
        ['a', 0],
        ['b', 9],
        ['c', 1],
      ] as const),
    );

    expect(picks).not.toContain('a');
    expect(picks.filter((pick) => pick === 'c').length).toBeGreaterThan(50);
    expect(picks.filter((pick) => pick === 'c').length).toBeLessThan(200);
  });

  it('shuffles a copy', () => {
    const list = Array.from({ length: 20 }, (_, n) => n);
    const shuffled = random(1).shuffle(list);

    expect(shuffled).not.toEqual(list);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
  });

  it('refuses to draw from nothing', () => {
    expect(() => random(1).pick([])).toThrow(RangeError);
  });
});

it('the hash of a text is an unsigned 32-bit number that a small change moves far', () => {
  expect(hash32('p-0001')).not.toBe(hash32('p-0002'));
  expect(hash32('')).toBeGreaterThanOrEqual(0);
  expect(hash32('z'.repeat(99))).toBeLessThan(2 ** 32);
});

it('the order by hash does not depend on the order asked', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const order = hashOrder(ids, (id) => id);

  expect(order).not.toEqual(ids);
  expect(hashOrder(ids.toReversed(), (id) => id)).toEqual(order);
});
