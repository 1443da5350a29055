/** What answers took lately, in ms. */
export interface RecentDurations {
  readonly add: (durationMs: number) => void;
  /** The percentile. Undefined until enough is known. */
  readonly usualMs: () => number | undefined;
}

const remembered = 100;
const enough = 20;
/** Sorting at every answer would cost more than the rest of the policy. */
const answersPerSort = 10;

export function recentDurations(percentile: number): RecentDurations {
  const ring: number[] = [];
  let added = 0;
  let usualMs: number | undefined;
  return {
    add: (durationMs) => {
      ring[added++ % remembered] = durationMs;
      if (added < enough || added % answersPerSort > 0) return;
      usualMs = Float64Array.from(ring).sort()[Math.ceil(percentile * ring.length) - 1];
    },
    usualMs: () => usualMs,
  };
}
