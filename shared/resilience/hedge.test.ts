import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import type { Call } from './policy.ts';
import { hedge, type HedgeOptions } from './hedge.ts';
import { retryBudget } from './retry-budget.ts';
import { serviceTime } from './service-time.ts';

/** A hedge, and attempts that end when the test says so, the first and the second of each call. */
function given({
  options = { percentile: 0.95, minimumMs: 1 },
  idempotent = true,
  deadlineMs = 10_000,
  minimum = 1_000,
  ownDelayMs = () => 0,
}: {
  options?: HedgeOptions | null;
  idempotent?: boolean;
  deadlineMs?: number;
  minimum?: number;
  ownDelayMs?: (sinceMs: number) => number;
} = {}) {
  const clock = manualClock();
  const budget = retryBudget({ ratio: 0, minimum, windowMs: 10_000 }, clock);
  const onHedge = vi.fn();
  const policy = hedge(options, { clock, tookMs: serviceTime(clock, ownDelayMs), budget, onHedge });
  const attempts: (PromiseWithResolvers<string> & { readonly call: Call; readonly atMs: number })[] = [];

  const start = (name = 'GET /') => {
    const controller = new AbortController();
    const startMs = clock.now();
    attempts.length = 0;
    const call: Call = {
      name,
      requestId: 'r-1',
      idempotent,
      signal: controller.signal,
      deadlineAt: startMs + deadlineMs,
    };
    const outcome = policy(call, (attempt) => {
      const end = Promise.withResolvers<string>();
      attempts.push({ ...end, call: attempt, atMs: clock.now() - startMs });
      return end.promise;
    }).catch((error: unknown) => error);
    return { call, controller, outcome };
  };
  /** Calls that are answered after these times, one after the other. */
  const answered = async (durationsMs: readonly number[], name?: string) => {
    for (const ms of durationsMs) {
      const { outcome } = start(name);
      await clock.advance(ms);
      attempts[0]!.resolve('answer');
      await outcome;
    }
  };
  /** Twenty calls, of which one in twenty takes longer than 19 ms. */
  const learn = (name?: string) => answered(oneToTwenty, name);
  const sentAt = () => attempts.map(({ atMs }) => atMs);
  return { clock, budget, onHedge, policy, attempts, start, answered, learn, sentAt };
}

const oneToTwenty = Array.from({ length: 20 }, (_, n) => n + 1);

