import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { retryBudget } from './retry-budget.ts';

type Step = { readonly afterMs: number; readonly calls: number; readonly retries: number };

const windowMs = 1_000;
const schedule = fc.array(
  fc.record<Step>({
    // Either fine steps about the slices of the window, or leaps over the whole of it.
    afterMs: fc.oneof(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 2_500 })),
    calls: fc.integer({ min: 0, max: 60 }),
    retries: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 60 },
);
const options = fc.record({
  ratio: fc.constantFrom(0, 0.05, 0.1, 0.25, 1),
  minimum: fc.integer({ min: 0, max: 5 }),
});

/** How many were later than `from`, up to `to`. */
const within = (times: readonly number[], from: number, to: number) =>
  times.filter((at) => at > from && at <= to).length;

/** Plays the schedule against the bound; returns when each call came and each retry was granted, on the clock of the test (ms). */
async function play({ ratio, minimum }: { ratio: number; minimum: number }, steps: readonly Step[]) {
  // Begun off the beat of the windows to look at.
  const clock = manualClock(37);
  const budget = retryBudget({ ratio, minimum, windowMs }, clock);
  const calls: number[] = [];
  const granted: number[] = [];
  for (const step of steps) {
    await clock.advance(step.afterMs);
    for (let n = 0; n < step.calls; n++) {
      budget.countCall();
      calls.push(clock.now());
    }
    for (let n = 0; n < step.retries; n++) {
      if (!budget.withdraw()) continue;
      granted.push(clock.now());
      const [retriesThen, callsThen] = [granted, calls].map((times) =>
        within(times, clock.now() - windowMs, clock.now()),
      );
      expect(retriesThen).toBeLessThanOrEqual(Math.max(minimum, ratio * callsThen!));
    }
  }
  return { calls, granted };
}

it('the retry budget never grants more than its minimum or its share of the calls of the window behind', async () => {
  await fc.assert(
    fc.asyncProperty(options, schedule, async (given, steps) => void (await play(given, steps))),
  );
});

it('the retry budget keeps the retries of any window within the calls of that window and the one before', async () => {
  await fc.assert(
    fc.asyncProperty(options, schedule, async (given, steps) => {
      const { calls, granted } = await play(given, steps);
      for (const end of [...granted, ...granted.map((at) => at + windowMs / 2)]) {
        const allowed = given.ratio * within(calls, end - 2 * windowMs, end);
        expect(within(granted, end - windowMs, end)).toBeLessThanOrEqual(Math.max(given.minimum, allowed));
      }
    }),
  );
});

it('the retry budget grants whatever it must not refuse: all that its minimum allows in a window with a slice to spare', async () => {
  await fc.assert(
    fc.asyncProperty(options, schedule, async ({ ratio, minimum }, steps) => {
      const clock = manualClock(37);
      const budget = retryBudget({ ratio, minimum, windowMs }, clock);
      const granted: number[] = [];
      for (const { afterMs, retries } of steps) {
        await clock.advance(afterMs);
        for (let n = 0; n < retries; n++) {
          const room = minimum - within(granted, clock.now() - windowMs * 1.1, clock.now());
          const isGranted = budget.withdraw();
          if (room > 0) expect(isGranted).toBe(true);
          if (isGranted) granted.push(clock.now());
        }
      }
    }),
  );
});
