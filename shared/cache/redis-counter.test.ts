import { createServer } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { listen } from '../testing/listen.ts';
import { settle } from '../testing/manual-clock.ts';
import {
  gateToRedis,
  keysOf,
  rawRedis,
  redisClock,
  redisIsThere,
  redisUrl,
  testBuild,
} from '../testing/redis.ts';
import { redisCounter, type RedisCounter } from './redis-counter.ts';
import { eventually } from '../testing/eventually.ts';

beforeEach(({ skip }) => skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`));

const limits = { most: 100, windowMs: 60_000 };

/** The counter of one process. Its time stands still. */
function given(url: string, build = testBuild()) {
  const clock = redisClock();
  const counter = redisCounter(url, {
    prefix: `bff:${build}`,
    clock,
    logger: createLogger('test', 'silent'),
  });
  onTestFinished(counter.close);
  return { counter, clock };
}

/** Waits until it counts. */
const usable = (counter: RedisCounter) =>
  eventually(async () => expect(await counter.add('usable', 0, limits)).toBeDefined());

async function connected(url = redisUrl, build = testBuild()) {
  const one = given(url, build);
  await usable(one.counter);
  return one;
}

describe('two processes', () => {
  it('count together', async () => {
    const build = testBuild();
    const [one, other] = [await connected(redisUrl, build), await connected(redisUrl, build)];

    expect(await one.counter.add('a', 60, limits)).toMatchObject({ added: true, count: 60 });
    expect(await other.counter.add('a', 30, limits)).toMatchObject({ added: true, count: 90 });
    expect(await one.counter.add('b', 60, limits)).toMatchObject({ added: true, count: 60 });
  });

  it('take no more than there is, however close together they ask', async () => {
    const build = testBuild();
    const both = [await connected(redisUrl, build), await connected(redisUrl, build)];
    const added = await Promise.all(
      Array.from({ length: 50 }, (_, n) => both[n % 2]!.counter.add('a', 3, limits)),
    );

    expect(added.filter((each) => each?.added)).toHaveLength(33);
  });
});

describe('a count', () => {
  it('is left as it is by what does not fit', async () => {
    const { counter } = await connected();
    await counter.add('a', 60, limits);

    expect(await counter.add('a', 41, limits)).toMatchObject({ added: false, count: 60 });
    expect(await counter.add('a', 40, limits)).toMatchObject({ added: true, count: 100 });
  });

  it('ends as long after its first addition as was said, not after its last', async () => {
    const build = testBuild();
    const { counter } = await connected(redisUrl, build);
    const first = await counter.add('a', 1, limits);
    const second = await counter.add('a', 1, { ...limits, windowMs: 3_600_000 });
    const [key] = (await keysOf(build)).filter((each) => each.endsWith(':a'));

    expect(first!.resetMs).toBe(60_000);
    expect(second!.resetMs).toBeLessThanOrEqual(60_000);
    expect(await rawRedis.pttl(key!)).toBeGreaterThan(30_000);
    expect(await rawRedis.pttl(key!)).toBeLessThanOrEqual(60_000);
  });

  it('begins anew when it has ended', async () => {
    const { counter } = await connected();
    await counter.add('a', 100, { ...limits, windowMs: 20 });

    await eventually(async () =>
      expect(await counter.add('a', 70, limits)).toEqual({ added: true, count: 70, resetMs: 60_000 }),
    );
  });
});

describe('a Redis that hangs', () => {
  it('is waited for no longer than 25 ms, and then not at all', async () => {
    const gate = await gateToRedis();
    const { counter, clock } = await connected(gate.url);
    gate.hold();
    let answer: unknown = 'none yet';
    void counter.add('a', 1, limits).then((count) => {
      answer = count;
    });
    await clock.advance(24);
    await settle();
    const early = answer;
    await clock.advance(1);
    await settle();

    expect(early).toBe('none yet');
    expect(answer).toBeUndefined();
    // Time stands still: what waited for anything would never come back.
    expect(await counter.add('a', 1, limits)).toBeUndefined();
  });

  it('counts again when it is well again', async () => {
    const gate = await gateToRedis();
    const { counter, clock } = await connected(gate.url);
    gate.hold();
    const lost = counter.add('a', 1, limits);
    await clock.advance(25);
    await lost;
    // The connection is given up for dead, and made anew.
    await clock.advance(1_000);
    gate.release();
    await eventually(() => expect(gate.open()).toBe(0));
    await clock.advance(5_000);

    await usable(counter);
  });
});

it('a counter in Redis does without a Redis that is away', async () => {
  let attempts = 0;
  const refusing = createServer((socket) => {
    attempts += 1;
    socket.resetAndDestroy();
  });
  const { counter } = given((await listen(refusing)).replace('http:', 'redis:'));
  await eventually(() => expect(attempts).toBe(1));

  expect(await counter.add('a', 1, limits)).toBeUndefined();
});
