import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` `count` times at once. */
export function atOnce<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

/** Runs `work` `count` times, one after the other. */
export async function oneByOne<Result>(
  count: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index++) results.push(await work(index));
  return results;
}

/** Runs `work` `count` times, at most `workers` at once. */
export async function several<Result>(
  { count, workers }: { count: number; workers: number },
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  await atOnce(workers, async () => {
    while (next < count) results.push(await work(next++));
  });
  return results;
}

/**
 * Workers that each begin the next piece of work when the last one has ended (a closed loop): they slow down with what
 * they ask, so they find out how much it can do and never overload it.
 */
export async function closedLoop<Result>(
  { workers, durationMs, pauseMs = 0 }: { workers: number; durationMs: number; pauseMs?: number },
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const endAt = performance.now() + durationMs;
  const results: Result[] = [];
  let index = 0;
  await atOnce(workers, async () => {
    while (performance.now() < endAt) {
      results.push(await work(index++));
      if (pauseMs > 0) await sleep(pauseMs);
    }
  });
  return results;
}

/**
 * Begins work at a fixed rate, however slowly it ends (an open loop), as clients that do not know of each other do.
 * What ends later is waited for.
 *
 * @param until ends it before `durationMs` have passed, once true
 */
export async function openLoop<Result>(
  {
    perSecond,
    durationMs,
    until = () => false,
  }: { perSecond: number; durationMs: number; until?: () => boolean },
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const startedAt = performance.now();
  const results: Promise<Result>[] = [];
  for (;;) {
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs >= durationMs || until()) return Promise.all(results);
    // What is due by now: a timer that comes late is made up for.
    while (results.length <= (elapsedMs / 1_000) * perSecond) results.push(work(results.length));
    await sleep(Math.max(1, (results.length / perSecond) * 1_000 - (performance.now() - startedAt)));
  }
}
