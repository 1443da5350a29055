import { expect, it } from 'vitest';
import { median, percentile, slope } from './statistics.ts';

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

it('a percentile is taken by nearest rank, whatever the order', () => {
  expect(percentile(oneToHundred, 0.99)).toBe(99);
  expect(percentile(oneToHundred, 0.5)).toBe(50);
  expect(percentile(oneToHundred, 1)).toBe(100);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.99)).toBeNaN();
});

it('a median is the middle, or what is half way between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

it('a line is fitted by least squares', () => {
  expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 10 + 2.5 * x })))).toEqual({ slope: 2.5, standardError: 0 });

  // Worked by hand: residuals -1/3, 2/3, -1/3; their squares 2/3 over 1 degree of freedom; spread of x 2.
  const { slope: rise, standardError } = slope([
    { x: 0, y: 0 },
    { x: 1, y: 2 },
    { x: 2, y: 2 },
  ]);
  expect(rise).toBe(1);
  expect(standardError).toBeCloseTo(Math.sqrt(1 / 3), 12);
});
