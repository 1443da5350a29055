import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { serviceError } from '../testing/service-error.ts';
import type { Call } from './policy.ts';
import { bulkhead, type BulkheadOptions } from './bulkhead.ts';
import { serviceTime } from './service-time.ts';

type End = 'answer' | 'fail' | 'ignore' | 'leave';
const options = fc.record({
  concurrency: fc.integer({ min: 1, max: 6 }),
  queue: fc.integer({ min: 0, max: 6 }),
  minRemainingMs: fc.constantFrom(0, 20),
  adaptive: fc.option(fc.record({ minimum: fc.constant(1), slowMs: fc.constantFrom(10, 50) }), { nil: null }),
});
/** Of a call that has not ended yet: one under way, or, to leave, one that waits. */
const end = fc.record({
  type: fc.constant('end' as const),
  pick: fc.nat(),
  end: fc.constantFrom<End[]>('answer', 'fail', 'ignore', 'leave'),
});
const start = fc.record({
  type: fc.constant('start' as const),
  deadlineMs: fc.integer({ min: 1, max: 200 }),
});
const advance = fc.record({ type: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 60 }) });
const schedule = fc.array(
  fc.oneof({ weight: 4, arbitrary: start }, { weight: 4, arbitrary: end }, { weight: 1, arbitrary: advance }),
  { maxLength: 120 },
);

const errors = {
  fail: serviceError(),
  ignore: serviceError({ outcome: 'ignored' }),
  leave: new Error('gone'),
};

/** A bulkhead, and what became of the calls of it, each known by its number. */
function given(options: BulkheadOptions) {
  const clock = manualClock(0);
  const policy = bulkhead(
    options,
    clock,
    serviceTime(clock, () => 0),
  );
  const started: number[] = [];
  const outcomes = new Map<number, 'answer' | 'refused' | Error>();
  const calls: { readonly end: (end: End) => void }[] = [];
  /** How many were under way when one more had begun, and how many were allowed to be. */
  const entries: { readonly running: number; readonly limit: number }[] = [];
  let running = 0;

  const begin = (deadlineMs: number) => {
    const name = calls.length;
    const controller = new AbortController();
    const wire = Promise.withResolvers<'answer'>();
    wire.promise.catch(() => {});
    calls.push({
      end: (end) => {
        if (end === 'leave') controller.abort(errors.leave);
        else if (end === 'answer') wire.resolve(end);
        else wire.reject(errors[end]);
      },
    });
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal: controller.signal,
      deadlineAt: clock.now() + deadlineMs,
    };
    void policy(call, async ({ signal }) => {
      started.push(name);
      entries.push({ running: (running += 1), limit: policy.status().limit });
      try {
        signal.addEventListener('abort', () => wire.reject(signal.reason as Error), { once: true });
        signal.throwIfAborted();
        return await wire.promise;
      } finally {
        running -= 1;
      }
    }).then(
      (answer) => outcomes.set(name, answer),
      (error: Error) => outcomes.set(name, Object.values(errors).includes(error) ? error : 'refused'),
    );
    return name;
  };
  return { clock, policy, started, outcomes, calls, entries, begin };
}

