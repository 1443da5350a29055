import { randomUUID } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { onTestFinished, vi } from 'vitest';
import { listen } from './listen.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';

/** The Redis that tests run against. */
export const redisUrl = 'redis://127.0.0.1:6379';

const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: null, connectTimeout: 30_000 });
client.on('error', () => {});

/** Whether there is one. */
export const redisIsThere = await client.connect().then(
  () => true,
  () => false,
);

/** A build of the test's own, whose values are removed when it is over. */
export function testBuild(): string {
  const build = `test-${randomUUID()}`;
  onTestFinished(async () => {
    const keys = await keysOf(build);
    if (keys.length > 0) await client.unlink(keys);
  });
  return build;
}

/** Time for a connection to Redis, whose libraries set timers past our clock: a test moves both together. */
export function redisClock(): ManualClock {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const clock = manualClock();
  const advance = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await clock.advance(ms);
  };
  return { ...clock, advance };
}

/** The keys of all values of one build. */
export async function keysOf(build: string): Promise<string[]> {
  const keys = new Set<string>();
  for await (const some of client.scanStream({ match: `bff:${build}:*`, count: 1_000 })) {
    for (const key of some as string[]) keys.add(key);
  }
  return [...keys];
}

/** Writes and reads past what is tested. */
export const rawRedis: Pick<Redis, 'set' | 'getBuffer' | 'pttl'> = client;

/** The way in of somebody who may do everything in Redis but `command`. */
export async function redisWithout(command: string): Promise<string> {
  const user = `test-${randomUUID()}`;
  await client.acl('SETUSER', user, 'on', '>secret', '~*', '+@all', `-${command}`);
  onTestFinished(async () => void (await client.acl('DELUSER', user)));
  return redisUrl.replace('//', `//${user}:secret@`);
}

/** A way to Redis that a test can hold up, so that nothing passes either way and nothing is lost. */
export async function gateToRedis() {
  const { hostname, port } = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let held = false;
  let connections = 0;
  const url = await listen(
    createServer((incoming) => {
      connections += 1;
      const outgoing = connect(Number(port), hostname);
      for (const [from, to] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const) {
        sockets.add(from);
        from.on('end', () => to.end());
        from.on('data', (chunk) => to.write(chunk));
        from.on('error', () => {});
        from.on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
        if (held) from.pause();
      }
    }),
  );
  return {
    url: url.replace('http:', 'redis:'),
    /** How many came through it in all, and how many are open. */
    connections: () => connections,
    open: () => sockets.size / 2,
    hold: () => {
      held = true;
      for (const socket of sockets) socket.pause();
    },
    /** Ends all connections in good order. */
    end: () => {
      for (const socket of sockets) socket.end();
    },
    release: () => {
      held = false;
      for (const socket of sockets) socket.resume();
    },
  };
}
