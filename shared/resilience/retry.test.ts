import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { serviceError } from '../testing/service-error.ts';
import { PolicyError } from './errors.ts';
import type { Call } from './policy.ts';
import { retryBudget } from './retry-budget.ts';
import { retry, type Retry } from './retry.ts';

/** A call whose tries end as `ends` says, one after the other, and then in an answer. */
function given({
  attempts = 3,
  random = 0.5,
  idempotent = true,
  deadlineMs = 10_000,
  minimum = 100,
  ends = [] as readonly Error[],
} = {}) {
  const clock = manualClock();
  const startMs = clock.now();
  const budget = retryBudget({ ratio: 0, minimum, windowMs: 10_000 }, clock);
  const retries: Retry[] = [];
  const policy = retry(
    { attempts, backoffMs: 100, maxBackoffMs: 250 },
    { clock, random: () => random, budget, onRetry: (_call, told) => retries.push(told) },
  );
  const controller = new AbortController();
  const call: Call = {
    name: 'GET /',
    requestId: 'r-1',
    idempotent,
    signal: controller.signal,
    deadlineAt: startMs + deadlineMs,
  };
  const triedAt: number[] = [];
  const next = vi.fn(async (_call: Call) => {
    const end = ends[triedAt.length];
    triedAt.push(clock.now() - startMs);
    if (end !== undefined) throw end;
    return 'answer';
  });
  const run = () => policy(call, next).catch((error: unknown) => error);
  return { clock, budget, retries, policy, controller, call, triedAt, next, run };
}

describe('retry', () => {
  it('passes an answer on without a retry', async () => {
    const { clock, budget, retries, triedAt, run } = given();

    expect(await run()).toBe('answer');

    expect(triedAt).toEqual([0]);
    expect(retries).toEqual([]);
    expect(budget.status()).toMatchObject({ calls: 1, retries: 0 });
    expect(clock.pending()).toBe(0);
  });

  it.each([
    ['a failure that may be over', serviceError()],
    ['an attempt that timed out', new PolicyError('attempt-timeout', 'no answer')],
  ])('tries again after %s, and says so before it waits', async (_what, error) => {
    const { clock, budget, retries, triedAt, run } = given({ ends: [error] });
    const outcome = run();
    await settle();
    expect(retries).toEqual([{ attempt: 2, delayMs: 50, error }]);

    await clock.advance(49);
    expect(triedAt).toEqual([0]);
    await clock.advance(1);

    expect(await outcome).toBe('answer');
    expect(triedAt).toEqual([0, 50]);
    // A retry is no call: it would earn itself a budget.
    expect(budget.status()).toMatchObject({ calls: 1, retries: 1 });
    expect(clock.pending()).toBe(0);
  });

  it('gives up after its attempts, with the error of the last', async () => {
    const errors = [serviceError(), serviceError(), serviceError(), serviceError()];
    const { clock, retries, triedAt, run } = given({ attempts: 3, ends: errors });
    const outcome = run();
    await clock.advance(1_000);

    expect(await outcome).toBe(errors[2]);
    expect(triedAt).toHaveLength(3);
    expect(retries.map(({ attempt, error }) => [attempt, error])).toEqual([
      [2, errors[0]],
      [3, errors[1]],
    ]);
  });

  it.each([
    [0, [0, 0, 0, 0]],
    [0.5, [50, 100, 125, 125]],
    [0.999, [99.9, 199.8, 249.75, 249.75]],
  ])('waits anything up to a doubling, bounded time (random %d)', async (random, delays) => {
    const errors = Array.from({ length: 5 }, () => serviceError());
    const { clock, retries, run } = given({ attempts: 5, random, ends: errors });
    const outcome = run();
    await clock.advance(10_000);
    await outcome;

    expect(retries.map(({ delayMs }) => delayMs)).toEqual(delays.map((ms): unknown => expect.closeTo(ms, 6)));
  });

  it.each([
    ['is not idempotent', { idempotent: false }, serviceError()],
    ['was never made, or says nothing', {}, serviceError({ outcome: 'ignored' })],
    ['was answered with nonsense', {}, serviceError({ retryable: false })],
    ['ran into the deadline', {}, new PolicyError('call-deadline', 'no answer')],
    ['asked for what does not exist', {}, serviceError({ outcome: 'ignored', retryable: false })],
    ['met an error that nobody classified', {}, new TypeError('unforeseen')],
    ['may be tried once', { attempts: 1 }, serviceError()],
    ['has no budget', { minimum: 0 }, serviceError()],
  ])('never repeats a call that %s', async (_what, options, error) => {
    const { clock, budget, retries, triedAt, run } = given({ ...options, ends: [error] });

    expect(await run()).toBe(error);

    expect(triedAt).toEqual([0]);
    expect(retries).toEqual([]);
    expect(budget.status()).toMatchObject({ calls: 1, retries: 0 });
    expect(clock.pending()).toBe(0);
  });

  it('passes the error at hand on once the budget is exhausted', async () => {
    const errors = [serviceError(), serviceError()];
    const { clock, triedAt, run } = given({ minimum: 1, ends: errors });
    const outcome = run();
    await clock.advance(1_000);

    expect(await outcome).toBe(errors[1]);
    expect(triedAt).toHaveLength(2);
  });

  it('waits for as long as the service asks, and its jitter on top', async () => {
    const { clock, retries, triedAt, run } = given({ ends: [serviceError({ retryAfterMs: 2_000 })] });
    const outcome = run();

    await clock.advance(2_050);

    expect(await outcome).toBe('answer');
    expect(triedAt).toEqual([0, 2_050]);
    expect(retries).toMatchObject([{ delayMs: 2_050 }]);
  });

  it.each([
    ['what the service asks for', { retryAfterMs: 2_000 }, 2_050],
    ['its own wait', {}, 50],
  ])(
    'does not wait for a retry that %s leaves no time for, and keeps the budget',
    async (_what, details, waitMs) => {
      const error = serviceError(details);
      const late = given({ deadlineMs: waitMs, ends: [error] });
      const inTime = given({ deadlineMs: waitMs + 1, ends: [error] });

      expect(await late.run()).toBe(error);
      expect(late.budget.status().retries).toBe(0);
      expect(late.clock.pending()).toBe(0);
      const outcome = inTime.run();
      await inTime.clock.advance(waitMs);
      expect(await outcome).toBe('answer');
    },
  );

  it('ends with its caller while it waits, at that very moment, and leaves nothing behind', async () => {
    const { clock, controller, triedAt, run } = given({ ends: [serviceError()] });
    const outcome = run();
    await settle();
    expect(clock.pending()).toBe(1);
    const gone = new Error('gone');

    controller.abort(gone);

    expect(await outcome).toBe(gone);
    expect(clock.pending()).toBe(0);
    await clock.advance(1_000);
    expect(triedAt).toEqual([0]);
  });

  it('does not wait for a caller who left while the try was under way', async () => {
    const { clock, budget, policy, controller, call } = given();
    const error = serviceError();

    const outcome = policy(call, async () => {
      controller.abort(new Error('gone'));
      throw error;
    });

    await expect(outcome).rejects.toBe(error);
    expect(budget.status().retries).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  it('hands the signal of the call to each try, and leaves no listener on it', async () => {
    const { clock, call, next, run } = given({ ends: [serviceError(), serviceError()] });
    const outcome = run();
    await clock.advance(1_000);
    await outcome;

    expect(next.mock.calls.map(([{ signal }]) => signal)).toEqual([call.signal, call.signal, call.signal]);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
  });
});
