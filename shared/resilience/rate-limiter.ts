import type { Clock } from '../lib/clock.ts';
import { judged, PolicyError } from './errors.ts';
import type { Call, Next, Policy } from './policy.ts';

/** Defaults stand in `options.ts`. */
export interface RateLimitOptions {
  /** Tokens that come back each second: the rate that we may keep up. */
  readonly perSecond: number;
  /** Most tokens that a quiet time saves up: the calls that may go out at once. */
  readonly burst: number;
}

/** A silence that the service asked for when it had had too many calls. */
export interface RateLimitPause {
  /** When it was asked for, and when it ends, on the clock's scale (ms). */
  readonly since: number;
  readonly until: number;
  /** The name of the call that was answered so. */
  readonly name: string;
}

export interface RateLimiterStatus {
  /** Calls that could go out at this moment; null without a limit. */
  readonly tokens: number | null;
  /** Null when the service does not ask to be left alone. */
  readonly pause: RateLimitPause | null;
}

/** A {@link Policy} that an operator can read, and whose silence they can end. */
export type RateLimiterPolicy = Policy & {
  readonly status: () => RateLimiterStatus;
  /** Ends a pause before its time; the service can ask for another. */
  readonly lift: () => void;
};

interface Waiter {
  readonly call: Call;
  readonly enter: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Keeps to the quota that a service grants us: a token bucket, first come, first served. When the service says all the
 * same that it had too many (`rateLimited`), nothing goes out before the time that it named; this holds without a limit too. A
 * call whose turn would come after its deadline is refused now, and not then.
 *
 * An error that is not `rateLimited` silences nothing, though it names a time: it may speak for one instance of many, and whether the service is down is for
 * the breaker to find out. The retry policy waits for as long as it says.
 *
 * @param onPause told of every silence that is asked for, unless a longer one is kept already
 */
export function rateLimiter(
  options: RateLimitOptions | null,
  clock: Clock,
  onPause: (call: Call, pauseMs: number) => void = () => {},
): RateLimiterPolicy {
  // No limit is a bucket whose token is back at once.
  const burst = options?.burst ?? 1;
  const tokenMs = options ? 1_000 / options.perSecond : 0;
  /** When the bucket is full again. One moment says what a count and the time of that count would: no sum to drift. */
  let fullAt = -Infinity;
  let paused: RateLimitPause | null = null;
  // Insertion order is the queue's order, and an aborted waiter leaves from the middle at no cost.
  const waiting = new Set<Waiter>();
  let cancelTimer = () => {};

  /** When the call behind `ahead` others may go out. */
  const turnAt = (ahead: number) => {
    const earliest = Math.max(clock.now(), paused?.until ?? -Infinity);
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

  const pause = (call: Call, pauseMs: number) => {
    const since = clock.now();
    if (pauseMs <= 0 || (paused && paused.until >= since + pauseMs)) return;
    paused = { since, until: since + pauseMs, name: call.name };
    onPause(call, pauseMs);
    let ahead = 0;
    for (const waiter of waiting) {
      if (turnAt(ahead) < waiter.call.deadlineAt) ahead += 1;
      else {
        waiting.delete(waiter);
        waiter.refuse(refusal(turnAt(ahead) - clock.now()));
      }
    }
    letIn();
  };

  const send = async <Answer>(call: Call, next: Next<Answer>): Promise<Answer> => {
    try {
      return await next(call);
    } catch (error) {
      const judgement = judged(error);
      if (judgement?.rateLimited && judgement.retryAfterMs !== undefined) pause(call, judgement.retryAfterMs);
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
    const cleanup = () => signal.removeEventListener('abort', leave);
    const waiter: Waiter = {
      call,
      // Sent at that very moment: between a token and its call there is none in which the caller could leave.
      enter: () => {
        cleanup();
        resolve(send(call, next));
      },
      refuse: (error) => {
        cleanup();
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
    if (waitMs > 0 && clock.now() + waitMs >= call.deadlineAt) throw refusal(waitMs);
    // A timer can be late: whoever still waits for it goes first all the same.
    if (waitMs > 0 || waiting.size > 0) return wait(call, next);
    take();
    return send(call, next);
  };
  const status = (): RateLimiterStatus => ({
    tokens: options && burst - Math.max(0, fullAt - clock.now()) / tokenMs,
    pause: paused && paused.until > clock.now() ? paused : null,
  });
  const lift = () => {
    paused = null;
    letIn();
  };
  return Object.assign(policy, { status, lift });
}

function refusal(waitMs: number): PolicyError {
  return new PolicyError(
    'rate-limited',
    `rate limit: its turn would come in ${Math.ceil(waitMs)} ms, after its deadline`,
  );
}
