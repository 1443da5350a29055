import type { Clock } from './clock.ts';

/**
 * Runs `action` once whatever is waited for has had `delayMs` and did not come. Two things tell that from a plain timer:
 * Node runs timers before it reads sockets, so the sockets are read once more before `action`; and when `leftMs` says by
 * then that not all of its time has passed, it waits for the rest.
 *
 * @param leftMs how much of the time is left; nothing unless given
 * @returns cancels it
 */
export function patientTimer(
  clock: Clock,
  delayMs: number,
  action: () => void,
  leftMs: () => number = () => 0,
): () => void {
  let immediate: NodeJS.Immediate | undefined;
  let cancelTimer = () => {};
  const wait = (ms: number) => {
    cancelTimer = clock.after(ms, () => {
      immediate = setImmediate(() => {
        const restMs = leftMs();
        // A timer may fire a fraction of a millisecond early.
        if (restMs >= 1) wait(restMs);
        else action();
      });
    });
  };
  wait(delayMs);
  return () => {
    cancelTimer();
    clearImmediate(immediate);
  };
}
