import type { Clock } from '../lib/clock.ts';
import { patientTimer } from '../lib/patient-timer.ts';

/**
 * Runs `work` for at most `limitMs`. Its signal aborts when the limit or the `parent` does, and the returned
 * promise rejects at that moment, whether or not `work` heeds the signal.
 *
 * @param expired makes the error to reject with when the limit, not the parent, was reached
 * @param leftMs how much is left of the limit when its time seems to be over; nothing unless given
 */
export function withTimeLimit<Answer>(
  clock: Clock,
  limitMs: number,
  parent: AbortSignal,
  expired: () => Error,
  work: (signal: AbortSignal) => Promise<Answer>,
  leftMs?: () => number,
): Promise<Answer> {
  const controller = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  if (parent.aborted) {
    reject(parent.reason as Error);
    return promise;
  }
  const abort = (reason: Error) => {
    cleanup();
    controller.abort(reason);
    reject(reason);
  };
  // Linked by hand: AbortSignal.any keeps every short-lived child in a set on its long-lived parent.
  const followParent = () => abort(parent.reason as Error);
  parent.addEventListener('abort', followParent, { once: true });
  // When this process was too busy to look in time, the answer may lie there already.
  const cancelTimer = patientTimer(clock, limitMs, () => abort(expired()), leftMs);
  const cleanup = () => {
    cancelTimer();
    parent.removeEventListener('abort', followParent);
  };
  void work(controller.signal).finally(cleanup).then(resolve, reject);
  return promise;
}
