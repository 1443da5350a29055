import { isLackOfTime } from '../upstream/errors.ts';
import { isFailure, type Result } from '../upstream/result.ts';

/** What becomes known of an operation's answer while it is made. */
export interface CacheHints {
  /** It depends on who asks. */
  isPrivate: boolean;
  /** Until when all that it is made of stays true (the clock's ms); Infinity while nothing has been heard of that. */
  freshUntil: number;
  /** The same for what a client's own cache keeps: services may speak of it apart (RFC 9111, 5.2.2.10). */
  clientFreshUntil: number;
  /** More time could have brought more. */
  lacksTime: boolean;
}

export function newCacheHints(): CacheHints {
  return {
    isPrivate: false,
    freshUntil: Infinity,
    clientFreshUntil: Infinity,
    lacksTime: false,
  };
}

/** Notes how long what an operation was given stays true, and for whom. What failed, or is stale, is not fresh. */
export function noteResult(hints: CacheHints, result: Result<unknown>): void {
  hints.isPrivate ||= result.private;
  if (isFailure(result)) {
    hints.freshUntil = hints.clientFreshUntil = 0;
    hints.lacksTime ||= isLackOfTime(result.error);
    return;
  }
  hints.freshUntil = Math.min(hints.freshUntil, result.freshUntil);
  hints.clientFreshUntil = Math.min(hints.clientFreshUntil, result.clientFreshUntil);
  hints.lacksTime ||= result.stale?.reason === 'DEADLINE_EXCEEDED';
}
