import type { Clock } from '../../lib/clock.ts';

/**
 * Runs `work` for at most `limitMs`. Its signal aborts when the limit or the `parent` does, and the returned
 * promise rejects at that moment, whether or not `work` heeds the signal.
 *
 * @param expired makes the error to reject with when the limit, not the parent, was reached
 */
export function withTimeLimit<Answer>(
  clock: Clock,
  limitMs: number,
  parent: AbortSignal,
  expired: () => Error,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  if (parent.aborted) {
    reject(parent.reason as Error);
    return promise;
  }
  const abort = (reason: Error) => {
    letGo();
    controller.abort(reason);
    reject(reason);
  };
  // Linked by hand: AbortSignal.any keeps every short-lived child in a set on its long-lived parent.
  const followParent = () => abort(parent.reason as Error);
  parent.addEventListener('abort', followParent, { once: true });
  let verdict: NodeJS.Immediate | undefined;
  const cancelTimer = clock.after(limitMs, () => {
    // Node runs timers before it reads sockets. When this process was too busy to do either in time, the answer may lie
    // there already: a service must not be blamed for how late we look.
    verdict = setImmediate(() => abort(expired()));
  });
  const letGo = () => {
    cancelTimer();
    clearImmediate(verdict);
    parent.removeEventListener('abort', followParent);
  };
  void work(controller.signal).finally(letGo).then(resolve, reject);
  return promise;
}
