import { AsyncLocalStorage } from 'node:async_hooks';
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

const listeners = new AsyncLocalStorage<StaleListener>();

/** Runs `work`; whatever it is answered with in stale form, now or later, is told to `listener`. */
export function listenForStale<Result>(listener: StaleListener, work: () => Result): Result {
  return listeners.run(listener, work);
}

/**
 * Tells `listener` of whatever is asked from here on, in this flow of control and those it starts, until another
 * listener is named. Half the price of {@link listenForStale}, which has to come back to the listener before.
 */
export function listenFromHere(listener: StaleListener): void {
  listeners.enterWith(listener);
}

/** The listener of whoever is asking at this moment. */
export function staleListener(): StaleListener | undefined {
  return listeners.getStore();
}
