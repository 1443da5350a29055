import { describe, expect, it, vi } from 'vitest';
import { boundedCache } from '../cache/bounded-cache.ts';
import { neverFresh, type Freshness } from '../cache/freshness.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import { cacheKeyOf, type CacheEntry } from './cache-entry.ts';
import { upstreamCache } from './upstream-cache.ts';
import type { Operation } from './operation.ts';

const stale = { maxAgeMs: 60_000 };
const own = { varyOn: ['principal'], stale } as const;

function scopeOf(customerId: string | null): Operation {
  return {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: customerId === null ? null : { customerId },
  };
}
const anyone = scopeOf(null);

const cacheKey = cacheKeyOf('GET /x', '/x', { stale }, anyone);
const unstale = cacheKeyOf('GET /y', '/y', {}, anyone);
const failure = (code: UpstreamErrorCode = 'UPSTREAM_UNAVAILABLE') =>
  new UpstreamError(code, 'pricing', { reason: 'a test', outcome: 'failure' });

function setUp({ serveFresh = true, maxBytes = 100_000 } = {}) {
  const clock = manualClock();
  const onServedStale = vi.fn();
  const cache = boundedCache<CacheEntry>(maxBytes);
  const answers = upstreamCache('pricing', { clock, cache, serveFresh, onServedStale });
  const keep = (
    of: typeof cacheKey,
    answer: unknown,
    { negative = false, bytes = 10, id, ...freshness }: Partial<Freshness> & KeepOptions = {},
  ) => {
    const about = { freshness: { ...neverFresh, ...freshness }, askedAt: clock.now(), bytes, negative };
    return answers.keep(of, answer, { ...about, caching: { etag: freshness.etag } }, id);
  };
  const renew = vi.fn(() => Promise.resolve());
  const served = (of = cacheKey, scope = anyone, id?: string) => answers.serve(of, scope, renew, id)?.value;
  return { clock, cache, onServedStale, answers, keep, renew, served };
}

interface KeepOptions {
  readonly negative?: boolean;
  readonly bytes?: number;
  readonly id?: string;
}

describe('what stands in', () => {
  it('is the last answer, which says how old it is and is fresh for nobody', async () => {
    const { clock, onServedStale, answers, keep } = setUp();
    keep(cacheKey, 'old');
    await clock.advance(5_000);

    const stale = answers.serveStale(cacheKey, anyone, failure());

    const use = { upstream: 'pricing', reason: 'UPSTREAM_UNAVAILABLE', ageMs: 5_000 };
    expect(stale).toEqual({ value: 'old', freshUntil: 0, clientFreshUntil: 0, private: false, stale: use });
    expect(onServedStale).toHaveBeenCalledExactlyOnceWith(anyone, 'GET /x', use);
  });

  it('is as old as the endpoint allows, and no older', async () => {
    const { clock, answers, keep } = setUp();
    keep(cacheKey, 'old');

    await clock.advance(60_000);
    expect(answers.serveStale(cacheKey, anyone, failure())?.value).toBe('old');
    await clock.advance(1);
    expect(answers.serveStale(cacheKey, anyone, failure())).toBeUndefined();
  });

  it('is replaced by every newer one', async () => {
    const { clock, answers, keep } = setUp();
    keep(cacheKey, 'old');
    await clock.advance(50_000);
    keep(cacheKey, 'new');
    await clock.advance(50_000);

    expect(answers.serveStale(cacheKey, anyone, failure())?.value).toBe('new');
  });

  it.each(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT', 'UPSTREAM_BAD_ANSWER', 'DEADLINE_EXCEEDED'] as const)(
    'bridges %s',
    (code) => {
      const { answers, keep } = setUp();
      keep(cacheKey, 'old');

      expect(answers.serveStale(cacheKey, anyone, failure(code))?.value).toBe('old');
    },
  );

  it.each([
    ['NOT_FOUND', failure('NOT_FOUND')],
    ['BAD_USER_INPUT', failure('BAD_USER_INPUT')],
    ['a client that left', new Error('gone')],
  ])('never bridges %s', (_what, error) => {
    const { answers, keep, onServedStale } = setUp();
    keep(cacheKey, 'old');

    expect(answers.serveStale(cacheKey, anyone, error)).toBeUndefined();
    expect(onServedStale).not.toHaveBeenCalled();
  });

  it('is replaced at most sixty times in the time that it may stand in', async () => {
    const { clock, answers, keep } = setUp();
    keep(cacheKey, 'first');
    await clock.advance(999);
    keep(cacheKey, 'second');
    expect(answers.last(cacheKey)?.value).toBe('first');
    await clock.advance(1);

    keep(cacheKey, 'third');

    expect(answers.last(cacheKey)?.value).toBe('third');
  });

  it('is made anew from the bytes that came, where those were given', () => {
    const { answers, clock } = setUp();
    const reread = vi.fn(() => ({ made: 'anew' }));
    const about = { freshness: neverFresh, askedAt: clock.now(), bytes: 10, negative: false, reread };

    expect(answers.keep(cacheKey, { made: 'first' }, about).value).toEqual({ made: 'first' });

    expect(reread).not.toHaveBeenCalled();
    expect(answers.serveStale(cacheKey, anyone, failure())?.value).toEqual({ made: 'anew' });
  });

  it('is no private answer of an endpoint that does not know whose', () => {
    const { answers, keep } = setUp();
    keep(cacheKey, 'hers', { private: true });

    expect(answers.serveStale(cacheKey, anyone, failure())).toBeUndefined();
  });

  it('is nothing where the endpoint wants none, however fresh', () => {
    const { answers, keep } = setUp();
    keep(unstale, 'fresh', { freshMs: 60_000 });

    expect(answers.serveStale(unstale, anyone, failure())).toBeUndefined();
  });

  it('is there with fresh answers switched off, and only then asked for', () => {
    const { answers, keep, served } = setUp({ serveFresh: false });
    keep(cacheKey, 'old', { freshMs: 60_000, revalidateMs: 60_000, etag: '"1"' });

    expect(served()).toBeUndefined();
    expect(answers.last(cacheKey)?.caching).toBeUndefined();
    expect(answers.serveStale(cacheKey, anyone, failure())?.value).toBe('old');
  });
});

