import { expect, it } from 'vitest';
import { isId } from './id.ts';

it.each(['a', '0', 'prod-1', 'P.1_2~3', 'x'.repeat(64), '018f4e2a-7b1c-7c3d-9e4f-0123456789ab'])(
  'isId takes %j for an id',
  (value) => {
    expect(isId(value)).toBe(true);
  },
);

it.each([
  '',
  '.',
  '..',
  '../a',
  '.hidden',
  '-a',
  'a,b',
  'a/b',
  'a\\b',
  'a b',
  ' a',
  'a ',
  'a\n',
  'a\r\nx: y',
  'a%2e',
  '%2e%2e',
  'a?b',
  'a#b',
  'a&b=c',
  'a\u0000',
  'ä',
  '\ud800',
  '１',
  'x'.repeat(65),
])('isId knows that %j cannot be an id', (value) => {
  expect(isId(value)).toBe(false);
});
