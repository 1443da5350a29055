import { expect, it } from 'vitest';
import { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
import type { Found } from '../upstream/result.ts';
import { newCacheHints, noteResult } from './cache-hints.ts';

const found = (about: Partial<Found<string>> = {}): Found<string> => ({
  value: 'a price',
  freshUntil: 14_000,
  clientFreshUntil: 14_000,
  private: false,
  ...about,
});
const failure = (code: UpstreamErrorCode) => ({
  error: new UpstreamError(code, 'pricing', { reason: 'a test', outcome: 'failure' }),
  private: false,
});

it('an operation that was given nothing has heard of no lifetime', () => {
  expect(newCacheHints()).toMatchObject({
    freshUntil: Infinity,
    clientFreshUntil: Infinity,
    isPrivate: false,
    lacksTime: false,
  });
});

it('an operation stays true as long as the least of what it was given, and is private where any of that is', () => {
  const hints = newCacheHints();

  noteResult(hints, found({ freshUntil: 15_000, clientFreshUntil: 19_000 }));
  noteResult(hints, found({ freshUntil: 14_000, clientFreshUntil: 12_000 }));
  noteResult(hints, found({ freshUntil: 19_000, clientFreshUntil: 19_000 }));
  expect(hints).toMatchObject({ freshUntil: 14_000, clientFreshUntil: 12_000, isPrivate: false });

  noteResult(hints, found({ freshUntil: 19_000, clientFreshUntil: 11_000, private: true }));
  noteResult(hints, found());
  expect(hints).toMatchObject({ freshUntil: 14_000, clientFreshUntil: 11_000, isPrivate: true });
});

it.each([
  ['DEADLINE_EXCEEDED', true],
  ['UPSTREAM_TIMEOUT', false],
] as const)(
  'a failure %s leaves nothing fresh, and says whether there was time enough',
  (code, lacksTime) => {
    const hints = newCacheHints();

    noteResult(hints, found());
    noteResult(hints, failure(code));

    expect(hints).toMatchObject({ freshUntil: 0, clientFreshUntil: 0, isPrivate: false, lacksTime });
  },
);

it('the failure of a private call makes an operation private', () => {
  const hints = newCacheHints();

  noteResult(hints, { ...failure('NOT_FOUND'), private: true });

  expect(hints.isPrivate).toBe(true);
});

it.each([
  ['DEADLINE_EXCEEDED', true],
  ['UPSTREAM_UNAVAILABLE', false],
] as const)(
  'a stale value for %s says whether there was time enough for a fresh one',
  (reason, lacksTime) => {
    const hints = newCacheHints();

    noteResult(hints, found({ freshUntil: 0, stale: { upstream: 'pricing', reason, ageMs: 5 } }));

    expect(hints).toMatchObject({ freshUntil: 0, lacksTime });
  },
);
