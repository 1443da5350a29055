import { boundedCache } from '../cache/bounded-cache.ts';
import type { RedisCounter } from '../cache/redis-counter.ts';
import type { Clock } from '../lib/clock.ts';

/** What became of a client's wish to spend points. */
export interface Spending {
  readonly allowed: boolean;
  /** Points that the client has left, 0 or more. */
  readonly remaining: number;
  /** Until it has all of them again. */
  readonly resetMs: number;
}

/** What each client may spend in a minute. */
export interface CostQuota {
  readonly pointsPerMinute: number;
  /** @param key who spends */
  readonly take: (key: string, points: number) => Promise<Spending>;
  readonly close: () => void;
}

const WINDOW_MS = 60_000;

/** Room for the clients of a minute. Whoever invents more loses what the others have spent, and gains nothing more. */
const MAX_BYTES = 16_000_000;

/**
 * Fixed windows of a minute, each client's from its first operation on. Counted by this process, or for all that share a
 * `shared` counter as long as that answers. What is refused is not spent, so a client that waits gets on.
 */
export function costQuota({
  pointsPerMinute,
  clock,
  shared,
}: {
  pointsPerMinute: number;
  clock: Clock;
  shared?: RedisCounter | undefined;
}): CostQuota {
  const windows = boundedCache<{ spent: number; readonly endsAt: number }>(MAX_BYTES);

  const addHere = (key: string, points: number) => {
    const now = clock.now();
    let window = windows.get(key);
    if (!window || now >= window.endsAt) {
      window = { spent: 0, endsAt: now + WINDOW_MS };
      windows.set(key, window, 0);
    }
    const added = window.spent + points <= pointsPerMinute;
    if (added) window.spent += points;
    return { added, count: window.spent, resetMs: window.endsAt - now };
  };

  return {
    pointsPerMinute,
    take: async (key, points) => {
      const together = await shared?.add(key, points, { most: pointsPerMinute, windowMs: WINDOW_MS });
      const { added, count, resetMs } = together ?? addHere(key, points);
      return { allowed: added, remaining: Math.max(0, pointsPerMinute - count), resetMs };
    },
    close: () => shared?.close(),
  };
}

/**
 * What an answer says of costs, as headers.
 *
 * @see https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-06.html
 */
export function quotaHeaders(
  cost: number,
  limit: number,
  { remaining, resetMs }: Pick<Spending, 'remaining' | 'resetMs'>,
): Readonly<Record<string, string>> {
  return {
    'x-operation-cost': String(cost),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(Math.ceil(resetMs / 1_000)),
  };
}
