import type { Clock } from '../lib/clock.ts';

/** How often lateness is looked at. */
const TICK_MS = 50;

export interface EventLoopWatch {
  /** How late the event loop runs what is due (ms), now and not just once. */
  readonly delayMs: () => number;
  readonly close: () => void;
}

/**
 * Measures how late a process runs its timers, which is how long a request waits before anything looks at it.
 *
 * One late tick is a pause (a garbage collection, one large answer), and over when it is noticed. Two in a row mean
 * that work comes in faster than it is done: the smaller of the two is the delay. A tick that is overdue at this
 * moment counts as well, since a busy loop reads requests before it runs timers.
 */
export function watchEventLoop(clock: Clock): EventLoopWatch {
  let dueAt = 0;
  let lateMs = 0;
  let lateBeforeMs = 0;
  let cancel = () => {};

  const overdueMs = () => Math.max(0, clock.now() - dueAt);
  const next = () => {
    dueAt = clock.now() + TICK_MS;
    cancel = clock.after(TICK_MS, () => {
      [lateBeforeMs, lateMs] = [lateMs, overdueMs()];
      next();
    });
  };
  next();

  return {
    delayMs: () => Math.min(lateMs, Math.max(lateBeforeMs, overdueMs())),
    close: () => cancel(),
  };
}
