import type { UpstreamErrorCode } from './errors.ts';

/** An old answer that was served because there was no fresh one. */
export interface StaleUse {
  readonly upstream: string;
  /** Why there was no fresh one. */
  readonly reason: UpstreamErrorCode;
  readonly ageMs: number;
}

/** Who wants to know that an answer is stale: the field that shows it, or the loader that hands it on to fields. */
export interface StaleListener {
  /** A stale answer was served, for the one `id`, or for all that was asked for. */
  readonly served: (use: StaleUse, id?: string) => void;
  /**
   * Nothing can be said of `id`, while others of the same call have an answer. Without it, a call of which only a part
   * can be served from what was kept fails as a whole.
   */
  readonly missed?: (id: string, error: Error) => void;
}
