import { expect, it } from 'vitest';
import { filtersArgument } from './filters.ts';

/** A brand of so many characters of a URL, with its kind before it. */
const brandOf = (length: number) => `brand:${'x'.repeat(length - encodeURIComponent('brand:').length)}`;

it('filters are as many as may be, in as long a URL as may be', () => {
  expect(filtersArgument(Array.from({ length: 30 }, () => 'brand:A')).brand).toHaveLength(30);
  expect(filtersArgument([brandOf(2_000)]).brand).toHaveLength(1);
});

it('filters are refused that are one more, or one character longer', () => {
  const problem = 'filters must be up to 30 values, of 2000 characters of a URL';

  expect(() => filtersArgument(Array.from({ length: 31 }, () => 'brand:A'))).toThrow(problem);
  expect(() => filtersArgument([brandOf(2_001)])).toThrow(problem);
});
