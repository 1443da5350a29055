import type { Clock } from '../lib/clock.ts';

export interface RollingWindowOptions {
  /** How far back events count: those older than this never do. */
  readonly windowMs: number;
  /** Slices of the window. It forgets a slice at a time, so an event counts for at least `1 - 1 / buckets` of it. */
  readonly buckets?: number;
}

/** Counts what happened lately. */
export interface RollingWindow<Counter extends string> {
  readonly add: (counter: Counter) => void;
  readonly count: (counter: Counter) => number;
  /** Forgets everything. */
  readonly clear: () => void;
}

/**
 * Counts in a ring of time slices with running totals: reading costs the same however much was counted, and no
 * timer turns the ring, since each call first drops the slices that have gone by.
 */
export function rollingWindow<Counter extends string>(
  { windowMs, buckets = 10 }: RollingWindowOptions,
  counters: readonly Counter[],
  clock: Clock,
): RollingWindow<Counter> {
  const bucketMs = windowMs / buckets;
  const startMs = clock.now();
  const zeros = () => Object.fromEntries(counters.map((counter) => [counter, 0])) as Record<Counter, number>;
  const ring = Array.from({ length: buckets }, zeros);
  const totals = zeros();
  /** Slices since the start: the one being filled has the place `newest % buckets`. */
  let newest = 0;

  const empty = (bucket: Record<Counter, number>) => {
    for (const counter of counters) {
      totals[counter] -= bucket[counter];
      bucket[counter] = 0;
    }
  };

  /** The slice of this moment, with those that it pushed out of the window dropped. */
  const currentBucket = () => {
    const current = Math.floor((clock.now() - startMs) / bucketMs);
    // Once round the ring at most, however long nobody called.
    for (let bucket = Math.max(newest, current - buckets) + 1; bucket <= current; bucket++) {
      empty(ring[bucket % buckets]!);
    }
    newest = current;
    return ring[current % buckets]!;
  };

  return {
    add: (counter) => {
      currentBucket()[counter] += 1;
      totals[counter] += 1;
    },
    count: (counter) => {
      currentBucket();
      return totals[counter];
    },
    clear: () => ring.forEach(empty),
  };
}
