import type { Clock } from '../lib/clock.ts';

/** How often lateness is looked at, to know whether it lasts. */
const DELAY_TICK_MS = 50;

/** How often pauses are looked for. A shorter one is not seen. */
const PAUSE_TICK_MS = 10;

/** Pauses that are remembered: those of the last five seconds at least, since one takes two ticks or longer. */
const REMEMBERED_PAUSES = 256;

/**
 * How often an exchange has to wait for the event loop: when its connection is open, when the head of the response is
 * there, and when its body is.
 */
const TURNS_OF_AN_EXCHANGE = 3;

export interface EventLoopWatch {
  /** How late the event loop runs what is due (ms), now and not just once. */
  readonly delayMs: () => number;
  /**
   * How much of the time since `sinceMs` (on the clock's scale) an exchange with another process can have waited for this
   * one (ms). The loop may pause more often than that; while it does, the other side works all the same, so only the
   * longest of its pauses count, one for each turn that the exchange needs. Else a loop that is busy all the time could
   * call no service slow.
   */
  readonly ownDelayMs: (sinceMs: number) => number;
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
  let lateMs = 0;
  let lateBeforeMs = 0;
  const ticks = tick(clock, DELAY_TICK_MS, (late) => ([lateBeforeMs, lateMs] = [lateMs, late]));

  /** The oldest first. */
  const pauses: { readonly endedAt: number; readonly lateMs: number }[] = [];
  const pauseTicks = tick(clock, PAUSE_TICK_MS, (late) => {
    if (late < PAUSE_TICK_MS) return;
    pauses.push({ endedAt: clock.now(), lateMs: late });
    if (pauses.length > REMEMBERED_PAUSES) pauses.shift();
  });

  return {
    delayMs: () => Math.min(lateMs, Math.max(lateBeforeMs, ticks.overdueMs())),
    ownDelayMs: (sinceMs) => {
      const delays = [Math.min(pauseTicks.overdueMs(), clock.now() - sinceMs)];
      for (let index = pauses.length - 1; index >= 0 && pauses[index]!.endedAt > sinceMs; index--) {
        const pause = pauses[index]!;
        delays.push(Math.min(pause.lateMs, pause.endedAt - sinceMs));
      }
      const longest = delays.sort((a, b) => b - a).slice(0, TURNS_OF_AN_EXCHANGE);
      return longest.reduce((sum, delayMs) => sum + delayMs, 0);
    },
    close: () => {
      ticks.stop();
      pauseTicks.stop();
    },
  };
}

/** Tells how late it is whenever `everyMs` have passed. */
function tick(clock: Clock, everyMs: number, onTick: (lateMs: number) => void) {
  let dueAt = 0;
  let stop = () => {};
  const overdueMs = () => Math.max(0, clock.now() - dueAt);
  const next = () => {
    dueAt = clock.now() + everyMs;
    stop = clock.after(everyMs, () => {
      onTick(overdueMs());
      next();
    });
  };
  next();
  return { overdueMs, stop: () => stop() };
}
