import type { CacheHeaders } from '../cache/freshness.ts';
import type { Found } from './result.ts';
import type { Operation, VaryInput } from './operation.ts';

/** How long the last good answer of an endpoint may be served stale when there is no fresh one. */
export interface StaleIfError {
  readonly maxAgeMs: number;
}

/** What a value is kept under, and what may be done with it. */
export interface CacheKey {
  readonly endpoint: string;
  /**
   * All that the answer depends on. Null where it is one principal's and nobody is signed in: it is not kept, and not
   * shared, as there would be no one to give it to.
   */
  readonly key: string | null;
  /** Whether it is one principal's. */
  readonly private: boolean;
  readonly stale: StaleIfError | undefined;
}

/** The key of what is at `address`, with the inputs of the operation that its endpoint declares. */
export function cacheKeyOf(
  endpoint: string,
  address: string,
  { varyOn, stale }: { varyOn?: readonly VaryInput[]; stale?: StaleIfError },
  { principal }: Operation,
): CacheKey {
  if (!varyOn?.includes('principal')) return { endpoint, key: address, private: false, stale };
  return { endpoint, key: principal && `${principal.customerId} ${address}`, private: true, stale };
}

/** A whole answer, or what a bulk answer has for one id. Moments are on the {@link Clock}'s scale (ms). */
export interface CacheEntry<Value = unknown> extends Found<Value> {
  /** When it was asked for. */
  readonly askedAt: number;
  /** How old it was by then (ms). */
  readonly ageMs: number;
  /** Whether it is that there is none. */
  readonly negative: boolean;
  /** Until then it may be served while it is asked for again. */
  readonly revalidateUntil: number;
  /** Until then it may be served when there is no other to be had; 0 where it never may. */
  readonly staleUntil: number;
  /** What it said of being kept, where it can be asked by its tag whether it is still the same. */
  readonly caching: CacheHeaders | undefined;
  /** About how much room it takes: its share of the body. */
  readonly bytes: number;
}
