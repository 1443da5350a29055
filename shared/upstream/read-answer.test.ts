import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { UpstreamError } from './errors.ts';
import { readAnswer } from './read-answer.ts';

const now = Date.parse('2026-05-01T10:00:00Z');

function retryAfterMs(retryAfter: string): number | undefined {
  const response = { status: 429, contentType: '', retryAfter, body: new Uint8Array() };
  try {
    readAnswer('shop', z.unknown(), response, now);
  } catch (error) {
    return (error as UpstreamError).retryAfterMs;
  }
  return expect.unreachable('a 429 was read');
}

it.each([
  ['3', 3_000],
  ['Fri, 01 May 2026 10:00:07 GMT', 7_000],
  ['Fri, 01 May 2026 09:00:00 GMT', 0],
  ['999999999', 600_000],
  ['Sat, 01 May 2027 10:00:00 GMT', 600_000],
  // Longer than anything is meant to be: capped, and not ignored.
  ['10000000000', 600_000],
  ['99999999999', 600_000],
  ['9'.repeat(400), 600_000],
  ['0', 0],
  ['007', 7_000],
  ['1.5', 1_500],
  // The two older forms of a date (RFC 9110, 5.6.7), both in GMT wherever this runs.
  ['Friday, 01-May-26 10:00:07 GMT', 7_000],
  ['Fri May  1 10:00:07 2026', 7_000],
  ['Fri May 01 10:00:07 2026', 7_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  // Neither: JavaScript would take each for some moment.
  ['-5', undefined],
  ['+5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['5, 10', undefined],
  ['5 s', undefined],
  ['2026', 600_000],
  ['2026-05-01T10:00:07Z', undefined],
  ['01 May 2026 10:00:07 GMT', undefined],
  ['Fri, 01 May 2026 10:00:07', undefined],
  ['Fri, 01 May 2026 10:00:07 +0200', undefined],
  ['Fri, 99 May 2026 10:00:07 GMT', undefined],
  ['May 1', undefined],
  ['1', 1_000],
  ['', undefined],
  ['Infinity', undefined],
  ['NaN', undefined],
  ['soon', undefined],
])('a service that says Retry-After: %s is left alone for %s ms, ten minutes at most', (header, ms) => {
  expect(retryAfterMs(header)).toBe(ms);
});

describe('an answer', () => {
  const read = (status: number, contentType = 'application/json', body = '{}') => {
    try {
      return readAnswer('shop', z.unknown(), { status, contentType, body: Buffer.from(body) }, now).answer;
    } catch (error) {
      return error;
    }
  };

  it.each([200, 201, 299])('of status %d is read', (status) => {
    expect(read(status)).toEqual({});
  });

  it.each([
    [199, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [300, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [399, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [400, 'BAD_USER_INPUT', 'ignored'],
    [401, 'UPSTREAM_UNAVAILABLE', 'ignored'],
    [403, 'UPSTREAM_UNAVAILABLE', 'ignored'],
    [404, 'NOT_FOUND', 'ignored'],
    [409, 'UPSTREAM_BAD_ANSWER', 'ignored'],
    [410, 'NOT_FOUND', 'ignored'],
    [414, 'BAD_USER_INPUT', 'ignored'],
    [422, 'BAD_USER_INPUT', 'ignored'],
    [429, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [431, 'BAD_USER_INPUT', 'ignored'],
    [499, 'UPSTREAM_BAD_ANSWER', 'ignored'],
    [500, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [503, 'UPSTREAM_UNAVAILABLE', 'failure'],
  ])('of status %d is a %s, and for the health of the service: %s', (status, code, outcome) => {
    expect(read(status)).toMatchObject({ code, outcome, rateLimited: status === 429 });
    expect(read(status)).toMatchObject({ reason: `answered ${status}` });
  });

  it.each(['application/json', 'application/problem+json', 'Application/JSON; charset=utf-8'])(
    'of type %s is JSON',
    (type) => {
      expect(read(200, type)).toEqual({});
    },
  );

  it.each([
    ['that calls itself HTML', 'text/html', '{}', 'content-type is "text/html"'],
    ['that calls itself nothing', '', '{}', 'content-type is ""'],
    ['whose type goes on', `text/${'x'.repeat(200)}`, '{}', `content-type is "text/${'x'.repeat(95)}"`],
    ['of a type that begins like JSON', 'application/jsonp', '{}', 'content-type is "application/jsonp"'],
    ['that breaks off', 'application/json', '{"secret', 'the body is not JSON'],
    ['that is too deep', 'application/json', '['.repeat(60_000), 'the body is nested deeper than 100'],
  ])('%s is a failure, whose reason quotes little', (_what, type, body, reason) => {
    expect(read(200, type, body)).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER', outcome: 'failure', reason });
  });
});
