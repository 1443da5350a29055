import type { Clock } from '../lib/clock.ts';
import { judged, type Judged } from './errors.ts';
import type { Call, Policy } from './policy.ts';
import type { RetryBudget } from './retry-budget.ts';

/** Defaults stand in `options.ts`. */
export interface RetryOptions {
  /** Tries in all, the first included: 1 never retries. */
  readonly attempts: number;
  /** Longest wait before the first retry; it doubles with each further one. */
  readonly backoffMs: number;
  /** Longest wait before any retry, unless the service asks for more. */
  readonly maxBackoffMs: number;
}

/** A retry that is about to wait its turn. */
export interface Retry {
  /** Which try it will be: 2 for the first retry. */
  readonly attempt: number;
  readonly delayMs: number;
  /** What the try before it came to. */
  readonly error: Error;
}

/**
 * Tries a call again when the service failed to answer, after a random wait (full jitter: callers that failed together
 * do not come back together). Only what another try can mend and no try can worsen: idempotent calls, never a refusal
 * of our own such as an open breaker's, nor what the budget or the deadline has no room for. Then the error passes at
 * once, unchanged.
 */
export function retry(
  { attempts, backoffMs, maxBackoffMs }: RetryOptions,
  {
    clock,
    random,
    budget,
    onRetry,
  }: {
    clock: Clock;
    /** From 0 up to 1. */
    random: () => number;
    budget: RetryBudget;
    onRetry: (call: Call, retry: Retry) => void;
  },
): Policy {
  return async (call, next) => {
    budget.countCall();
    for (let attempt = 1; ; attempt++) {
      try {
        return await next(call);
      } catch (error) {
        const judgement = judged(error);
        if (attempt >= attempts || !call.idempotent || call.signal.aborted || !mayPass(judgement))
          throw error;
        // On top of what the service asked for: all that it turned away were told the same number.
        const jitterMs = random() * Math.min(maxBackoffMs, backoffMs * 2 ** (attempt - 1));
        const delayMs = (judgement.retryAfterMs ?? 0) + jitterMs;
        // The budget last: what does not fit must not use it up.
        if (clock.now() + delayMs >= call.deadlineAt || !budget.withdraw()) throw error;
        onRetry(call, { attempt: attempt + 1, delayMs, error: error as Error });
        await pause(clock, delayMs, call.signal);
      }
    }
  };
}

/** Whether the service failed in a way that may be over by the next try. A wrong answer comes back as wrong. */
function mayPass(judgement: Judged | undefined): judgement is Judged {
  return judgement?.outcome === 'failure' && judgement.retryable;
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = () => {
    cancel();
    reject(signal.reason as Error);
  };
  const cancel = clock.after(delayMs, () => {
    signal.removeEventListener('abort', giveUp);
    resolve();
  });
  signal.addEventListener('abort', giveUp, { once: true });
  return promise;
}
