import type { Clock } from '../lib/clock.ts';

/** A {@link Clock} that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due, in the order of its time; promises settle after every timer. */
  advance(ms: number): Promise<void>;
  /** Timers that were set, and neither ran nor were cancelled. */
  pending(): number;
}

/** Lets every promise that can settle without time or I/O do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function manualClock(startMs = 1_000_000): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly dueMs: number; readonly action: () => void }>();

  /** The earliest timer due by `untilMs`; of several at one moment, the first that was set. */
  const nextDue = (untilMs: number) =>
    [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  return {
    now: () => nowMs,
    after: (delayMs, action) => {
      const timer = { dueMs: nowMs + delayMs, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms) => {
      const untilMs = nowMs + ms;
      await settle();
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        timers.delete(due);
        nowMs = Math.max(nowMs, due.dueMs);
        due.action();
        await settle();
      }
      nowMs = untilMs;
    },
    pending: () => timers.size,
  };
}
