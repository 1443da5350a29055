import type { Clock } from '../../lib/clock.ts';
import { UpstreamError } from '../errors.ts';
import type { Call, Next, Policy } from '../policy.ts';

/** Defaults stand in `resilience.ts`. */
export interface RateLimitOptions {
  /** Tokens that come back each second: the rate that we may keep up. */
  readonly perSecond: number;
  /** Most tokens that a quiet time saves up: the calls that may go out at once. */
  readonly burst: number;
}

export interface RateLimiterStatus {
  /** Calls that could go out at this moment; null without a limit. */
  readonly tokens: number | null;
  /** How long the service still asks to be left alone. */
  readonly pausedMs: number;
}

export type RateLimiterPolicy = Policy & { readonly status: () => RateLimiterStatus };

interface Waiter {
  readonly call: Call;
  readonly enter: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Keeps to the quota that a service grants us: a token bucket, first come, first served, for all attempts on one
 * upstream. When the service says all the same that it had too many, nothing goes out before the time that it named;
 * this holds without a limit too. A call whose turn would come after its deadline is refused now, and not then.
 */
export function rateLimiter(options: RateLimitOptions | null, clock: Clock): RateLimiterPolicy {
  // No limit is a bucket whose token is back at once.
  const burst = options?.burst ?? 1;
  const tokenMs = options ? 1_000 / options.perSecond : 0;
  /** When the bucket is full again. One moment says what a count and the time of that count would: no sum to drift. */
  let fullAt = -Infinity;
  let pausedUntil = -Infinity;
  // Insertion order is the queue's order, and an aborted waiter leaves from the middle at no cost.
  const waiting = new Set<Waiter>();
  let cancelTimer = () => {};

  /** When the call behind `ahead` others may go out. */
  const turnAt = (ahead: number) => {
    const earliest = Math.max(clock.now(), pausedUntil);
    return Math.max(earliest, Math.max(fullAt, earliest) + (ahead + 1 - burst) * tokenMs);
  };
  const take = () => {
    fullAt = Math.max(fullAt, clock.now()) + tokenMs;
  };

  const letIn = () => {
    cancelTimer();
    for (const waiter of waiting) {
      const waitMs = turnAt(0) - clock.now();
      if (waitMs > 0) {
        cancelTimer = clock.after(waitMs, letIn);
        return;
      }
      waiting.delete(waiter);
      take();
      waiter.enter();
    }
  };

  const pause = (pauseMs: number) => {
    pausedUntil = Math.max(pausedUntil, clock.now() + pauseMs);
    let ahead = 0;
    for (const waiter of waiting) {
      if (turnAt(ahead) < waiter.call.deadlineAt) ahead += 1;
      else {
        waiting.delete(waiter);
        waiter.refuse(refusal(waiter.call, turnAt(ahead) - clock.now()));
      }
    }
    letIn();
  };

  const send = async <Answer>(call: Call, next: Next<Answer>): Promise<Answer> => {
    try {
      return await next(call);
    } catch (error) {
      if (error instanceof UpstreamError && error.rateLimited && error.retryAfterMs !== undefined)
        pause(error.retryAfterMs);
      throw error;
    }
  };

  const wait = <Answer>(call: Call, next: Next<Answer>): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { signal } = call;
    const leave = () => {
      waiting.delete(waiter);
      reject(signal.reason as Error);
      letIn();
    };
    const letGo = () => signal.removeEventListener('abort', leave);
    const waiter: Waiter = {
      call,
      // Sent at that very moment: between a token and its call there is none in which the caller could leave.
      enter: () => {
        letGo();
        resolve(send(call, next));
      },
      refuse: (error) => {
        letGo();
        reject(error);
      },
    };
    waiting.add(waiter);
    signal.addEventListener('abort', leave, { once: true });
    letIn();
    return promise;
  };

  const policy: Policy = async (call, next) => {
    call.signal.throwIfAborted();
    const waitMs = turnAt(waiting.size) - clock.now();
    if (waitMs > 0 && clock.now() + waitMs >= call.deadlineAt) throw refusal(call, waitMs);
    // A timer can be late: whoever still waits for it goes first all the same.
    if (waitMs > 0 || waiting.size > 0) return wait(call, next);
    take();
    return send(call, next);
  };
  const status = (): RateLimiterStatus => ({
    tokens: options && burst - Math.max(0, fullAt - clock.now()) / tokenMs,
    pausedMs: Math.max(0, pausedUntil - clock.now()),
  });
  return Object.assign(policy, { status });
}

function refusal({ upstream }: Call, waitMs: number): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', upstream, {
    reason: `rate limit: its turn would come in ${Math.ceil(waitMs)} ms, after its deadline`,
    outcome: 'ignored',
  });
}
