import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock, type Clock } from '../lib/clock.ts';
import { serviceError } from '../testing/service-error.ts';
import type { Call } from './policy.ts';
import { breaker, type BreakerOptions, type BreakerState } from './breaker.ts';
import { serviceTime } from './service-time.ts';
import { runs } from '../../test/long-form.ts';

// Opossum's timer is the runner's, so the clock must be as well. In whole milliseconds, to meet limits exactly.
const clock: Clock = { ...systemClock, now: () => Date.now() };
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type End = 'succeed' | 'fail' | 'ignore' | 'leave';
type Force = 'open' | 'closed' | 'auto';
type Step =
  | { readonly type: 'advance'; readonly ms: number }
  /** A call that stays under way until a later `end` picks it, or for good. */
  | { readonly type: 'begin' }
  | { readonly type: 'end'; readonly pick: number; readonly end: End }
  /** `count` calls one after the other, each with this end after `tookMs`. */
  | { readonly type: 'calls'; readonly count: number; readonly tookMs: number; readonly end: End }
  | { readonly type: 'force'; readonly mode: Force };

/** A call in the model's books. */
interface Entry {
  readonly admittedIn: number;
  readonly startedMs: number;
  ended?: { readonly atMs: number; readonly good: boolean; readonly failed: boolean; readonly slow: boolean };
}

/**
 * The breaker once more, in other words: it keeps every call that it ever admitted, and derives whatever it wants to
 * know from these books and the time.
 */
function model(options: BreakerOptions, startMs: number) {
  const { permitted, toClose } = options.probes;
  const bucketMs = options.windowMs / 10;
  const entries: Entry[] = [];
  let state: BreakerState = 'closed';
  let phase = 0;
  let openedMs = 0;
  const enter = (next: BreakerState) => {
    state = next;
    phase += 1;
    openedMs = clock.now();
  };
  const current = () => {
    if (state === 'open' && clock.now() >= openedMs + options.openMs) enter('half-open');
    return state;
  };
  const hangs = ({ startedMs }: Entry, atMs: number) => atMs - startedMs >= options.openMs;
  const ofPhase = () => entries.filter(({ admittedIn }) => admittedIn === phase);
  const ended = () => ofPhase().flatMap((entry) => entry.ended ?? []);
  const slice = (atMs: number) => Math.floor((atMs - startMs) / bucketMs);
  const inWindow = () => ended().filter(({ atMs }) => slice(atMs) > slice(clock.now()) - 10);
  const probesInUse = () =>
    ofPhase().filter((entry) => entry.ended !== undefined || !hangs(entry, clock.now())).length;

  return {
    state: current,
    probesInUse,
    window: () => (current() === 'closed' ? inWindow().length : undefined),
    begin: (): Entry | undefined => {
      // The state before the probes: time alone may have changed it, and the phase with it.
      const refuses = ['open', 'forced-open'].includes(current());
      if (refuses || (state === 'half-open' && probesInUse() >= permitted)) return undefined;
      const entry: Entry = { admittedIn: phase, startedMs: clock.now() };
      entries.push(entry);
      return entry;
    },
    end: (entry: Entry, end: End) => {
      if (current() === 'disabled' || entry.admittedIn !== phase) return;
      if (end === 'ignore' || end === 'leave') {
        entries.splice(entries.indexOf(entry), 1);
        return;
      }
      if (state === 'half-open' && hangs(entry, clock.now())) return;
      const failed = end === 'fail';
      const slow = clock.now() - entry.startedMs >= options.slowCallMs;
      entry.ended = { atMs: clock.now(), failed, slow, good: !failed && !slow };
      if (state === 'closed') {
        const calls = inWindow();
        const share = (kind: 'failed' | 'slow') => calls.filter((call) => call[kind]).length / calls.length;
        const tripped = share('failed') >= options.failureRatio || share('slow') >= options.slowCallRatio;
        if (calls.length >= options.minimumCalls && tripped) enter('open');
      } else {
        const good = ended().filter((call) => call.good).length;
        if (good === toClose) enter('closed');
        else if (good + (permitted - ended().length) < toClose) enter('open');
      }
    },
    force: (mode: Force) =>
      enter(({ open: 'forced-open', closed: 'disabled', auto: 'closed' } as const)[mode]),
  };
}

const ratios = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 1);
const breakerOptions: fc.Arbitrary<BreakerOptions> = fc
  .record({
    failureRatio: ratios,
    slowCallRatio: ratios,
    slowCallMs: fc.constantFrom(20, 100, 500),
    minimumCalls: fc.integer({ min: 1, max: 6 }),
    windowMs: fc.constantFrom(100, 1_000, 10_000),
    openMs: fc.constantFrom(50, 300, 1_000),
    permitted: fc.integer({ min: 1, max: 4 }),
    toClose: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ permitted, toClose, ...rest }) => ({
    ...rest,
    probes: { permitted, toClose: Math.min(permitted, toClose) },
  }));

