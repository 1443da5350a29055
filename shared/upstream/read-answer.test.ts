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
  ['soon', undefined],
])('a service that says Retry-After: %s is left alone for %s ms, ten minutes at most', (header, ms) => {
  expect(retryAfterMs(header)).toBe(ms);
});
