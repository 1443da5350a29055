import { expect, it } from 'vitest';
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
