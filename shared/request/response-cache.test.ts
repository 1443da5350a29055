import { describe, expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import type { Answer } from './answer.ts';
import { responseCache } from './response-cache.ts';

const accounting = { documentId: 'd-1', deprecated: [], cost: 3 };
const [ada, grace] = [{ customerId: 'u-1' }, { customerId: 'u-2' }];

/** A cache, and an answer of a hundred bytes that stays true for a minute. */
function given(maxBytes = 10_000) {
  const clock = manualClock();
  const cache = responseCache(maxBytes, clock);
  const madeAt = clock.now();
  const answer: Answer = {
    status: 200,
    headers: {},
    body: Buffer.alloc(100),
    operation: undefined,
    askedBy: null,
    isPrivate: false,
    lacksTime: false,
    lifetime: { madeAt, freshUntil: madeAt + 60_000, clientFreshUntil: madeAt, etag: 'W/"e"' },
  };
  const keep = (differs: Partial<Answer> = {}) =>
    cache.keep('the identity', { answer: { ...answer, ...differs }, accounting });
  return { cache, clock, keep };
}

describe('a kept answer', () => {
  it('is found by everyone who asks the same, with what it is accounted for by', () => {
    const { cache, keep } = given();
    keep();

    for (const principal of [null, ada]) {
      expect(cache.find('the identity', principal)).toMatchObject({ accounting });
      expect(cache.find('another', principal)).toBeUndefined();
    }
  });

  it.each([
    ['a customer', ada, [grace, null]],
    ['nobody', null, [ada, grace]],
  ])('that is private is found by %s who asked alone', (_who, askedBy, others) => {
    const { cache, keep } = given();
    keep({ isPrivate: true, askedBy });

    expect(cache.find('the identity', askedBy)).toBeDefined();
    for (const other of others) expect(cache.find('the identity', other)).toBeUndefined();
  });

  it('is no longer found when it may no longer be true, and takes no room then', async () => {
    const { cache, clock, keep } = given();
    keep();
    await clock.advance(59_999);
    expect(cache.find('the identity', null)).toBeDefined();
    const before = cache.bytes();

    await clock.advance(1);

    expect(cache.find('the identity', null)).toBeUndefined();
    expect(cache.bytes()).toBeLessThan(before);
  });

  it('is none without a lifetime', () => {
    const { cache, keep } = given();
    keep({ lifetime: undefined });

    expect(cache.find('the identity', null)).toBeUndefined();
    expect(cache.bytes()).toBe(0);
  });

  it('takes room for its body, and for what comes with it', () => {
    const { cache, keep } = given();
    keep();
    const small = cache.bytes();
    keep({ body: Buffer.alloc(1_100) });

    expect(small).toBeGreaterThanOrEqual(100 + 500);
    expect(cache.bytes()).toBe(small + 1_000);
  });

  it('is none where there is no room for it', () => {
    const { cache, keep } = given(500);
    keep();

    expect(cache.find('the identity', null)).toBeUndefined();
  });
});
