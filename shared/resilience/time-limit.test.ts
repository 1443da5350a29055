import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import type { Clock } from '../lib/clock.ts';
import { withTimeLimit } from './time-limit.ts';

const never = () => new Promise<never>(() => {});
const expired = () => new Error('expired');

describe('withTimeLimit', () => {
  it('rejects at the limit although the work goes on regardless', async () => {
    const clock = manualClock();
    const outcome = withTimeLimit(clock, 50, new AbortController().signal, expired, never).catch(String);

    await clock.advance(50);

    expect(await outcome).toBe('Error: expired');
  });

  it('lets go of its timer and of the parent however the work ends', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const run = (work: (signal: AbortSignal) => Promise<unknown>) =>
      withTimeLimit(clock, 50, parent.signal, expired, work).catch(String);

    await run(async () => 'answer');
    await run(() => Promise.reject(new Error('failed')));
    const timedOut = run(never);
    await clock.advance(50);
    await timedOut;

    expect(clock.pending()).toBe(0);
    expect(getEventListeners(parent.signal, 'abort')).toEqual([]);
  });

  it('lets go of its timer when the parent ends work that never heeds it', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const outcome = withTimeLimit(clock, 50, parent.signal, expired, never).catch(String);

    parent.abort(new Error('gone'));

    expect(await outcome).toBe('Error: gone');
    expect(clock.pending()).toBe(0);
  });

  it('begins no work for a parent that has already ended', async () => {
    const clock = manualClock();
    const work = vi.fn(never);

    await expect(
      withTimeLimit(clock, 50, AbortSignal.abort(new Error('gone')), expired, work),
    ).rejects.toThrow('gone');
    expect(work).not.toHaveBeenCalled();
    expect(clock.pending()).toBe(0);
  });

  it('leaves no rejection unhandled when the work fails after the limit', async () => {
    const clock = manualClock();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { promise, reject } = Promise.withResolvers<never>();
    const outcome = withTimeLimit(clock, 50, new AbortController().signal, expired, () => promise);
    const told = expect(outcome).rejects.toThrow('expired');

    await clock.advance(50);
    reject(new Error('too late'));
    await clock.advance(0);

    await told;
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

it('a time limit takes an answer that lies there already when a late timer fires', async () => {
  let fire = () => {};
  const late: Clock = {
    now: () => 0,
    after: (_delayMs, action) => {
      fire = action;
      return () => {};
    },
  };
  const { promise, resolve } = Promise.withResolvers<string>();
  const outcome = withTimeLimit(
    late,
    50,
    new AbortController().signal,
    () => new Error('too late'),
    () => promise,
  );

  fire();
  resolve('answer');

  expect(await outcome).toBe('answer');
});
