import { deadlinePassed } from '../resilience/deadline.ts';
import type { Pipeline } from '../resilience/pipeline.ts';
import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import type { AnyEndpoint, BulkEndpoint, CallOf, Endpoint } from './endpoint.ts';
import { fromPolicy, type UpstreamError } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import { createFetchUpstream } from './fetch-upstream.ts';
import type { Operation } from './operation.ts';
import { readMany, type Batchers } from './read-many.ts';
import { readOne } from './read-one.ts';
import type { Reading } from './reading.ts';
import { singleFlight } from './single-flight.ts';
import type { UpstreamCache } from './upstream-cache.ts';

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
  cache,
  reuse,
}: {
  upstream: string;
  baseUrl: string;
  transport: Transport;
  clock: Clock;
  observe: ObserveUpstream;
  pipelineOf: (endpointClass: string) => Pipeline;
  cache: UpstreamCache;
  reuse: Reading['reuse'];
}): { callOf: <Any extends AnyEndpoint>(endpoint: Any) => CallOf<Any>; reads: () => ReadCounts } {
  const counts = { shared: 0, joined: 0, sent: 0 };
  const flights = singleFlight(() => (counts.joined += 1));
  const batchers: Batchers = new Map();
  const expired = () => fromPolicy(upstream, deadlinePassed()) as UpstreamError;
  const reading: Reading = {
    upstream,
    baseUrl,
    fetchUpstream: createFetchUpstream({ upstream, transport, clock, observe }),
    cache,
    reuse,
    callLimits: (endpointClass = 'default') => {
      const pipeline = pipelineOf(endpointClass);
      return { pipeline, limits: { clock, limitMs: pipeline.deadlineMs, expired } };
    },
    counts,
  };

  return {
    callOf: (<Args>(endpoint: Endpoint<Args, unknown> | BulkEndpoint<Args, unknown, unknown>) =>
      endpoint.kind === 'bulk'
        ? (operation: Operation, ids: readonly string[], args: Args) =>
            readMany(reading, batchers, operation, endpoint, ids, args)
        : (operation: Operation, args: Args) =>
            readOne(reading, flights, operation, endpoint, args)) as unknown as <Any extends AnyEndpoint>(
      endpoint: Any,
    ) => CallOf<Any>,
    reads: () => ({ kept: cache.served(), ...counts }),
  };
}
