import type { BreakerOptions } from './breaker.ts';
import type { BulkheadOptions } from './bulkhead.ts';
import type { HedgeOptions } from './hedge.ts';
import type { RateLimitOptions } from './rate-limiter.ts';
import type { RetryBudgetOptions } from './retry-budget.ts';
import type { RetryOptions } from './retry.ts';

/** How calls of one kind are protected: with a breaker and a bulkhead of their own, so that they take no others down. */
export interface PipelineOptions {
  /** The longest a call may take, queueing and back-off included. */
  readonly deadlineMs: number;
  /** The longest one attempt may take on the wire. */
  readonly attemptTimeoutMs: number;
  readonly retry: RetryOptions;
  /** Null asks once. */
  readonly hedge: HedgeOptions | null;
  readonly bulkhead: BulkheadOptions;
  readonly breaker: BreakerOptions;
}

/** How one service is protected: the calls of every kind together, and those of each. */
export interface ResilienceOptions extends PipelineOptions {
  /** What retries and hedges may add to the service's load. */
  readonly retryBudget: RetryBudgetOptions;
  /** The quota that a partner grants us, for calls of every kind together. Null knows none. */
  readonly rateLimit: RateLimitOptions | null;
  /**
   * Whether the service counts calls of every kind together, so that one it has had too many of silences all; else only
   * those of its kind. A `rateLimit` is common in any case.
   */
  readonly commonQuota: boolean;
}

/** What a service gets where nothing of its own is named. */
export const defaultResilience: ResilienceOptions = {
  deadlineMs: 1_000,
  attemptTimeoutMs: 800,
  retry: { attempts: 2, backoffMs: 25, maxBackoffMs: 200 },
  hedge: null,
  bulkhead: { concurrency: 64, queue: 256, adaptive: null },
  breaker: {
    failureRatio: 0.5,
    slowCallRatio: 0.8,
    slowCallMs: 500,
    minimumCalls: 20,
    windowMs: 10_000,
    openMs: 5_000,
    probes: { permitted: 3, toClose: 2 },
  },
  retryBudget: { ratio: 0.1, minimum: 3, windowMs: 10_000 },
  rateLimit: null,
  commonQuota: false,
};

/** A configuration that contradicts itself. The message names every contradiction. */
export class ResilienceError extends Error {
  override readonly name = 'ResilienceError';
}

/**
 * Refuses what could never work as it reads.
 *
 * @param name of what is protected, for the message
 * @throws {ResilienceError}
 */
export function checkResilience(name: string, resilience: ResilienceOptions): void {
  const { deadlineMs, attemptTimeoutMs, retry, hedge, bulkhead, breaker, retryBudget, rateLimit } =
    resilience;
  const ratio = (value: number) => value > 0 && value <= 1;
  const count = (value: number) => Number.isInteger(value) && value >= 1;
  const rules: readonly (readonly [boolean, string])[] = [
    [deadlineMs > 0 && attemptTimeoutMs > 0, 'deadlineMs and attemptTimeoutMs must be above 0'],
    [
      attemptTimeoutMs <= deadlineMs,
      `attemptTimeoutMs (${attemptTimeoutMs}) is longer than deadlineMs (${deadlineMs}): the deadline would always come first, and no timeout would ever count against the service`,
    ],
    [
      attemptTimeoutMs <= breaker.windowMs / 3,
      `attemptTimeoutMs (${attemptTimeoutMs}) is longer than a third of breaker.windowMs (${breaker.windowMs}): calls that hang would leave the window before enough of them are in it`,
    ],
    [
      breaker.slowCallMs < attemptTimeoutMs,
      `breaker.slowCallMs (${breaker.slowCallMs}) is not below attemptTimeoutMs (${attemptTimeoutMs}): a call would time out before it counts as slow`,
    ],
    [ratio(breaker.failureRatio), `breaker.failureRatio (${breaker.failureRatio}) must be above 0, up to 1`],
    [
      ratio(breaker.slowCallRatio),
      `breaker.slowCallRatio (${breaker.slowCallRatio}) must be above 0, up to 1`,
    ],
    [
      count(breaker.minimumCalls),
      `breaker.minimumCalls (${breaker.minimumCalls}) must be a whole number from 1`,
    ],
    [
      attemptTimeoutMs < breaker.openMs,
      `attemptTimeoutMs (${attemptTimeoutMs}) is not below breaker.openMs (${breaker.openMs}): a probe that times out would have lost its permit before, and count for nothing`,
    ],
    [
      count(breaker.probes.toClose) && breaker.probes.toClose <= breaker.probes.permitted,
      `breaker.probes.toClose (${breaker.probes.toClose}) must be from 1 to probes.permitted (${breaker.probes.permitted}): it could never close`,
    ],
    [count(retry.attempts), `retry.attempts (${retry.attempts}) must be a whole number from 1`],
    [
      retry.backoffMs >= 0 && retry.backoffMs <= retry.maxBackoffMs,
      `retry.backoffMs (${retry.backoffMs}) must be from 0 to retry.maxBackoffMs (${retry.maxBackoffMs})`,
    ],
    [
      retry.attempts === 1 || retry.backoffMs < deadlineMs,
      `retry.backoffMs (${retry.backoffMs}) is not below deadlineMs (${deadlineMs}): no retry would fit`,
    ],
    [
      hedge === null || (ratio(hedge.percentile) && hedge.minimumMs < attemptTimeoutMs),
      'hedge.percentile must be above 0, up to 1, and hedge.minimumMs below attemptTimeoutMs',
    ],
    [
      count(bulkhead.concurrency),
      `bulkhead.concurrency (${bulkhead.concurrency}) must be a whole number from 1`,
    ],
    [bulkhead.queue >= 0, `bulkhead.queue (${bulkhead.queue}) must not be below 0`],
    [
      !bulkhead.adaptive ||
        (count(bulkhead.adaptive.minimum) && bulkhead.adaptive.minimum <= bulkhead.concurrency),
      'bulkhead.adaptive.minimum must be from 1 to bulkhead.concurrency',
    ],
    [
      retryBudget.ratio >= 0 && retryBudget.ratio <= 1 && retryBudget.minimum >= 0,
      'retryBudget.ratio must be from 0 to 1, and retryBudget.minimum not below 0',
    ],
    [
      rateLimit === null || (rateLimit.perSecond > 0 && count(rateLimit.burst)),
      'rateLimit.perSecond must be above 0, and rateLimit.burst a whole number from 1',
    ],
  ];
  const broken = rules.filter(([holds]) => !holds).map(([, reason]) => `  ${reason}`);
  if (broken.length > 0)
    throw new ResilienceError([`The resilience of ${name} contradicts itself:`, ...broken].join('\n'));
}
