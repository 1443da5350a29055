import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import type { AnyEndpoint, CallOf } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import { createHttp, type ReadCounts } from './http.ts';
import type { Call } from '../resilience/policy.ts';
import { createPipeline, type Pipeline } from '../resilience/pipeline.ts';
import type { BreakerState, BreakerStatus } from '../resilience/breaker.ts';
import type { BulkheadStatus } from '../resilience/bulkhead.ts';
import { rateLimiter, type RateLimiterPolicy, type RateLimiterStatus } from '../resilience/rate-limiter.ts';
import { retryBudget, type RetryBudget } from '../resilience/retry-budget.ts';
import {
  checkResilience,
  defaultResilience,
  ResilienceError,
  type PipelineOptions,
  type ResilienceOptions,
} from '../resilience/options.ts';
import { upstreamCache } from './upstream-cache.ts';
import { sharedEntries } from './shared-entries.ts';
import { noReuse, type ReuseOptions } from './reuse-options.ts';

/** What a connection to an upstream needs from the process that makes it. */
export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** How long an exchange since then can have waited for this process alone (ms); not at all unless given. */
  readonly ownDelayMs?: (sinceMs: number) => number;
  readonly observe: ObserveUpstream;
  /** Every operation for itself unless given. */
  readonly sharing?: ReuseOptions;
  /** From 0 up to 1; Math.random unless given. */
  readonly random?: () => number;
}

/** How a class fares with the service's quota, for people to read. */
export interface RateLimitStatus {
  /** Calls that could go out at this moment; null without a limit. */
  readonly tokens: number | null;
  /** Whether nothing goes out at this moment, since when, until when, and what for; null when it does. */
  readonly paused: { readonly since: string; readonly until: string; readonly reason: string } | null;
}

/** How one class of an upstream's endpoints fares, and what it is held to. */
export interface ClassStatus {
  readonly breaker: BreakerStatus;
  readonly bulkhead: BulkheadStatus;
  /** The same of every class where the quota is common to them. */
  readonly rateLimit: RateLimitStatus;
  readonly limits: PipelineOptions;
}

/** How an upstream fares. */
export interface UpstreamStatus {
  readonly name: string;
  readonly retryBudget: ReturnType<RetryBudget['status']>;
  readonly reads: ReadCounts;
  /** By class of endpoints; `default` is always there. */
  readonly classes: Readonly<Record<string, ClassStatus>>;
}

/** What an operator can make of a breaker: hold it open, hold it closed, or leave it to itself. */
export type BreakerMode = 'open' | 'closed' | 'auto';

type Endpoints = Readonly<Record<string, AnyEndpoint>>;

/** How the endpoints are called, by name. */
export type Calls<Own> = { readonly [Name in keyof Own]: CallOf<Own[Name]> };

/** An upstream with an address: the calls of its endpoints, and how it fares. */
export interface ConnectedUpstream<Own> {
  readonly endpoints: Calls<Own>;
  readonly status: () => UpstreamStatus;
  /** Forces the breaker of one class, or of all; false when there is no such class. */
  readonly forceBreaker: (mode: BreakerMode, endpointClass?: string) => boolean;
  /** Ends the silence that the service asked for, of one class or of all; false when there is no such class. */
  readonly liftPause: (endpointClass?: string) => boolean;
  readonly close: () => void;
}

export interface UpstreamDefinition<Own> {
  readonly name: string;
  readonly endpoints: Own;
  readonly connect: (options: ConnectionOptions) => ConnectedUpstream<Own>;
}

/**
 * Describes one REST service: its name, how it is protected, and its typed endpoints. A class of endpoints that is
 * named in `classes` has a breaker, a bulkhead and a silence after a 429 of its own, and differs from the rest as it says.
 *
 * @throws {ResilienceError} when the protection contradicts itself, or an endpoint names a class that there is not
 */
