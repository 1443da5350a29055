import { deserialize, serialize } from 'node:v8';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import { redisConnection } from './redis-connection.ts';

/** Values that processes keep for each other, and that outlive them. Having it, or not, changes only what things cost. */
export interface SharedCache<Value> {
  /** What there is of `keys`; nothing on any trouble. Never rejects, and never keeps anyone waiting for long. */
  readonly get: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  /**
   * Keeps `value` for `lifetimeMs` instead of what there was; with nothing left of its lifetime, nothing. Where there is
   * trouble or too much to do, it does not.
   */
  readonly set: (key: string, value: Value, lifetimeMs: number) => void;
  readonly close: () => void;
}

/** Operations wait for a reading, and have their services to ask, which are not much slower. */
const READ_LIMIT_MS = 25;

/** Nobody waits for a writing. */
const WRITE_LIMIT_MS = 1_000;

/** Values that wait to be written at any moment; more are not kept. */
const MOST_WAITING = 500;

/** The version of the format: the second byte of all that is written in it. */
const FORMAT = serialize(null)[1];

/**
 * A second level in Redis: while that is away, nothing is found and nothing is kept, at once.
 *
 * @param build keeps values apart that different code has made, and that may differ in shape
 */
export function redisSharedCache<Value>(
  url: string,
  { build, clock, logger }: { build: string; clock: Clock; logger: Logger },
): SharedCache<Value> {
  let waiting = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  let writing = false;
  const redis = redisConnection(url, { clock, logger, onUnavailable: () => waiting.clear() });
  const place = (key: string) => `bff:${build}:${FORMAT}:${key}`;

  /** Writes all that waits in one go, and then what has come meanwhile, so that a slow Redis is not written to faster. */
  const write = async () => {
    while (redis.isUsable() && waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      await redis.ask(WRITE_LIMIT_MS, async (connected) => {
        const pipeline = connected.pipeline();
        const now = clock.now();
        for (const [key, { value, expiresAt }] of batch) {
          const leftMs = Math.floor(expiresAt - now);
          if (leftMs > 0) pipeline.set(place(key), serialize(value), 'PX', leftMs);
          else pipeline.del(place(key));
        }
        const replies = await pipeline.exec();
        const refusal = replies?.find(([error]) => error)?.[0];
        if (refusal) throw refusal;
      });
    }
    writing = false;
  };

  return {
    get: async (keys) => {
      const found = new Map<string, Value>();
      if (keys.length === 0) return found;
      const replies = await redis.ask(READ_LIMIT_MS, (connected) => connected.mgetBuffer(keys.map(place)));
      for (const [index, reply] of replies?.entries() ?? []) {
        const read = reply && readable<Value>(reply);
        if (read) found.set(keys[index]!, read.value);
      }
      return found;
    },

    set: (key, value, lifetimeMs) => {
      if (!redis.isUsable() || (waiting.size >= MOST_WAITING && !waiting.has(key))) return;
      waiting.set(key, { value, expiresAt: clock.now() + lifetimeMs });
      if (writing) return;
      writing = true;
      // Not before the answers that are being made have gone out.
      setImmediate(() => void write());
    },

    close: redis.close,
  };
}

/** What was written, unless it was not we who wrote it. */
function readable<Value>(reply: Buffer): { readonly value: Value } | undefined {
  try {
    return { value: deserialize(reply) as Value };
  } catch {
    return undefined;
  }
}
