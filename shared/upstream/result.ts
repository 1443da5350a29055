import type { UpstreamErrorCode } from './errors.ts';

/** Until when something stays true, and for whom. Moments are on the {@link Clock}'s scale (ms). */
export interface Lifetime {
  /** Until then it needs no asking. */
  readonly freshUntil: number;
  /** Until then a client's own cache need not ask for it: its service may speak of that apart. */
  readonly clientFreshUntil: number;
  /** Whether it is one principal's alone. */
  readonly private: boolean;
}

/** A stale value was served because there was no fresh one. */
export interface StaleUse {
  readonly upstream: string;
  /** Why there was no fresh one. */
  readonly reason: UpstreamErrorCode;
  readonly ageMs: number;
}

/** What a service has to say, with how long that stays true. */
export interface Found<Value> extends Lifetime {
  readonly value: Value;
  /** Set where the value is stale; it is not fresh then for anybody. */
  readonly stale?: StaleUse;
}

/** Why there is no value. */
export interface Failure {
  readonly error: Error;
  readonly private: boolean;
}

/**
 * What a call comes to. It is returned as it is from the HTTP client up to the field that shows it, so that whoever
 * holds a value holds its lifetime, its staleness and its privacy too.
 */
export type Result<Value> = Found<Value> | Failure;

export function isFailure(result: Result<unknown>): result is Failure {
  return 'error' in result;
}
