import type { Clock } from '../lib/clock.ts';

/**
 * How long a service can have taken for what began at `sinceMs` (on the clock's scale): the time that passed, less what
 * this process was too busy to send or to read (ms). Whoever judges a service goes by this; how long a client still waits
 * goes by the clock.
 */
export type TookMs = (sinceMs: number) => number;

/** @param ownDelayMs how much of the time since then can be this process's own doing */
export function serviceTime(clock: Clock, ownDelayMs: (sinceMs: number) => number): TookMs {
  return (sinceMs) => clock.now() - sinceMs - ownDelayMs(sinceMs);
}
