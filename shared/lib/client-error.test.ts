import { expect, it } from 'vitest';
import { badInput, errorCodes, isRetryable, type ErrorCode } from './client-error.ts';

it('a client error calls only those errors retryable that another try can mend', () => {
  const codes = Object.keys(errorCodes) as ErrorCode[];

  expect(codes.filter(isRetryable)).toEqual([
    'UPSTREAM_UNAVAILABLE',
    'UPSTREAM_TIMEOUT',
    'DEADLINE_EXCEEDED',
    'RATE_LIMITED',
    'OVERLOADED',
  ]);
});

it('a client error says what a bad value was, and what was expected', () => {
  expect(badInput('first', -1, 'from 1 to 50')).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'first must be from 1 to 50, and was -1.',
  });
});

it('a client error quotes no more of a bad value than a person reads', () => {
  expect(badInput('id', 'x'.repeat(10_000), 'an id').message.length).toBeLessThan(120);
});

it.each([undefined, null, '', '\ud800', { a: 1 }])('a client error can quote %j', (given) => {
  expect(badInput('id', given, 'an id').message).toMatch(/^id must be an id, and was .+\.$/);
});
