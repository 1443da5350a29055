import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import { redisConnection } from './redis-connection.ts';

/** Counts that several processes share. */
export interface RedisCounter {
  /**
   * Adds `by` to the count of `key` unless that would take it above `most`. A count begins at its first addition, and
   * ends `windowMs` later. Undefined where Redis cannot tell right now.
   */
  readonly add: (
    key: string,
    by: number,
    limits: { readonly most: number; readonly windowMs: number },
  ) => Promise<{ readonly added: boolean; readonly count: number; readonly resetMs: number } | undefined>;
  readonly close: () => void;
}

/** An operation waits for it, and can do without. */
const LIMIT_MS = 25;

/** In one step, so that two processes do not both take what there is for one. */
const script = `
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
local added = count + tonumber(ARGV[1]) <= tonumber(ARGV[2])
if added then
  count = redis.call('INCRBY', KEYS[1], ARGV[1])
end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  left = tonumber(ARGV[3])
  redis.call('PEXPIRE', KEYS[1], left)
end
return { added and 1 or 0, count, left }`;

/** @param prefix of all its keys */
export function redisCounter(
  url: string,
  { prefix, clock, logger }: { prefix: string; clock: Clock; logger: Logger },
): RedisCounter {
  const redis = redisConnection(url, { clock, logger });
  return {
    add: async (key, by, { most, windowMs }) => {
      const reply = await redis.ask(LIMIT_MS, (connected) =>
        connected.eval(script, 1, `${prefix}:${key}`, by, most, windowMs),
      );
      if (!Array.isArray(reply)) return undefined;
      const [added, count, resetMs] = reply as [number, number, number];
      return { added: added === 1, count, resetMs };
    },
    close: redis.close,
  };
}
