import { createServer } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
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
  redisWithout,
  testBuild,
} from '../testing/redis.ts';
import { redisSharedCache, type SharedCache } from './shared-cache.ts';
import { eventually } from '../testing/eventually.ts';

beforeEach(({ skip }) => skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`));

/** The second level of one process. Its time stands still. */
function given(url: string, build: string) {
  const clock = redisClock();
  const logger = createLogger('test', 'silent');
  const log: string[] = [];
  vi.spyOn(logger, 'warn').mockImplementation((about: unknown) => {
    log.push((about as { reason: string }).reason);
  });
  vi.spyOn(logger, 'info').mockImplementation((message: unknown) => {
    log.push(message as string);
  });
  const level = redisSharedCache<unknown>(url, { build, clock, logger });
  onTestFinished(level.close);
  return { level, clock, log };
}

/** Waits until something that is written can be read again, and nothing else waits to be written. */
async function usable(level: SharedCache<unknown>): Promise<void> {
  await eventually(async () => {
    level.set('usable', true, 60_000);
    expect((await level.get(['usable'])).get('usable')).toBe(true);
  });
  await written(level);
}

/** One process that is connected. */
async function connected(build = testBuild(), url = redisUrl) {
  const one = given(url, build);
  await usable(one.level);
  return one;
}

const read = async (level: SharedCache<unknown>, ...keys: string[]) => [...(await level.get(keys))];

/** Waits until all that was set before has been written. */
async function written(level: SharedCache<unknown>): Promise<void> {
  const last = `last-${Math.random()}`;
  level.set(last, true, 60_000);
  await eventually(async () => expect(await read(level, last)).toHaveLength(1));
}

describe('what one process has kept', () => {
  const value = {
    at: new Date(1_000),
    bySku: new Map([['p-1', { available: 3, note: undefined }]]),
    none: null,
    text: 'ß–漢字–😀',
  };

  it('is found by another of the same build, as it was', async () => {
    const build = testBuild();
    const [one, other] = [await connected(build), await connected(build)];
    one.level.set('a', value, 60_000);
    one.level.set('b', [1, 2], 60_000);
    await written(one.level);

    expect(await read(other.level, 'a', 'missing', 'b')).toStrictEqual([
      ['a', value],
      ['b', [1, 2]],
    ]);
  });

  it('is not found by another build, which may give it another shape', async () => {
    const [one, other] = [await connected(), await connected()];
    one.level.set('a', value, 60_000);
    await written(one.level);

    expect(await read(other.level, 'a')).toEqual([]);
  });

  it('is kept as long as it was said', async () => {
    const build = testBuild();
    const { level } = await connected(build);
    level.set('a', value, 30_000);
    await written(level);

    const [key] = (await keysOf(build)).filter((each) => each.endsWith(':a'));
    const leftMs = await rawRedis.pttl(key!);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(30_000);
  });

  it('is forgotten when nothing is left of its lifetime', async () => {
    const { level } = await connected();
    level.set('a', value, 30_000);
    await written(level);
    level.set('a', value, 0);
    await written(level);

    expect(await read(level, 'a')).toEqual([]);
  });

  it('is not found when it cannot be read', async () => {
    const build = testBuild();
    const { level, log } = await connected(build);
    level.set('a', value, 30_000);
    await written(level);
    const [key] = (await keysOf(build)).filter((each) => each.endsWith(':a'));
    await rawRedis.set(key!, (await rawRedis.getBuffer(key!))!.subarray(0, -1));

    expect(await read(level, 'a')).toEqual([]);
    expect(log).toEqual([]);
  });
});

describe('a Redis that hangs', () => {
  it('is waited for no longer than 25 ms, and then not at all', async () => {
    const gate = await gateToRedis();
    const { level, clock, log } = await connected(testBuild(), gate.url);
    gate.hold();

    let found: unknown;
    const reading = Promise.all([level.get(['usable']), level.get(['usable'])]);
    void reading.then((both) => (found = both));
    await clock.advance(24);
    expect(found).toBeUndefined();
    await clock.advance(1);
    await settle();
    expect(found).toEqual([new Map(), new Map()]);

    expect(await read(level, 'usable')).toEqual([]);
    expect(log).toEqual(['no reply within 25 ms']);
  });

  it('is asked again after five seconds, and is spoken of once', async () => {
    const gate = await gateToRedis();
    const { level, clock, log } = await connected(testBuild(), gate.url);
    gate.hold();
    const reading = level.get(['usable']);
    await clock.advance(25);
    await reading;

    await clock.advance(1_000);
    gate.release();
    await eventually(() => expect(gate.open()).toBe(0));
    await clock.advance(4_000);
    expect(gate.connections()).toBe(1);
    await clock.advance(1_000);
    await eventually(async () => expect(await read(level, 'usable')).toHaveLength(1));

    expect(gate.connections()).toBe(2);
    expect(log).toEqual(['no reply within 25 ms', 'redis recovered']);
  });

  it('costs nothing when it never says a word', async () => {
    let connections = 0;
    const silent = await listen(createServer(() => (connections += 1)));
    const { level, clock, log } = given(silent.replace('http:', 'redis:'), testBuild());
    await eventually(() => expect(connections).toBe(1));

    level.set('a', 1, 60_000);
    expect(await read(level, 'a')).toEqual([]);
    await clock.advance(1_000);
    await eventually(() => expect(log).toEqual([expect.stringMatching(/^Socket timeout/)]));
  });

  it('is not given afterwards what it was to be given when it hung: by then there may be something newer', async () => {
    const build = testBuild();
    const gate = await gateToRedis();
    const { level, clock } = await connected(build, gate.url);
    gate.hold();
    level.set('under way', 1, 60_000);
    await settle();
    level.set('waits', 1, 60_000);
    const reading = level.get(['usable']);
    await clock.advance(25);
    await reading;

    await clock.advance(1_000);
    gate.release();
    await eventually(() => expect(gate.open()).toBe(0));
    await clock.advance(5_000);
    await usable(level);

    expect(await read(level, 'waits')).toEqual([]);
  });

  it('is given no more than it takes', async () => {
    const build = testBuild();
    const gate = await gateToRedis();
    const { level } = await connected(build, gate.url);
    gate.hold();
    for (let n = 0; n < 2_000; n++) level.set(`first-${n}`, n, 60_000);
    await settle();
    for (let n = 0; n < 2_000; n++) level.set(`second-${n}`, n, 60_000);
    gate.release();
    await eventually(async () => expect(await read(level, 'second-499')).toHaveLength(1));
    await written(level);

    const keys = await keysOf(build);
    expect(keys.filter((key) => key.includes(':first-'))).toHaveLength(500);
    expect(keys.filter((key) => key.includes(':second-'))).toHaveLength(500);
  });
});

it('a Redis that refuses to keep anything is left alone for a while', async () => {
  const { level, log } = given(await redisWithout('set'), testBuild());

  await eventually(() => {
    level.set('a', 1, 60_000);
    expect(log).toEqual([expect.stringMatching(/^NOPERM /)]);
  });
  expect(await read(level, 'a')).toEqual([]);
});

describe('a Redis that is away', () => {
  it('is known to be as soon as it ends the connection, though nobody asks', async () => {
    const gate = await gateToRedis();
    const { clock, log } = await connected(testBuild(), gate.url);
    gate.end();
    await eventually(() => expect(log).toEqual(['the connection was closed']));
    expect(gate.connections()).toBe(1);

    await clock.advance(5_000);
    await eventually(() => expect(gate.connections()).toBe(2));
  });

  it('costs nothing, is tried again and again, and is spoken of once', async () => {
    let attempts = 0;
    const refusing = createServer((socket) => {
      attempts += 1;
      socket.resetAndDestroy();
    });
    const { level, clock, log } = given((await listen(refusing)).replace('http:', 'redis:'), testBuild());
    await eventually(() => expect(log).toHaveLength(1));

    await eventually(async () => {
      level.set('a', 1, 60_000);
      expect(await read(level, 'a')).toEqual([]);
      await clock.advance(5_000);
      expect(attempts).toBeGreaterThan(2);
    });
    expect(log).toHaveLength(1);
  });

  it('is used once it has come', async () => {
    const build = testBuild();
    const gate = await gateToRedis();
    gate.hold();
    const { level, clock } = given(gate.url, build);
    await eventually(() => expect(gate.connections()).toBe(1));
    await clock.advance(1_000);
    expect(await read(level, 'usable')).toEqual([]);

    gate.release();
    await eventually(() => expect(gate.open()).toBe(0));
    await clock.advance(5_000);
    await usable(level);
  });

  it('is let go of', async () => {
    const gate = await gateToRedis();
    const { level, clock, log } = await connected(testBuild(), gate.url);
    level.close();

    expect(await read(level, 'usable')).toEqual([]);
    await eventually(() => expect(gate.open()).toBe(0));
    await clock.advance(60_000);
    expect([clock.pending(), gate.connections()]).toEqual([0, 1]);
    // That it ends is no trouble.
    expect(log).toEqual([]);
  });
});
