import { boundedCache, type BoundedCache } from '../cache/bounded-cache.ts';
import type { SecondLevel } from '../cache/second-level.ts';
import type { SharedVariables } from '../config/shared-config.ts';
import type { Kept } from './kept-answers.ts';

/**
 * What concurrent and successive operations share of what the services answer. None of it changes an answer; all of it
 * makes operations cheaper.
 */
export interface Sharing {
  /** Ids that several operations ask a bulk endpoint for at the same time travel together. */
  readonly batching: boolean;
  /** What is on its way already for one operation is waited for by the others. */
  readonly singleFlight: boolean;
  /** Answers are served as long as their services say that they are fresh. */
  readonly serveFresh: boolean;
  /** Where answers are kept, fresh ones and those that stand in for failed calls. */
  readonly kept: BoundedCache<Kept>;
  /** Where processes keep for each other what may be served fresh, if they do. */
  readonly secondLevel?: SecondLevel<Kept> | undefined;
}

/** What of it the configuration switches on. */
export function sharingOf(
  {
    BATCHING: batching,
    SINGLE_FLIGHT: singleFlight,
    ENTITY_CACHE_MB: megabytes,
  }: Pick<SharedVariables, 'BATCHING' | 'SINGLE_FLIGHT' | 'ENTITY_CACHE_MB'>,
  secondLevel?: SecondLevel<Kept>,
): Sharing {
  if (megabytes === 0) return { ...noSharing(), batching, singleFlight };
  return { batching, singleFlight, serveFresh: true, kept: boundedCache(megabytes * 1_000_000), secondLevel };
}

/** Room for the answers that stand in for failed calls, where none is given to fresh ones. */
const STAND_IN_BYTES = 16_000_000;

/** Every operation for itself. */
export function noSharing(): Sharing {
  return { batching: false, singleFlight: false, serveFresh: false, kept: boundedCache(STAND_IN_BYTES) };
}
