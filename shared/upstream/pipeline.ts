import type { Clock } from '../lib/clock.ts';
import { attemptTimeout } from './policies/attempt-timeout.ts';
import { breaker, type BreakerOptions, type BreakerState } from './policies/breaker.ts';
import { bulkhead, type BulkheadOptions, type BulkheadStatus } from './policies/bulkhead.ts';
import { deadline } from './policies/deadline.ts';
import { compose, type Policy } from './policy.ts';

/** How one upstream is protected. Every number has a default in {@link defaultResilience}. */
export interface Resilience {
  /** The longest a call may take, queueing included. */
  readonly deadlineMs: number;
  /** The longest one attempt may take on the wire. */
  readonly attemptTimeoutMs: number;
  readonly bulkhead: BulkheadOptions;
  readonly breaker: BreakerOptions;
}

/** What an upstream gets where it names nothing of its own. */
export const defaultResilience: Resilience = {
  deadlineMs: 1_000,
  attemptTimeoutMs: 800,
  bulkhead: { concurrency: 32, queue: 128 },
  breaker: { failureRatio: 0.5, minimumCalls: 20, windowMs: 10_000, probeAfterMs: 5_000 },
};

export interface Pipeline {
  readonly run: Policy;
  readonly breakerState: () => BreakerState;
  readonly bulkheadStatus: () => BulkheadStatus;
  /** Stops the pipeline's timers. */
  readonly close: () => void;
}

/**
 * The one place where the order of the policies is written, outermost first. The deadline covers the wait for
 * a place; a refusal for want of a place never reaches the breaker's statistics; and an attempt that times out
 * does.
 */
export function createPipeline(
  resilience: Resilience,
  clock: Clock,
  onBreakerChange: (state: BreakerState) => void,
): Pipeline {
  const places = bulkhead(resilience.bulkhead);
  const circuit = breaker(resilience.breaker, onBreakerChange);
  return {
    run: compose(deadline(resilience, clock), places, circuit, attemptTimeout(resilience, clock)),
    breakerState: circuit.state,
    bulkheadStatus: places.status,
    close: circuit.close,
  };
}