/** The bulkhead once more, as lists of names, its limit as a number that is written down anew each time. */
function model({ concurrency, queue, minRemainingMs = 0, adaptive }: BulkheadOptions, now: () => number) {
  const running = new Map<number, { readonly sinceMs: number }>();
  let waiting: { readonly name: number; readonly deadlineAt: number }[] = [];
  const started: number[] = [];
  const outcomes = new Map<number, 'answer' | 'refused' | Error>();
  const lowered: number[] = [];
  let places = concurrency;
  const limit = () => Math.floor(places);

  const enter = (name: number) => {
    running.set(name, { sinceMs: now() });
    started.push(name);
  };
  const learn = (tookMs: number, end: End) => {
    if (!adaptive) return;
    const isSignOfOverload = end === 'fail' || tookMs > adaptive.slowMs;
    if (isSignOfOverload && lowered.every((at) => now() - at >= adaptive.slowMs)) {
      lowered.push(now());
      places = Math.max(adaptive.minimum, places * 0.9);
    } else if (!isSignOfOverload && end === 'answer') {
      places = Math.min(concurrency, places + 1 / places);
    }
  };
  return {
    started,
    outcomes,
    status: () => ({ running: running.size, waiting: waiting.length, limit: limit() }),
    /** Calls that have not ended. */
    open: () => [...running.keys(), ...waiting.map(({ name }) => name)],
    isWaiting: (name: number) => waiting.some((waiter) => waiter.name === name),
    begin: (name: number, deadlineMs: number) => {
      if (running.size < limit()) enter(name);
      else if (waiting.length < queue) waiting.push({ name, deadlineAt: now() + deadlineMs });
      else outcomes.set(name, 'refused');
    },
    end: (name: number, end: End) => {
      outcomes.set(name, end === 'answer' ? end : errors[end]);
      const begun = running.get(name);
      waiting = waiting.filter((waiter) => waiter.name !== name);
      if (!begun) return;
      learn(now() - begun.sinceMs, end);
      running.delete(name);
      while (waiting.length > 0 && running.size < limit()) {
        const next = waiting.shift()!;
        if (next.deadlineAt - now() < minRemainingMs) outcomes.set(next.name, 'refused');
        else enter(next.name);
      }
    },
  };
}

it('the bulkhead does what the model does, whatever comes and ends in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(options, schedule, async (options, steps) => {
      const real = given(options);
      const ideal = model(options, real.clock.now);
      const compare = () => {
        expect(real.policy.status()).toEqual(ideal.status());
        expect(real.started).toEqual(ideal.started);
        expect(real.outcomes).toEqual(ideal.outcomes);
      };
      const endOf = async (name: number, end: End) => {
        ideal.end(name, end);
        real.calls[name]!.end(end);
        await settle();
      };
      for (const step of steps) {
        const open = ideal.open();
        if (step.type === 'advance') await real.clock.advance(step.ms);
        else if (step.type === 'start') {
          ideal.begin(real.begin(step.deadlineMs), step.deadlineMs);
          await settle();
        } else if (open.length > 0) {
          const name = open[step.pick % open.length]!;
          // Who waits has nothing that could be answered.
          await endOf(name, ideal.isWaiting(name) ? 'leave' : step.end);
        }
        compare();
      }
      for (let [name] = ideal.open(); name !== undefined; [name] = ideal.open()) await endOf(name, 'answer');
      compare();
      expect(real.policy.status()).toMatchObject({ running: 0, waiting: 0 });
      expect(real.outcomes.size).toBe(real.calls.length);
    }),
  );
});

it('the bulkhead keeps its bounds and loses no place when all of it happens at one moment', async () => {
  const bursts = fc.array(fc.array(fc.oneof(start, end), { maxLength: 12 }), { maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(options, bursts, fc.integer({ min: 0, max: 3 }), async (options, bursts, turns) => {
      const { policy, started, outcomes, calls, entries, clock, begin } = given(options);
      for (const burst of bursts) {
        for (const step of burst) {
          if (step.type === 'start') begin(step.deadlineMs);
          // Those that ended long ago as well: nothing may come of it.
          else if (step.type === 'end' && calls.length > 0) calls[step.pick % calls.length]!.end(step.end);
          // Anywhere between the end of one call and the beginning of the next.
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          expect(policy.status().waiting).toBeLessThanOrEqual(options.queue);
        }
        await clock.advance(7);
      }

      for (const call of calls) call.end('answer');
      await settle();

      expect(outcomes.size).toBe(calls.length);
      expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
      expect(started).toEqual(started.toSorted((a, b) => a - b));
      for (const { running, limit } of entries) expect(running).toBeLessThanOrEqual(limit);
    }),
  );
});
