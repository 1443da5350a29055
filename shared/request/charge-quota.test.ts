import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressBlock } from '../lib/ip-address.ts';
import { costQuota } from '../graphql/cost-quota.ts';
import { bffAlone } from '../testing/bff-alone.ts';
import { AUTHOR, bffOverUsers, USER } from '../testing/bff-over-users.ts';

const OLD = 'query Old { author(id: "u-1") { name } oldGreeting }';
const documentId = createHash('sha256').update(OLD).digest('hex');
const costs = { 'Query.author': { points: 4 } };

describe('what an operation costs', () => {
  const user = '{ user(id: "u-1") { id } }';
  const costly = { definition: { costs: { 'Query.user': { points: 7 } } } };

  it('is told with each answer, and what its client has left', async () => {
    const { send } = await bffAlone({
      ...costly,
      quota: (clock) => costQuota({ pointsPerMinute: 100, clock }),
    });
    await send({ query: user });

    const { headers } = await send({ query: user });

    expect(headers.get('x-operation-cost')).toBe('7');
    expect(headers.get('ratelimit-remaining')).toBe('86');
    expect(headers.get('ratelimit-reset')).toBe('60');
  });

  it('above what a client may spend in a minute has it wait, and no other', async () => {
    const { send, clock, asked } = await bffAlone({
      ...costly,
      quota: (clock) => costQuota({ pointsPerMinute: 10, clock }),
    });
    await send({ query: user });
    const before = asked.length;

    const refused = await send({ query: user });

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryable: true } }]);
    expect(asked).toHaveLength(before);
    expect((await send({ query: user }, { 'x-customer-id': 'u-2' })).status).toBe(200);
    await clock.advance(60_000);
    expect((await send({ query: user })).status).toBe(200);
  });
});

describe('what is said of a client and its quota', () => {
  const headersOfOne = ['x-operation-cost', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
  const said = (headers: Headers) => headersOfOne.filter((name) => headers.has(name));
  const cached = { cacheControl: 'public, max-age=60', answersItself: true };

  it('is nothing where a cache on the way may give the answer to others', async () => {
    const { get, query } = await bffOverUsers(cached);
    const executed = await get(AUTHOR, { 'x-request-id': 'r-1', 'x-customer-id': 'u-1' });
    const kept = await get(AUTHOR, { 'x-request-id': 'r-2' });
    const unchanged = await get(AUTHOR, { 'if-none-match': executed.headers.get('etag')! });
    const posted = [await query(AUTHOR), await query(AUTHOR)];

    expect([executed.status, kept.status, unchanged.status]).toEqual([200, 200, 304]);
    for (const { headers } of [executed, kept, unchanged, ...posted]) {
      expect(headers.get('cache-control')).toMatch(/^public, /);
      expect(said(headers)).toEqual([]);
    }
    // An id that a client chose is no business of the others.
    for (const { headers } of [executed, kept, unchanged]) expect(headers.get('x-request-id')).toBeNull();
  });

  it('is nothing either where the answer was waited for together', async () => {
    const { get, running, answer, sources } = await bffOverUsers({ cacheControl: 'public, max-age=60' });
    const answers = [get(AUTHOR)];
    await running(1);
    answers.push(get(AUTHOR));
    await running(2);
    await answer(1);

    for (const { headers } of await Promise.all(answers)) expect(said(headers)).toEqual([]);
    expect(sources().sort()).toEqual(['executed', 'joined']);
  });

  it.each([
    ['that is private', USER, { 'x-customer-id': 'u-1' }],
    ['that nobody may keep', '{ twice(n: 2) }', {}],
    ['that says what is wrong', '{ forbidden }', {}],
    ['that is refused', '{ nothing }', {}],
  ])('is told with an answer %s, each time', async (what, document, headers: Record<string, string>) => {
    const { get } = await bffOverUsers(cached);
    for (const id of ['r-1', 'r-2']) {
      const { headers: told } = await get(document, { ...headers, 'x-request-id': id });

      expect(told.get('x-request-id')).toBe(id);
      expect(said(told)).toEqual(what === 'that is refused' ? [] : headersOfOne);
    }
  });

  it('goes on where the answer is private and kept', async () => {
    const { query, sources } = await bffOverUsers({
      ...cached,
      options: { definition: { costs: { 'Query.user': { points: 7 } } } },
    });
    const ask = () => query(USER, { 'x-customer-id': 'u-1' });
    const [first, second] = [await ask(), await ask()];

    expect(sources()).toEqual(['executed', 'cached']);
    expect(Number(second.headers.get('ratelimit-remaining'))).toBe(
      Number(first.headers.get('ratelimit-remaining')) - 7,
    );
  });
});

describe('a quota', () => {
  it('who has spent its quota is told so, though the answer is kept, and nobody else is', async () => {
    const { query, calls, clock, operations } = await bffOverUsers({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: { definition: { costs }, quota: (clock) => costQuota({ pointsPerMinute: 10, clock }) },
    });
    await query(OLD);
    await query(OLD);

    const spent = await query(OLD);

    expect(spent.status).toBe(429);
    expect(spent.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(spent.headers.get('cache-control')).toBe('no-store');
    expect(spent.headers.get('retry-after')).toBe('60');
    expect(spent.headers.get('ratelimit-remaining')).toBe('2');
    expect(operations().at(-1)).toMatchObject({ operation: 'Old', documentId, source: 'refused' });
    expect((await query(OLD, { 'x-customer-id': 'u-2' })).status).toBe(200);
    await clock.advance(60_000);
    expect((await query(OLD)).status).toBe(200);
    expect(calls()).toBe(1);
  });

  it('who is not signed in pays from the quota of their address', async () => {
    const { query } = await bffOverUsers({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: {
        definition: { costs },
        quota: (clock) => costQuota({ pointsPerMinute: 4, clock }),
        http: { trustedProxies: [addressBlock('127.0.0.1')!] },
      },
    });
    const statusFrom = async (address: string, headers = {}) =>
      (await query(OLD, { 'x-forwarded-for': address, ...headers })).status;

    expect(await statusFrom('203.0.113.1')).toBe(200);
    expect(await statusFrom('203.0.113.1')).toBe(429);
    expect(await statusFrom('203.0.113.2')).toBe(200);
    expect(await statusFrom('203.0.113.1', { 'x-customer-id': 'u-2' })).toBe(200);
  });

  it('each customer pays from a quota of their own', async () => {
    const { query } = await bffOverUsers({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: { definition: { costs }, quota: (clock) => costQuota({ pointsPerMinute: 4, clock }) },
    });
    const statusFor = async (id: string) => (await query(OLD, { 'x-customer-id': id })).status;

    expect([await statusFor('u-2'), await statusFor('u-2'), await statusFor('u-3')]).toEqual([200, 429, 200]);
  });
});
