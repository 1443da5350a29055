import type { Pipeline } from '../resilience/pipeline.ts';
import type { FetchUpstream } from './fetch-upstream.ts';
import type { WaitLimits } from './shared-call.ts';
import type { ReuseOptions } from './reuse-options.ts';
import type { UpstreamCache } from './upstream-cache.ts';

/** What every read of one upstream has at hand. */
export interface Reading {
  readonly upstream: string;
  readonly baseUrl: string;
  readonly fetchUpstream: FetchUpstream;
  readonly cache: UpstreamCache;
  readonly reuse: Pick<ReuseOptions, 'batching' | 'singleFlight'>;
  /** The way of a call of one class of endpoints, and how long operations may wait for it. */
  readonly callLimits: (endpointClass: string | undefined) => {
    readonly pipeline: Pipeline;
    readonly limits: WaitLimits;
  };
  readonly counts: { shared: number; joined: number; sent: number };
}