describe('hedge', () => {
  it('sends a second attempt when the first takes longer than nearly all before it', async () => {
    const { clock, budget, onHedge, start, learn, sentAt } = given();
    await learn();
    const { call } = start();

    await clock.advance(18);
    expect(sentAt()).toEqual([0]);
    await clock.advance(100);

    expect(sentAt()).toEqual([0, 19]);
    expect(onHedge).toHaveBeenCalledExactlyOnceWith(call, 19);
    expect(budget.status().retries).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  it('sends none before it knows how long a call takes', async () => {
    const { clock, start, answered, sentAt } = given();
    await answered(oneToTwenty.slice(0, 19));
    start();
    expect(clock.pending()).toBe(0);

    await clock.advance(5_000);

    expect(sentAt()).toEqual([0]);
  });

  it('knows the calls of each name by themselves', async () => {
    const { clock, start, answered, learn, sentAt } = given();
    await learn('GET /fast');
    await answered(
      Array.from({ length: 20 }, () => 500),
      'GET /slow',
    );

    start('GET /slow');
    await clock.advance(499);
    expect(sentAt()).toEqual([0]);
    await clock.advance(1);
    expect(sentAt()).toEqual([0, 500]);

    start('GET /unknown');
    await clock.advance(5_000);
    expect(sentAt()).toEqual([0]);
  });

  it('forgets how long a call took a hundred answers ago', async () => {
    const { clock, start, answered, learn, sentAt } = given();
    await learn();
    await answered(Array.from({ length: 100 }, () => 3));

    start();
    await clock.advance(1_000);

    expect(sentAt()).toEqual([0, 3]);
  });

  it('never sends one sooner than its minimum', async () => {
    const { clock, start, learn, sentAt } = given({ options: { percentile: 0.95, minimumMs: 30 } });
    await learn();

    start();
    await clock.advance(1_000);

    expect(sentAt()).toEqual([0, 30]);
  });

  it.each([
    ['first', 0, 1],
    ['second', 1, 0],
  ])('takes the answer of the %s, and aborts the other', async (_which, winner, loser) => {
    const { clock, attempts, start, learn } = given();
    await learn();
    const { call, outcome } = start();
    await clock.advance(20);

    attempts[winner]!.resolve('answer');

    expect(await outcome).toBe('answer');
    expect(attempts[winner]!.call.signal.aborted).toBe(false);
    expect(attempts[loser]!.call.signal.reason).toMatchObject({
      kind: 'superseded',
      outcome: 'ignored',
      message: 'another attempt answered first',
    });
    // What an aborted attempt comes to is nobody's concern any more.
    attempts[loser]!.reject(attempts[loser]!.call.signal.reason);
    await settle();
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it.each([
    ['first', 0, 1],
    ['second', 1, 0],
  ])('takes the answer of the other when the %s fails', async (_which, loser, winner) => {
    const { clock, attempts, start, learn } = given();
    await learn();
    const { outcome } = start();
    await clock.advance(20);

    attempts[loser]!.reject(new Error('failed'));
    await settle();
    expect(attempts[winner]!.call.signal.aborted).toBe(false);
    attempts[winner]!.resolve('answer');

    expect(await outcome).toBe('answer');
  });

  it.each([
    ['first', [0, 1]],
    ['second', [1, 0]],
  ])("fails with the first's error when both fail, the %s sooner", async (_which, order) => {
    const { clock, attempts, start, learn } = given();
    await learn();
    const { call, outcome } = start();
    await clock.advance(20);
    const errors = [new Error('of the first'), new Error('of the second')];

    for (const n of order) {
      attempts[n]!.reject(errors[n]);
      await settle();
    }

    expect(await outcome).toBe(errors[0]);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('leaves a first attempt that fails soon to the retry policy', async () => {
    const { clock, attempts, start, learn, sentAt } = given();
    await learn();
    const { call, outcome } = start();
    await clock.advance(5);
    const error = new Error('failed');

    attempts[0]!.reject(error);

    expect(await outcome).toBe(error);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
    await clock.advance(1_000);
    expect(sentAt()).toEqual([0]);
  });

  it('sends none that the budget has no room for, and answers all the same', async () => {
    const { clock, onHedge, attempts, start, learn, sentAt } = given({ minimum: 0 });
    await learn();
    const { outcome } = start();

    await clock.advance(1_000);
    attempts[0]!.resolve('answer');

    expect(await outcome).toBe('answer');
    expect(sentAt()).toEqual([0]);
    expect(onHedge).not.toHaveBeenCalled();
  });

  it.each([
    ['is not idempotent', { idempotent: false }],
    ['has its deadline first', { deadlineMs: 19 }],
    ['has no hedge', { options: null }],
  ])('sends none for a call that %s', async (_what, options) => {
    const { clock, attempts, start, learn, sentAt } = given(options);
    await learn();
    const { call, outcome } = start();
    expect(clock.pending()).toBe(0);
    // Nor does such a call pay for the possibility.
    expect(attempts[0]!.call).toBe(call);

    await clock.advance(1_000);
    attempts[0]!.resolve('answer');

    expect(await outcome).toBe('answer');
    expect(sentAt()).toEqual([0]);
  });

  it.each([
    ['before', 5, 1],
    ['after', 50, 2],
  ])('ends with its caller, %s the second was sent, at that very moment', async (_when, ms, count) => {
    const { clock, attempts, start, learn } = given();
    await learn();
    const { call, controller, outcome } = start();
    await clock.advance(ms);
    const gone = new Error('gone');

    controller.abort(gone);

    expect(await outcome).toBe(gone);
    expect(attempts.map(({ call: { signal } }) => signal.reason as unknown)).toEqual(
      Array.from({ length: count }, () => gone),
    );
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
    for (const { reject } of attempts) reject(gone);
    await clock.advance(1_000);
    expect(attempts).toHaveLength(count);
  });

  it('begins nothing for a caller who has already gone', async () => {
    const { policy, learn } = given();
    await learn();
    const next = vi.fn(async () => 'answer');
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal: AbortSignal.abort(new Error('gone')),
      deadlineAt: Infinity,
    };

    await expect(policy(call, next)).rejects.toThrow('gone');
    expect(next).not.toHaveBeenCalled();
  });

  it('fails like an attempt that throws before it returns a promise', async () => {
    const { clock, policy, learn } = given();
    await learn();
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal: new AbortController().signal,
      deadlineAt: Infinity,
    };
    const next = (): Promise<string> => {
      throw new Error('at once');
    };

    await expect(policy(call, next)).rejects.toThrow('at once');
    expect(clock.pending()).toBe(0);
  });

  it('goes on hedging as rarely as ever while the second attempts win', async () => {
    const { clock, onHedge, attempts, start, learn } = given();
    await learn();
    // One call in ten hangs, and its second attempt answers at once: no answer takes longer than the hedge waits.
    for (let n = 0; n < 400; n++) {
      const { outcome } = start();
      await clock.advance(n % 10 === 0 ? 100 : 1 + (n % 19));
      attempts.at(-1)!.resolve('answer');
      await outcome;
    }

    // Were the losers left out, the wait would sink to the fastest answers.
    expect(onHedge.mock.calls.length).toBeLessThan(400 * 0.15);
  });

  it('learns nothing from failures', async () => {
    const { clock, attempts, start, sentAt } = given();
    for (let n = 0; n < 40; n++) {
      const { outcome } = start();
      attempts[0]!.reject(new Error('failed'));
      await outcome;
    }

    start();
    await clock.advance(1_000);

    expect(sentAt()).toEqual([0]);
  });
});

it('the hedge waits for as long as this process was too busy to look, and does not count it', async () => {
  let ownMs = 0;
  const { clock, attempts, start, learn, answered } = given({
    ownDelayMs: (sinceMs) => Math.min(ownMs, clock.now() - sinceMs),
  });
  await learn();

  ownMs = 100;
  const { outcome } = start();
  await clock.advance(118);
  expect(attempts).toHaveLength(1);
  await clock.advance(1);
  expect(attempts).toHaveLength(2);
  attempts[0]!.resolve('answer');
  await outcome;

  // Of answers that took 10 ms each, and 100 ms of waiting for us, the usual is 10 ms.
  await answered(Array.from({ length: 100 }, () => 110));
  ownMs = 0;
  start();
  await clock.advance(9);
  expect(attempts).toHaveLength(1);
  await clock.advance(1);
  expect(attempts).toHaveLength(2);
});
