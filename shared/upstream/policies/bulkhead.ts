import { UpstreamError } from '../errors.ts';
import type { Policy } from '../policy.ts';

export interface BulkheadOptions {
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Calls that may wait for a place; the next one is refused at once. */
  readonly queue: number;
}

export interface BulkheadStatus {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Bounds what one upstream can hold of this process: a slow service fills its own places and no one else's.
 * Waiting is first come, first served, and ends with the call's signal.
 */
export function bulkhead({
  concurrency,
  queue,
}: BulkheadOptions): Policy & { readonly status: () => BulkheadStatus } {
  let running = 0;
  // Insertion order is the queue's order, and an aborted waiter leaves from the middle at no cost.
  const waiting = new Set<() => void>();

  const release = () => {
    const [next] = waiting;
    if (next) {
      waiting.delete(next);
      next();
    } else {
      running -= 1;
    }
  };

  /** Resolves with a place that the caller must release. */
  const acquire = (signal: AbortSignal): Promise<void> => {
    if (running < concurrency) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(signal.reason as Error);
      };
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  };

  const policy: Policy = async (call, next) => {
    call.signal.throwIfAborted();
    if (running >= concurrency && waiting.size >= queue) {
      throw new UpstreamError('UPSTREAM_UNAVAILABLE', call.upstream, {
        reason: `bulkhead full: ${running} calls under way, ${waiting.size} waiting`,
        outcome: 'ignored',
      });
    }
    await acquire(call.signal);
    try {
      return await next(call);
    } finally {
      release();
    }
  };
  return Object.assign(policy, { status: () => ({ running, waiting: waiting.size }) });
}