export function defineUpstream<Own extends Endpoints>({
  name,
  resilience = {},
  classes = {},
  endpoints,
}: {
  name: string;
  resilience?: Partial<ResilienceOptions>;
  classes?: Readonly<Record<string, Partial<PipelineOptions>>>;
  endpoints: Own;
}): UpstreamDefinition<Own> {
  const whole: ResilienceOptions = { ...defaultResilience, ...resilience };
  const byClass = new Map<string, ResilienceOptions>([
    ['default', whole],
    ...Object.entries(classes).map(([endpointClass, own]) => [endpointClass, { ...whole, ...own }] as const),
  ]);
  for (const [endpointClass, limits] of byClass) checkResilience(`${name} (${endpointClass})`, limits);
  for (const [endpoint, { class: endpointClass = 'default' }] of Object.entries(endpoints))
    if (!byClass.has(endpointClass))
      throw new ResilienceError(`${name} has no class "${endpointClass}" for its endpoint ${endpoint}.`);

  return {
    name,
    endpoints,
    connect: ({
      baseUrl,
      transport,
      clock,
      ownDelayMs = () => 0,
      observe,
      sharing = noReuse(),
      random = Math.random,
    }) => {
      const about = ({ name: endpoint, requestId }: Call) => ({ upstream: name, endpoint, requestId });
      const budget = retryBudget(whole.retryBudget, clock);
      const limiterOf = (endpointClass: string) =>
        rateLimiter(whole.rateLimit, clock, (call, pauseMs) =>
          observe({ type: 'paused', ...about(call), endpointClass, pauseMs }),
        );
      const common = whole.commonQuota || whole.rateLimit !== null ? limiterOf('all') : undefined;
      const limiters = new Map<string, RateLimiterPolicy>();
      const { sharedCache } = sharing;
      const answers = upstreamCache(name, {
        clock,
        cache: sharing.kept,
        serveFresh: sharing.serveFresh,
        shared: sharedCache && sharedEntries(name, baseUrl, { clock, sharedCache }),
        onServedStale: ({ requestId }, endpoint, { ageMs, reason }) =>
          observe({ type: 'stale-answer', upstream: name, endpoint, requestId, ageMs, code: reason }),
      });
      const pipelines = new Map<string, Pipeline>();
      for (const [endpointClass, limits] of byClass) {
        const limiter = common ?? limiterOf(endpointClass);
        limiters.set(endpointClass, limiter);
        const pipeline = createPipeline(limits, {
          clock,
          ownDelayMs,
          random,
          budget,
          rateLimiter: limiter,
          onRetry: (call, { attempt, delayMs, error }) => {
            const reason = error instanceof UpstreamError ? error.reason : error.message;
            observe({ type: 'retry', ...about(call), attempt, delayMs, reason });
          },
          onHedge: (call, afterMs) => observe({ type: 'hedge', ...about(call), afterMs }),
          onBreakerChange: (state: BreakerState) =>
            observe({ type: 'breaker-changed', upstream: name, endpointClass, state }),
        });
        pipelines.set(endpointClass, pipeline);
      }
      const { callOf, reads } = createHttp({
        upstream: name,
        baseUrl,
        transport,
        clock,
        observe,
        pipelineOf: (endpointClass) => pipelines.get(endpointClass)!,
        cache: answers,
        reuse: sharing,
      });
      return {
        endpoints: Object.fromEntries(
          Object.entries(endpoints).map(([endpoint, data]) => [endpoint, callOf(data)]),
        ) as unknown as Calls<Own>,
        status: () => ({
          name,
          retryBudget: budget.status(),
          reads: reads(),
          classes: Object.fromEntries(
            [...pipelines].map(([endpointClass, { breaker, bulkheadStatus }]) => [
              endpointClass,
              {
                breaker: breaker.status(),
                bulkhead: bulkheadStatus(),
                rateLimit: rateLimitStatus(limiters.get(endpointClass)!.status()),
                limits: classLimits(byClass.get(endpointClass)!),
              },
            ]),
          ),
        }),
        forceBreaker: (mode, endpointClass) => {
          const forced = [...pipelines].filter(
            ([each]) => endpointClass === undefined || each === endpointClass,
          );
          for (const [, { breaker }] of forced) breaker.force(mode);
          return forced.length > 0;
        },
        liftPause: (endpointClass) => {
          const lifted = [...limiters].filter(
            ([each]) => endpointClass === undefined || each === endpointClass,
          );
          for (const [, limiter] of lifted) limiter.lift();
          return lifted.length > 0;
        },
        close: () => pipelines.forEach(({ breaker }) => breaker.close()),
      };
    },
  };
}

/** Without what belongs to the whole upstream. */
function classLimits({
  retryBudget: _budget,
  rateLimit: _limit,
  commonQuota: _common,
  ...limits
}: ResilienceOptions): PipelineOptions {
  return limits;
}

function rateLimitStatus({ tokens, pause }: RateLimiterStatus): RateLimitStatus {
  return {
    tokens,
    paused: pause && {
      since: new Date(pause.since).toISOString(),
      until: new Date(pause.until).toISOString(),
      reason: `${pause.name} was answered 429 with Retry-After`,
    },
  };
}
