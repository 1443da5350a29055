import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import { fromPolicy, type UpstreamError } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import { createFetchUpstream, type Exchange } from './fetch-upstream.ts';
import type { AnyEndpoint, BulkEndpoint, CallOf, Endpoint } from './endpoint.ts';
import type { UpstreamCache, Lasting, CacheKey } from './upstream-cache.ts';
import type { Pipeline } from '../resilience/pipeline.ts';
import { deadlinePassed } from '../resilience/deadline.ts';
import { readMany, type Batchers } from './read-many.ts';
import { readOne } from './read-one.ts';
import { unseal, type RequestScope, type SealedScope } from './scope.ts';
import type { WaitLimits } from './shared-call.ts';
import type { ReuseOptions } from './sharing.ts';
import { singleFlight } from './single-flight.ts';

/** What every read of one upstream has at hand. */
export interface Reading {
  readonly upstream: string;
  readonly baseUrl: string;
  readonly fetchUpstream: Exchange;
  readonly answers: UpstreamCache;
  readonly sharing: Pick<ReuseOptions, 'batching' | 'singleFlight'>;
  /** The way of a call of one class of endpoints, and how long operations may wait for it. */
  readonly callLimits: (endpointClass: string | undefined) => {
    readonly pipeline: Pipeline;
    readonly limits: WaitLimits;
  };
  /** Tells the operation until when an answer stays true, and whether there was time enough to ask for it. */
  readonly tell: (scope: RequestScope, cacheKey: CacheKey, lasting: Lasting, lacksTime?: boolean) => void;
  readonly counts: { shared: number; joined: number; sent: number };
}

/** How many of the answers that operations needed came from where; items of bulk answers are counted one by one. */
export interface ReadCounts {
  /** Kept, and still fresh or being renewed. */
  readonly kept: number;
  /** Kept by another process. */
  readonly shared: number;
  /** On their way already, for another operation. */
  readonly joined: number;
  readonly sent: number;
}

/** The HTTP side of one upstream: makes the calls of endpoints. */
export function createHttp({
  upstream,
  baseUrl,
  transport,
  clock,
  observe,
  pipelineOf,
  answers,
  sharing,
}: {
  upstream: string;
  baseUrl: string;
  transport: Transport;
  clock: Clock;
  observe: ObserveUpstream;
  pipelineOf: (endpointClass: string) => Pipeline;
  answers: UpstreamCache;
  sharing: Pick<ReuseOptions, 'batching' | 'singleFlight'>;
}): { callOf: <Any extends AnyEndpoint>(endpoint: Any) => CallOf<Any>; reads: () => ReadCounts } {
  const counts = { shared: 0, joined: 0, sent: 0 };
  const flights = singleFlight(() => (counts.joined += 1));
  const batchers: Batchers = new Map();
  const expired = () => fromPolicy(upstream, deadlinePassed()) as UpstreamError;
  const reading: Reading = {
    upstream,
    baseUrl,
    fetchUpstream: createFetchUpstream({ upstream, transport, clock, observe }),
    answers,
    sharing,
    callLimits: (endpointClass = 'default') => {
      const pipeline = pipelineOf(endpointClass);
      return { pipeline, limits: { clock, limitMs: pipeline.deadlineMs, expired } };
    },
    tell: (scope, cacheKey, { freshUntil, clientFreshUntil, private: isPrivate }, lacksTime = false) => {
      // Read once, since what is equally long must be told as such.
      const now = clock.now();
      scope.heard?.({
        freshMs: Math.max(0, freshUntil - now),
        clientFreshMs: Math.max(0, clientFreshUntil - now),
        private: isPrivate || cacheKey.private,
        ...(lacksTime && { lacksTime }),
      });
    },
    counts,
  };

  return {
    callOf: (<Args>(endpoint: Endpoint<Args, unknown> | BulkEndpoint<Args, unknown>) =>
      endpoint.kind === 'bulk'
        ? (scope: SealedScope, ids: readonly string[], args: Args) =>
            readMany(reading, batchers, unseal(scope), endpoint, ids, args)
        : (scope: SealedScope, args: Args) => readOne(reading, flights, unseal(scope), endpoint, args)) as <
      Any extends AnyEndpoint,
    >(
      endpoint: Any,
    ) => CallOf<Any>,
    reads: () => ({ kept: answers.served(), ...counts }),
  };
}
