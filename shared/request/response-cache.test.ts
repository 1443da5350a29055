import { describe, expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import type { GraphqlResponse } from './graphql-response.ts';
import { responseCache } from './response-cache.ts';

const record = { documentId: 'd-1', deprecated: [], cost: 3 };
const [ada, grace] = [{ customerId: 'u-1' }, { customerId: 'u-2' }];

/** A cache, and a response of a hundred bytes that stays true for a minute. */
function given(maxBytes = 10_000) {
  const clock = manualClock();
  const cache = responseCache(maxBytes, clock);
  const madeAt = clock.now();
  const response: GraphqlResponse = {
    status: 200,
    headers: {},
    body: Buffer.alloc(100),
    source: 'executed',
    outcome: 'ok',
    errorCodes: [],
    operationType: 'query',
    failure: undefined,
    principal: null,
    isPrivate: false,
    lacksTime: false,
    lifetime: { madeAt, freshUntil: madeAt + 60_000, etag: 'W/"e"' },
  };
  const store = (differs: Partial<GraphqlResponse> = {}) =>
    cache.store('the key', { response: { ...response, ...differs }, record });
  return { cache, clock, store };
}

describe('a cached response', () => {
  it('is found by everyone who asks the same, with what it is accounted for by', () => {
    const { cache, store } = given();
    store();

    for (const principal of [null, ada]) {
      expect(cache.find('the key', principal)).toMatchObject({ record });
      expect(cache.find('another', principal)).toBeUndefined();
    }
  });

  it.each([
    ['a customer', ada, [grace, null]],
    ['nobody', null, [ada, grace]],
  ])('that is private is found by %s who asked alone', (_who, principal, others) => {
    const { cache, store } = given();
    store({ isPrivate: true, principal });

    expect(cache.find('the key', principal)).toBeDefined();
    for (const other of others) expect(cache.find('the key', other)).toBeUndefined();
  });

  it('is no longer found when it may no longer be true, and takes no room then', async () => {
    const { cache, clock, store } = given();
    store();
    await clock.advance(59_999);
    expect(cache.find('the key', null)).toBeDefined();
    const before = cache.bytes();

    await clock.advance(1);

    expect(cache.find('the key', null)).toBeUndefined();
    expect(cache.bytes()).toBeLessThan(before);
  });

  it('is none without a lifetime', () => {
    const { cache, store } = given();
    store({ lifetime: undefined });

    expect(cache.find('the key', null)).toBeUndefined();
    expect(cache.bytes()).toBe(0);
  });

  it('takes room for its body, and for what comes with it', () => {
    const { cache, store } = given();
    store();
    const small = cache.bytes();
    store({ body: Buffer.alloc(1_100) });

    expect(small).toBeGreaterThanOrEqual(100 + 500);
    expect(cache.bytes()).toBe(small + 1_000);
  });

  it('is none where there is no room for it', () => {
    const { cache, store } = given(500);
    store();

    expect(cache.find('the key', null)).toBeUndefined();
  });
});
