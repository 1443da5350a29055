import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { boundedCache } from '../cache/bounded-cache.ts';
import { redisSharedCache, type SharedCache } from '../cache/shared-cache.ts';
import { createLogger } from '../telemetry/logger.ts';
import { listen } from '../testing/listen.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { gateToRedis, keysOf, redisIsThere, redisUrl, testBuild } from '../testing/redis.ts';
import { createTransport } from './client.ts';
import { listOf } from './decode.ts';
import { defineUpstream } from './define-upstream.ts';
import { bulk, find, get } from './endpoint.ts';
import type { CacheEntry } from './cache-entry.ts';
import { connectPlain, type HeardLifetime, type ListeningOperation, withListener } from '../testing/plain.ts';
import { eventually } from '../testing/eventually.ts';

beforeEach(({ skip }) => skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`));

const item = z.object({ id: z.string(), version: z.number() });
const items = z.object({ items: listOf(item) });

const shop = defineUpstream({
  name: 'shop',
  resilience: { retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 } },
  endpoints: {
    item: find('/items/:id', { params: (id: string) => ({ id }), decode: item }),
    items: bulk('/items', {
      parameter: 'ids',
      maxIds: 10,
      decode: items,
      items: (answer) => answer.items,
      idOf: ({ id }) => id,
    }),
    basket: get('/basket', { decode: items, varyOn: ['principal'] }),
  },
});

/** A service whose answers are numbered, and say `cacheControl`. */
async function service() {
  const asked: string[] = [];
  const well = { cacheControl: 'max-age=60, stale-while-revalidate=30', status: 200 };
  const json = (response: ServerResponse, body: unknown) =>
    response
      .writeHead(well.status, { 'content-type': 'application/json', 'cache-control': well.cacheControl })
      .end(JSON.stringify(body));
  const url = await listen(
    createServer((request, response) => {
      asked.push(decodeURIComponent(request.url!));
      const version = asked.length;
      const { pathname, searchParams } = new URL(request.url!, 'http://shop');
      const ids =
        searchParams
          .get('ids')
          ?.split(',')
          .filter((id) => !id.startsWith('no-')) ?? [];
      if (ids.includes('bad')) return void response.writeHead(400).end();
      if (pathname.includes('/items/')) json(response, { id: pathname.split('/').at(-1), version });
      else json(response, { items: ids.map((id) => ({ id, version })) });
    }),
  );
  return { url, asked, become: (change: Partial<typeof well>) => Object.assign(well, change) };
}

/** One process. Its time stands still; `lookedUp` are the keys that it has looked for in its second level. */
async function processOf(url: string, build: string, { redis = redisUrl, connected = true } = {}) {
  const clock = manualClock();
  const lookedUp: string[][] = [];
  const level = redisSharedCache<CacheEntry>(redis, { build, clock, logger: createLogger('test', 'silent') });
  const sharedCache: SharedCache<CacheEntry> = {
    ...level,
    get: (keys) => {
      lookedUp.push([...keys]);
      return level.get(keys);
    },
  };
  const transport = createTransport();
  const kept = boundedCache<CacheEntry>(1_000_000);
  const upstream = connectPlain(shop, {
    baseUrl: url,
    transport: transport.send,
    clock,
    observe: () => {},
    sharing: { batching: true, singleFlight: true, serveFresh: true, kept, sharedCache },
  });
  onTestFinished(() => {
    upstream.close();
    transport.close();
    level.close();
  });
  if (connected) await inStep(level);
  const heard: HeardLifetime[] = [];
  const scopeOf = (customerId?: string): ListeningOperation => ({
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: customerId === undefined ? null : { customerId },
    heard: (lifetime) => heard.push(lifetime),
  });
  return {
    ...upstream.endpoints,
    scope: scopeOf(),
    scopeOf,
    clock,
    heard,
    lookedUp,
    reads: () => upstream.status().reads,
    /** Waits until what it has offered so far has been written. */
    written: () => inStep(level),
  };
}

/** Waits until `level` is connected, and has written all that it was given. */
async function inStep(level: SharedCache<CacheEntry>): Promise<void> {
  const mark = `mark-${Math.random()}`;
  await eventually(async () => {
    level.set(mark, {} as CacheEntry, 60_000);
    expect((await level.get([mark])).size).toBe(1);
  });
  // The mark may have been written twice; a write that is under way when time is moved on would count as too late.
  await settle();
  await level.get([mark]);
}

/** A service and two processes that share what it answers. */
async function given() {
  const build = testBuild();
  const shopService = await service();
  const [one, other] = [await processOf(shopService.url, build), await processOf(shopService.url, build)];
  return { ...shopService, build, one, other };
}

const answersOf = async (build: string) => (await keysOf(build)).filter((key) => key.includes(':shop:'));

describe('what one process was answered', () => {
  it('another serves without asking the service', async () => {
    const { one, other, asked } = await given();
    await one.item(one.scope, 'a');
    await one.written();

    expect(await other.item(other.scope, 'a')).toEqual({ id: 'a', version: 1 });
    expect(await other.item(other.scope, 'a')).toEqual({ id: 'a', version: 1 });
    expect(asked).toEqual(['/items/a']);
    expect(other.lookedUp).toHaveLength(1);
    expect(other.reads()).toEqual({ kept: 1, shared: 1, joined: 0, sent: 0 });
  });

  it('another asks the rest for, id by id', async () => {
    const { one, other, asked } = await given();
    await one.items(one.scope, ['a', 'b', 'no-c']);
    await one.written();

    expect(await other.items(other.scope, ['a', 'no-c', 'd'])).toEqual([
      { id: 'a', version: 1 },
      { id: 'd', version: 2 },
    ]);
    expect(asked).toEqual(['/items?ids=a,b,no-c', '/items?ids=d']);
    expect(other.lookedUp).toHaveLength(1);
  });

  it('another has although the rest cannot be had', async () => {
    const { one, other, become } = await given();
    await one.items(one.scope, ['a']);
    await one.written();
    become({ status: 503 });
    const missed: string[] = [];

    const found = await other.items(
      withListener(other.scope, { served: () => {}, missed: (id) => missed.push(id) }),
      ['a', 'b'],
    );

    expect(found).toEqual([{ id: 'a', version: 1 }]);
    expect(missed).toEqual(['b']);
  });

  it('hides no refusal of the rest, which is one operation’s alone', async () => {
    const { one, other } = await given();
    await one.items(one.scope, ['a']);
    await one.written();

    // While the first is under way, the others wait, and travel together.
    const first = other.items(other.scope, ['b']);
    const refused = other.items(other.scope, ['a', 'bad']);
    const good = other.items(other.scope, ['c']);
    await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await first).toHaveLength(1);
    expect(await good).toHaveLength(1);
  });

  it('is fresh in another no longer than it was said to be', async () => {
    const { one, other } = await given();
    await one.item(one.scope, 'a');
    await one.written();
    await other.clock.advance(20_000);
    await other.item(other.scope, 'a');

    expect(one.heard).toEqual([{ freshMs: 60_000, clientFreshMs: 60_000, private: false }]);
    expect(other.heard).toEqual([{ freshMs: 40_000, clientFreshMs: 40_000, private: false }]);
  });

  it('is fresh no longer because of a clock that is ahead', async () => {
    const { one, other } = await given();
    await one.clock.advance(3_600_000);
    await one.item(one.scope, 'a');
    await one.written();
    await other.item(other.scope, 'a');

    expect(other.heard).toEqual([{ freshMs: 60_000, clientFreshMs: 60_000, private: false }]);
  });

  it('is asked for anew by another once it is no longer fresh, though it may be served while it is renewed', async () => {
    const { one, other, asked, url, build } = await given();
    await one.item(one.scope, 'a');
    await one.written();
    await other.clock.advance(70_000);

    expect((await other.item(other.scope, 'a'))?.version).toBe(2);
    await other.written();
    const third = await processOf(url, build);
    await third.clock.advance(70_000);

    expect((await third.item(third.scope, 'a'))?.version).toBe(2);
    expect(asked).toEqual(['/items/a', '/items/a']);
  });

  it('is past serving when its time is over', async () => {
    const { one, other } = await given();
    await one.item(one.scope, 'a');
    await one.written();
    await other.clock.advance(90_000);

    expect((await other.item(other.scope, 'a'))?.version).toBe(2);
  });

  it('is given to nobody any more when the service has taken it back', async () => {
    const { one, other, become, build } = await given();
    await one.item(one.scope, 'a');
    await one.written();
    expect(await answersOf(build)).toHaveLength(1);
    await one.clock.advance(70_000);
    become({ status: 404 });
    await one.item(one.scope, 'a');
    await eventually(async () => expect(await answersOf(build)).toEqual([]));

    expect(await other.item(other.scope, 'a')).toBeNull();
  });

  it('is looked for once by all who want it at the same time', async () => {
    const { one, other, asked } = await given();
    await one.items(one.scope, ['a', 'b']);
    await one.written();

    await Promise.all([1, 2, 3, 4].map(() => other.items(other.scope, ['a', 'b'])));
    await Promise.all([1, 2, 3, 4].map(() => other.item(other.scope, 'c')));
    expect(other.lookedUp.map((keys) => keys.length)).toEqual([2, 1]);
    expect(asked).toEqual(['/items?ids=a,b', '/items/c']);
  });

  it.each([
    ['of another build', { path: '', build: testBuild }],
    ['that has the service elsewhere', { path: '/v2', build: undefined }],
  ])('is not taken by a process %s', async (_, { path, build }) => {
    const { one, url, build: ours, asked } = await given();
    await one.item(one.scope, 'a');
    await one.items(one.scope, ['a']);
    await one.written();
    const stranger = await processOf(url + path, build?.() ?? ours);
    await stranger.item(stranger.scope, 'a');
    await stranger.items(stranger.scope, ['a']);

    expect(asked).toHaveLength(4);
  });
});

describe('Redis', () => {
  it('never sees an answer that is one customer’s, nor is it looked for', async () => {
    const { one, other, asked, become, build } = await given();
    await one.basket(one.scopeOf('u-1'));
    await other.basket(other.scopeOf('u-1'));
    become({ cacheControl: 'private, max-age=60' });
    await one.item(one.scope, 'a');
    await one.items(one.scope, ['b']);
    await one.written();

    expect(await answersOf(build)).toEqual([]);
    expect(asked).toEqual(['/basket', '/basket', '/items/a', '/items?ids=b']);
    expect(other.lookedUp).toEqual([]);
  });

  it('sees nothing of what customers ask', async () => {
    const { one, build } = await given();
    await one.item(one.scope, 'a-secret');
    await one.items(one.scope, ['a-secret']);
    await one.written();

    const keys = await answersOf(build);
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toContain('secret');
  });

  it('is not asked for what a service forbids to keep, until it allows it', async () => {
    const { one, become } = await given();
    become({ cacheControl: 'no-store' });
    for (const id of ['a', 'b', 'c']) await one.item(one.scope, id);
    expect(one.lookedUp).toHaveLength(1);

    become({ cacheControl: 'max-age=60' });
    for (const id of ['d', 'e', 'f']) await one.item(one.scope, id);
    expect(one.lookedUp).toHaveLength(3);
  });

  it('is still asked after an answer that there is none, from which nothing follows', async () => {
    const { one, become } = await given();
    become({ status: 404, cacheControl: '' });
    for (const id of ['a', 'b']) await one.item(one.scope, id);

    expect(one.lookedUp).toHaveLength(2);
  });

  it.each([
    ['is down', async () => 'redis://127.0.0.1:9'],
    ['never says a word', async () => (await listen(createTcpServer())).replace('http:', 'redis:')],
  ])('changes nothing and delays nothing when it %s', async (_, redis) => {
    const { url, asked } = await service();
    const alone = await processOf(url, testBuild(), { redis: await redis(), connected: false });

    // Time stands still here: whoever waited for a time limit would wait for ever.
    expect(await alone.item(alone.scope, 'a')).toEqual({ id: 'a', version: 1 });
    expect(await alone.items(alone.scope, ['a', 'b'])).toHaveLength(2);
    expect(asked).toEqual(['/items/a', '/items?ids=a,b']);
  });

  it('changes nothing when it hangs, and delays only whoever is there when it begins to', async () => {
    const { url } = await service();
    const gate = await gateToRedis();
    const one = await processOf(url, testBuild(), { redis: gate.url });
    gate.hold();

    const first = one.item(one.scope, 'a');
    await settle();
    await one.clock.advance(25);
    expect(await first).toEqual({ id: 'a', version: 1 });
    expect(await one.item(one.scope, 'b')).toEqual({ id: 'b', version: 2 });
  });
});
