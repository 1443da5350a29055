import type { Clock } from '../lib/clock.ts';
import { attemptTimeout } from './attempt-timeout.ts';
import { breaker, type BreakerPolicy, type BreakerState } from './breaker.ts';
import { bulkhead, type BulkheadStatus } from './bulkhead.ts';
import { deadline } from './deadline.ts';
import { hedge } from './hedge.ts';
import { retry, type Retry } from './retry.ts';
import { serviceTime } from './service-time.ts';
import type { RetryBudget } from './retry-budget.ts';
import { compose, type Call, type Policy } from './policy.ts';
import type { PipelineOptions } from './options.ts';

/** What the pipelines of one service share, and whom they tell. */
export interface PipelineDeps {
  readonly clock: Clock;
  /** How much of the time since then (on the clock's scale) a call can have waited for this process alone (ms). */
  readonly ownDelayMs: (sinceMs: number) => number;
  /** From 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly budget: RetryBudget;
  readonly rateLimiter: Policy;
  readonly onRetry: (call: Call, retry: Retry) => void;
  readonly onHedge: (call: Call, afterMs: number) => void;
  readonly onBreakerChange: (state: BreakerState) => void;
}

/** The policies that stand around calls of one kind. */
export interface Pipeline {
  /** How long a call may take, waits and retries included. */
  readonly deadlineMs: number;
  readonly run: Policy;
  readonly breaker: BreakerPolicy;
  readonly bulkheadStatus: () => BulkheadStatus;
}

/**
 * The one place where the order of the policies is written, outermost first (stale-if-error stands around it, since it
 * knows answers and not calls). The deadline covers queueing and back-off; every attempt, and not every call, spends
 * quota and takes a place; what is refused on the way in never reaches the breaker's statistics.
 */
export function createPipeline(
  options: PipelineOptions,
  { clock, ownDelayMs, random, budget, rateLimiter, onRetry, onHedge, onBreakerChange }: PipelineDeps,
): Pipeline {
  const tookMs = serviceTime(clock, ownDelayMs);
  // An attempt that starts has time enough to be found slow, so that a service which hangs under load is found out.
  const places = bulkhead({ ...options.bulkhead, minRemainingMs: options.breaker.slowCallMs }, clock, tookMs);
  const circuit = breaker(options.breaker, clock, tookMs, onBreakerChange);
  return {
    deadlineMs: options.deadlineMs,
    run: compose(
      deadline(options, clock, tookMs),
      retry(options.retry, { clock, random, budget, onRetry }),
      hedge(options.hedge, { clock, tookMs, budget, onHedge }),
      rateLimiter,
      places,
      circuit,
      attemptTimeout(options, clock, tookMs),
    ),
    breaker: circuit,
    bulkheadStatus: places.status,
  };
}
