import type { Clock } from '../lib/clock.ts';
import { judged, PolicyError } from './errors.ts';
import type { Call, Policy } from './policy.ts';
import { adaptiveLimit, fixedLimit, type AdaptiveLimitOptions } from './concurrency-limit.ts';
import type { TookMs } from './service-time.ts';

/** Defaults stand in `options.ts`. */
export interface BulkheadOptions {
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Calls that may wait for a place; the next one is refused at once. */
  readonly queue: number;
  /** Lowers the limit while the service is slow or failing. Null or absent: it stays at `concurrency`. */
  readonly adaptive?: AdaptiveLimitOptions | null;
  /**
   * A call whose turn comes with less time than this left before its deadline is refused: it could only be cut short,
   * and would take the place of one that can still be answered. Calls that need not wait are never refused for it, and
   * what they waited for this process alone is not held against them.
   */
  readonly minRemainingMs?: number;
}

export interface BulkheadStatus {
  readonly running: number;
  readonly waiting: number;
  /** Calls that may be under way at this moment. After the limit sank, `running` can be above it for a while. */
  readonly limit: number;
}

/**
 * Bounds what one service can hold of this process: a slow service fills its own places and no one else's.
 * Waiting is first come, first served, and ends with the call's signal.
 */
export function bulkhead(
  { concurrency, queue, adaptive = null, minRemainingMs = 0 }: BulkheadOptions,
  clock: Clock,
  tookMs: TookMs,
): Policy & { readonly status: () => BulkheadStatus } {
  const limit = adaptive ? adaptiveLimit(concurrency, adaptive, clock, tookMs) : fixedLimit(concurrency);
  let running = 0;
  // Insertion order is the queue's order, and an aborted waiter leaves from the middle at no cost.
  const waiting = new Set<{
    readonly call: Call;
    readonly since: number;
    readonly enter: () => void;
    readonly refuse: () => void;
  }>();

  const release = () => {
    running -= 1;
    // None when the limit has sunk, more than one when it has grown.
    for (const waiter of waiting) {
      if (running >= limit.current()) break;
      waiting.delete(waiter);
      if (waiter.call.deadlineAt - waiter.since - tookMs(waiter.since) < minRemainingMs) {
        waiter.refuse();
        continue;
      }
      running += 1;
      waiter.enter();
    }
  };

  /** Resolves with a place that the caller must release. */
  const acquire = (call: Call): Promise<void> => {
    if (running < limit.current()) {
      running += 1;
      return Promise.resolve();
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      waiting.delete(waiter);
      reject(call.signal.reason as Error);
    };
    const waiter = {
      call,
      since: clock.now(),
      enter: () => {
        call.signal.removeEventListener('abort', leave);
        resolve();
      },
      refuse: () => {
        call.signal.removeEventListener('abort', leave);
        reject(new PolicyError('bulkhead-full', 'no time left when its turn came'));
      },
    };
    waiting.add(waiter);
    call.signal.addEventListener('abort', leave, { once: true });
    return promise;
  };

  const policy: Policy = async (call, next) => {
    call.signal.throwIfAborted();
    if (running >= limit.current() && waiting.size >= queue) {
      throw new PolicyError(
        'bulkhead-full',
        `bulkhead full: ${running} calls under way, ${waiting.size} waiting`,
      );
    }
    await acquire(call);
    const ended = limit.begun();
    try {
      const answer = await next(call);
      ended('answer');
      return answer;
    } catch (error) {
      ended(judged(error)?.outcome ?? 'ignored');
      throw error;
    } finally {
      release();
    }
  };
  return Object.assign(policy, {
    status: () => ({ running, waiting: waiting.size, limit: limit.current() }),
  });
}
