import { boundedCache, type BoundedCache } from '../cache/bounded-cache.ts';
import type { SharedCache } from '../cache/shared-cache.ts';
import type { SharedVariables } from '../config/shared-config.ts';
import type { CacheEntry } from './cache-entry.ts';

/**
 * What concurrent and successive operations share of what the services answer. None of it changes an answer; all of it
 * makes operations cheaper.
 */
export interface ReuseOptions {
  /** Ids that several operations ask a bulk endpoint for at the same time travel together. */
  readonly batching: boolean;
  /** What is on its way already for one operation is waited for by the others. */
  readonly singleFlight: boolean;
  /** Answers are served as long as their services say that they are fresh. */
  readonly serveFresh: boolean;
  /** Where answers are kept, fresh ones and those that stand in for failed calls. */
  readonly kept: BoundedCache<CacheEntry>;
  /** Where processes keep for each other what may be served fresh, if they do. */
  readonly sharedCache?: SharedCache<CacheEntry> | undefined;
}

/** What of it the configuration switches on. */
export function reuseOptionsOf(
  {
    BATCHING: batching,
    SINGLE_FLIGHT: singleFlight,
    ENTITY_CACHE_MB: megabytes,
  }: Pick<SharedVariables, 'BATCHING' | 'SINGLE_FLIGHT' | 'ENTITY_CACHE_MB'>,
  sharedCache?: SharedCache<CacheEntry>,
): ReuseOptions {
  if (megabytes === 0) return { ...noReuse(), batching, singleFlight };
  return { batching, singleFlight, serveFresh: true, kept: boundedCache(megabytes * 1_000_000), sharedCache };
}

/** Room for the answers that stand in for failed calls, where none is given to fresh ones. */
const STAND_IN_BYTES = 16_000_000;

/** Every operation for itself. */
export function noReuse(): ReuseOptions {
  return { batching: false, singleFlight: false, serveFresh: false, kept: boundedCache(STAND_IN_BYTES) };
}
