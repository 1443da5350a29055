/**
 * Time as a dependency, so that tests move it by hand instead of waiting for it.
 */
export interface Clock {
  /** Milliseconds since the epoch. Never runs backwards within a process. */
  readonly now: () => number;
  /** Runs `action` once, `delayMs` from now, unless the returned function cancels it first. */
  readonly after: (delayMs: number, action: () => void) => () => void;
}

/** The machine's clock. Built on the monotonic timer: a wall clock set back must not stretch a deadline. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
