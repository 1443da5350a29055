import type { Clock } from '../lib/clock.ts';
import type { Outcome } from './errors.ts';
import type { TookMs } from './service-time.ts';

export interface AdaptiveLimitOptions {
  /** The limit never sinks below this, at least 1. */
  readonly minimum: number;
  /** A call that takes longer says that the service has more work than it can take. */
  readonly slowMs: number;
}

/** How many calls may be under way at once. */
export interface ConcurrencyLimit {
  readonly current: () => number;
  /** Notes that a call went out; what it returns notes the end of it. */
  readonly begun: () => (end: 'answer' | Outcome) => void;
}

export function fixedLimit(concurrency: number): ConcurrencyLimit {
  const ended = () => {};
  return { current: () => concurrency, begun: () => ended };
}

/**
 * Additive increase, multiplicative decrease, as TCP finds the rate of a line: a limit's worth of good answers adds one
 * place, a sign of overload takes a tenth of them. Calls that suffer from one and the same overload end within about
 * `slowMs`, so within that time they count once.
 */
export function adaptiveLimit(
  concurrency: number,
  { minimum, slowMs }: AdaptiveLimitOptions,
  clock: Clock,
  tookMs: TookMs,
): ConcurrencyLimit {
  let limit = concurrency;
  let loweredAt = -Infinity;
  return {
    current: () => Math.floor(limit),
    begun: () => {
      const begunAt = clock.now();
      return (end) => {
        const now = clock.now();
        // Slow is slow, whoever gave it up: a hung call whose client left first still says so.
        if (end === 'failure' || tookMs(begunAt) > slowMs) {
          if (now - loweredAt < slowMs) return;
          loweredAt = now;
          limit = Math.max(minimum, limit * 0.9);
        } else if (end === 'answer') {
          limit = Math.min(concurrency, limit + 1 / limit);
        }
      };
    },
  };
}
