import type { Clock } from '../lib/clock.ts';
import { rollingWindow } from './rolling-window.ts';

/** Defaults stand in `options.ts`. */
export interface RetryBudgetOptions {
  /** What retries and hedges may add to the load, as a share of the window's calls (0 to 1). */
  readonly ratio: number;
  /** Second tries that a window always allows: a ratio alone would leave a quiet service none. */
  readonly minimum: number;
  /** How far back calls and second tries are counted. */
  readonly windowMs: number;
}

/** What one service's calls may be tried again, all of them together. */
export interface RetryBudget {
  /** Notes a call: its first attempt, never a retry or a hedge. */
  readonly countCall: () => void;
  /** Takes one second try out of the budget. False, and nothing taken, when none is left. */
  readonly withdraw: () => boolean;
  readonly status: () => RetryBudgetStatus;
}

export interface RetryBudgetStatus {
  readonly calls: number;
  readonly retries: number;
  /** Second tries that the calls of the window are good for, those already made included. */
  readonly allowed: number;
}

const buckets = 10;

/**
 * Bounds second tries by first ones, so that a service that fails under load is not given a multiple of it. Whenever
 * one is granted, those of the last `windowMs` are at most `max(minimum, ratio × calls)`.
 */
export function retryBudget({ ratio, minimum, windowMs }: RetryBudgetOptions, clock: Clock): RetryBudget {
  const calls = rollingWindow({ windowMs, buckets }, ['calls'], clock);
  // A window forgets up to a bucket too early, which for retries would grant too many: theirs is a bucket longer.
  const retries = rollingWindow(
    { windowMs: windowMs + windowMs / buckets, buckets: buckets + 1 },
    ['retries'],
    clock,
  );
  const allowed = () => Math.max(minimum, Math.floor(ratio * calls.count('calls')));

  return {
    countCall: () => calls.add('calls'),
    withdraw: () => {
      if (retries.count('retries') >= allowed()) return false;
      retries.add('retries');
      return true;
    },
    status: () => ({
      calls: calls.count('calls'),
      retries: retries.count('retries'),
      allowed: allowed(),
    }),
  };
}