describe('what is served without asking', () => {
  it('is served as long as it is fresh', async () => {
    const { clock, keep, served, renew, answers } = setUp();
    keep(cacheKey, 'fresh', { freshMs: 1_000 });

    expect(served()).toBe('fresh');
    await clock.advance(999);
    expect(served()).toBe('fresh');
    await clock.advance(1);
    expect(served()).toBeUndefined();
    expect(renew).not.toHaveBeenCalled();
    expect(answers.served()).toBe(2);
  });

  it('is served old while it is renewed, by one at a time', async () => {
    const { clock, keep, answers } = setUp();
    keep(cacheKey, 'old', { freshMs: 1_000, revalidateMs: 500 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const renew = vi.fn((_scope: Operation) => promise);
    const serve = () => answers.serve(cacheKey, scopeOf('u-1'), renew)?.value;

    await clock.advance(1_000);
    expect([serve(), serve(), serve()]).toEqual(['old', 'old', 'old']);
    expect(renew).toHaveBeenCalledOnce();
    resolve();
    await settle();
    expect(serve()).toBe('old');
    expect(renew).toHaveBeenCalledTimes(2);
    await clock.advance(500);

    expect(serve()).toBeUndefined();
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('is renewed for the one who asks, but not by the time or the life of that operation', async () => {
    const { clock, keep, answers } = setUp();
    const client = new AbortController();
    const scope = { ...scopeOf('u-1'), signal: client.signal, deadlineAt: clock.now() + 10 };
    const renew = vi.fn((_scope: Operation) => Promise.resolve());
    keep(cacheKey, 'old', { revalidateMs: 500 });

    answers.serve(cacheKey, scope, renew);
    client.abort();

    const [asking] = renew.mock.calls[0]!;
    expect(asking).toMatchObject({
      requestId: 'r-1',
      principal: { customerId: 'u-1' },
      deadlineAt: Infinity,
    });
    expect(asking.signal.aborted).toBe(false);
  });

  it('is tried again to be renewed after that failed', async () => {
    const { keep, answers } = setUp();
    keep(cacheKey, 'old', { revalidateMs: 500 });
    const renew = vi.fn((_scope: Operation) => Promise.reject(failure()));

    answers.serve(cacheKey, anyone, renew);
    await settle();
    answers.serve(cacheKey, anyone, renew);

    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('says "there is none" for five seconds at most, and not while it is renewed', async () => {
    const { clock, keep, served } = setUp();
    keep(cacheKey, null, { freshMs: 60_000, revalidateMs: 60_000, negative: true });
    keep(unstale, null, { freshMs: 1_000, negative: true });

    expect([served(), served(unstale)]).toEqual([null, null]);
    await clock.advance(4_999);
    expect([served(), served(unstale)]).toEqual([null, undefined]);
    await clock.advance(1);
    expect(served()).toBeUndefined();
  });

  it('is nothing that is replaced by an answer that must not be kept', () => {
    const { keep, served } = setUp();
    keep(unstale, 'old', { freshMs: 0, revalidateMs: 60_000 });
    keep(unstale, 'new');

    expect(served(unstale)).toBeUndefined();
  });

  it('leaves room for what is of use: neither fresh, nor comparable, nor to stand in, nothing is kept', () => {
    const { keep, cache } = setUp();
    keep(unstale, 'gone at once', { bytes: 1_000 });
    expect(cache.bytes()).toBe(0);

    keep(unstale, 'comparable', { bytes: 1_000, etag: '"1"' });
    expect(cache.bytes()).toBeGreaterThan(1_000);
  });

  it('is the share of each in the room that there is', () => {
    const { keep, served } = setUp({ maxBytes: 5_000 });
    for (const id of ['a', 'b', 'c']) keep(cacheKey, id, { freshMs: 1_000, bytes: 2_000, id });

    expect(['a', 'b', 'c'].map((id) => served(cacheKey, anyone, id))).toEqual([undefined, 'b', 'c']);
  });
});

describe('a private answer', () => {
  const [hers, his, nobodys] = [scopeOf('u-1'), scopeOf('u-2'), anyone].map((scope) => ({
    scope,
    cacheKey: cacheKeyOf('GET /x', '/x', own, scope),
  })) as [Asked, Asked, Asked];
  interface Asked {
    readonly scope: Operation;
    readonly cacheKey: typeof cacheKey;
  }

  it('is given to the one whose it is, and neither to another nor to nobody', () => {
    const { keep, served, answers } = setUp();
    keep(hers.cacheKey, 'hers', { freshMs: 1_000, private: true });

    const whoGets = (get: (asked: Asked) => unknown) => [hers, his, nobodys].map(get);
    expect(whoGets((asked) => served(asked.cacheKey, asked.scope))).toEqual(['hers', undefined, undefined]);
    expect(whoGets((asked) => answers.serveStale(asked.cacheKey, asked.scope, failure())?.value)).toEqual([
      'hers',
      undefined,
      undefined,
    ]);
  });

  it('that nobody in particular got is not kept', () => {
    const { keep, served, cache, answers } = setUp();
    keep(nobodys.cacheKey, 'whose?', { freshMs: 1_000 });

    expect(cache.bytes()).toBe(0);
    expect(served(nobodys.cacheKey)).toBeUndefined();
    expect(answers.serveStale(nobodys.cacheKey, anyone, failure())).toBeUndefined();
  });

  it('of an endpoint that does not know whose is never served as fresh', () => {
    const { keep, served, answers } = setUp();
    const kept = keep(cacheKey, 'whose?', {
      freshMs: 1_000,
      revalidateMs: 1_000,
      etag: '"1"',
      private: true,
    });

    expect(served()).toBeUndefined();
    expect(answers.last(cacheKey)?.caching).toBeUndefined();
    expect(kept).toMatchObject({ private: true, freshUntil: kept.askedAt });
  });

  it('has a key that no other cacheKey has', () => {
    const keys = [
      cacheKeyOf('GET /x', '/x', {}, hers.scope),
      hers.cacheKey,
      his.cacheKey,
      cacheKeyOf('GET /x', '/x?a=1', own, hers.scope),
    ].map(({ key }) => key);

    expect(new Set(keys).size).toBe(4);
    expect(nobodys.cacheKey.key).toBeNull();
    expect(cacheKeyOf('GET /x', '/x', {}, hers.scope)).toEqual(cacheKeyOf('GET /x', '/x', {}, his.scope));
  });
});

it('what one upstream keeps is no other one’s, in whatever room', () => {
  const { cache, keep, clock } = setUp();
  keep(cacheKey, 'a price', { freshMs: 1_000 });
  const other = upstreamCache('catalog', { clock, cache, serveFresh: true, onServedStale: () => {} });

  expect(other.serve(cacheKey, anyone, () => Promise.resolve())).toBeUndefined();
});