const ms = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
  // The limits themselves, and both sides of them.
  { weight: 3, arbitrary: fc.constantFrom(19, 20, 49, 50, 99, 100, 299, 300, 500, 999, 1_000, 10_000) },
);
const ends = fc.constantFrom<End>('succeed', 'fail', 'ignore', 'leave');
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('advance'), ms }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('begin') }) },
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant('end'), pick: fc.nat({ max: 20 }), end: ends }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('calls'),
        count: fc.integer({ min: 1, max: 6 }),
        tookMs: fc.constantFrom(0, 0, 0, 20, 100, 500),
        end: ends,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('force'),
        mode: fc.constantFrom<Force>('open', 'closed', 'auto', 'auto'),
      }),
    },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** A breaker and the model of it, which take every step together. */
function given(options: BreakerOptions) {
  const expected = model(options, clock.now());
  const changes: BreakerState[] = [];
  const policy = breaker(
    options,
    clock,
    serviceTime(clock, () => 0),
    (state) => changes.push(state),
  );

  const begin = () => {
    const client = new AbortController();
    const call: Call = {
      name: 'GET /',
      requestId: 'r',
      idempotent: true,
      signal: client.signal,
      deadlineAt: Infinity,
    };
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let asked = false;
    const answered = policy(call, () => ((asked = true), promise)).catch((error: unknown) => error);
    const entry = expected.begin();
    expect(asked).toBe(entry !== undefined);
    return {
      asked,
      answered,
      end: async (end: End) => {
        if (!entry) return;
        if (end === 'succeed') resolve('answer');
        else if (end === 'leave') {
          client.abort();
          reject(new Error('the client closed the connection'));
        } else {
          const outcome = end === 'fail' ? 'failure' : 'ignored';
          reject(serviceError({ outcome }, end));
        }
        await answered;
        expected.end(entry, end);
      },
    };
  };
  const agree = () => {
    const { state, calls } = policy.status();
    expect(state).toBe(expected.state());
    expect(changes.at(-1) ?? 'closed').toBe(state);
    if (state === 'half-open') expect(expected.probesInUse()).toBeLessThanOrEqual(options.probes.permitted);
    if (state === 'closed') expect(calls).toBe(expected.window());
  };

  const underWay: ReturnType<typeof begin>[] = [];
  const take = async (step: Step) => {
    switch (step.type) {
      case 'advance':
        vi.advanceTimersByTime(step.ms);
        break;
      case 'begin': {
        const call = begin();
        if (call.asked) underWay.push(call);
        break;
      }
      case 'end': {
        const [call] = underWay.splice(step.pick % Math.max(1, underWay.length), 1);
        await call?.end(step.end);
        break;
      }
      case 'calls':
        for (let n = 0; n < step.count; n++) {
          const call = begin();
          vi.advanceTimersByTime(step.tookMs);
          await call.end(step.end);
          agree();
        }
        break;
      case 'force':
        policy.force(step.mode);
        expected.force(step.mode);
    }
    agree();
  };
  return { policy, changes, underWay, begin, take };
}

it('the breaker is in the state of its model after every step, and admits the calls that the model admits', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(breakerOptions, steps, async (options, schedule) => {
      const { policy, changes, take } = given(options);

      for (const step of schedule) await take(step);

      policy.close();
      expect(vi.getTimerCount()).toBe(0);
      changes.reduce((from, to) => (seen.add(`${from} → ${to}`), to), 'closed');
    }),
    runs(1_000),
  );
  // Or the schedules were too tame to prove anything.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'closed → open',
      'open → half-open',
      'half-open → open',
      'half-open → closed',
      'half-open → forced-open',
      'half-open → disabled',
      'disabled → closed',
    ]),
  );
});

it('the breaker is closed within the open time once the service is well, whatever came before', async () => {
  await fc.assert(
    fc.asyncProperty(breakerOptions, steps, async (options, schedule) => {
      const { policy, underWay, begin, take } = given(options);
      for (const step of schedule) await take(step);
      const { state } = policy.status();
      if (state === 'forced-open' || state === 'disabled') await take({ type: 'force', mode: 'auto' });
      const mustRecover = policy.status().state !== 'closed';

      vi.advanceTimersByTime(options.openMs);
      for (let n = 0; n < options.probes.toClose; n++) await begin().end('succeed');

      if (mustRecover) {
        const healed = policy.status();
        expect(healed.state).toBe('closed');
        // What still hung says nothing any more, whatever it says.
        for (const call of underWay) await call.end('fail');
        expect(policy.status()).toEqual(healed);
      }
      policy.close();
    }),
    runs(500),
  );
});

it('the breaker asks a service that stays sick no more than the permitted probes in each open time', async () => {
  const pausesMs = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 50, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(breakerOptions, pausesMs, async (options, pauses) => {
      const { policy, begin } = given(options);
      for (let n = 0; policy.status().state === 'closed'; n++) {
        expect(n).toBeLessThan(options.minimumCalls);
        await begin().end('fail');
      }
      const askedAtMs: number[] = [];

      for (const pauseMs of pauses) {
        vi.advanceTimersByTime(pauseMs);
        const call = begin();
        if (call.asked) askedAtMs.push(clock.now());
        await call.end('fail');
      }

      for (const fromMs of askedAtMs) {
        const asked = askedAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + options.openMs).length;
        expect(asked).toBeLessThanOrEqual(options.probes.permitted);
      }
      policy.close();
    }),
    runs(200),
  );
});
