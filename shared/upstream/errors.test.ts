import { expect, it } from 'vitest';
import { PolicyError } from '../resilience/errors.ts';
import { fromPolicy } from './errors.ts';

it.each([
  ['operation-deadline', 'DEADLINE_EXCEEDED', 'ignored'],
  ['call-deadline', 'UPSTREAM_TIMEOUT', 'ignored'],
  ['attempt-timeout', 'UPSTREAM_TIMEOUT', 'failure'],
  ['superseded', 'UPSTREAM_UNAVAILABLE', 'ignored'],
  ['rate-limited', 'UPSTREAM_UNAVAILABLE', 'ignored'],
  ['bulkhead-full', 'UPSTREAM_UNAVAILABLE', 'ignored'],
  ['breaker-open', 'UPSTREAM_UNAVAILABLE', 'ignored'],
] as const)('a call that a policy ended (%s) is told to clients as %s', (kind, code, outcome) => {
  expect(fromPolicy('catalog', new PolicyError(kind, 'why'))).toMatchObject({
    name: 'UpstreamError',
    upstream: 'catalog',
    code,
    outcome,
    reason: 'why',
    message: expect.stringMatching(/^The .*catalog service/) as unknown,
  });
});

it('any other error is told as it is', () => {
  const error = new TypeError('unforeseen');

  expect(fromPolicy('catalog', error)).toBe(error);
});
