import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { UpstreamError } from './errors.ts';
import { createPipeline, type Resilience } from './pipeline.ts';
import type { Call } from './policy.ts';

const resilience: Resilience = {
  deadlineMs: 100,
  attemptTimeoutMs: 50,
  bulkhead: { concurrency: 1, queue: 0 },
  breaker: { failureRatio: 0.5, minimumCalls: 2, windowMs: 10_000, probeAfterMs: 5_000 },
};

function given(overrides: Partial<Resilience> = {}) {
  const clock = manualClock();
  const changes = vi.fn();
  const pipeline = createPipeline({ ...resilience, ...overrides }, clock, changes);
  onTestFinished(pipeline.close);
  const run = <Answer>(work: (call: Call) => Promise<Answer>, operationMs = 10_000) =>
    pipeline
      .run(
        {
          upstream: 'catalog',
          endpoint: 'GET /',
          signal: new AbortController().signal,
          deadlineAt: clock.now() + operationMs,
        },
        work,
      )
      .catch((error: unknown) => (error instanceof UpstreamError ? error.code : error));
  return { clock, changes, pipeline, run };
}

const never = () => new Promise<never>(() => {});
const failing = () =>
  Promise.reject(
    new UpstreamError('UPSTREAM_UNAVAILABLE', 'catalog', { reason: 'failed', outcome: 'failure' }),
  );

describe('pipeline', () => {
  it('answers, and holds nothing afterwards', async () => {
    const { clock, pipeline, run } = given();

    expect(await run(async () => 'answer')).toBe('answer');

    expect(pipeline.bulkheadStatus()).toEqual({ running: 0, waiting: 0 });
    expect(clock.pending()).toBe(0);
  });

  it('counts attempts that time out against the service', async () => {
    const { clock, pipeline, changes, run } = given();

    for (let n = 0; n < 2; n++) {
      const outcome = run(never);
      await clock.advance(50);
      expect(await outcome).toBe('UPSTREAM_TIMEOUT');
    }

    expect(pipeline.breakerState()).toBe('open');
    expect(changes).toHaveBeenCalledExactlyOnceWith('open');
  });

  it('does not count refusals for want of a place', async () => {
    const { pipeline, run } = given();
    const { promise, resolve } = Promise.withResolvers<string>();
    const running = run(() => promise);

    for (let n = 0; n < 20; n++) expect(await run(never)).toBe('UPSTREAM_UNAVAILABLE');
    resolve('answer');

    expect(await running).toBe('answer');
    expect(pipeline.breakerState()).toBe('closed');
    // They are not in the statistics at all: two failures of three calls are still above the ratio.
    await run(failing);
    await run(failing);
    expect(pipeline.breakerState()).toBe('open');
  });

  it('does not count calls that the deadline of the operation ends', async () => {
    const { clock, pipeline, run } = given();

    for (let n = 0; n < 10; n++) {
      const outcome = run(never, 20);
      await clock.advance(20);
      expect(await outcome).toBe('DEADLINE_EXCEEDED');
      expect(await run(never, 0)).toBe('DEADLINE_EXCEEDED');
    }

    expect(pipeline.breakerState()).toBe('closed');
  });

  it('gives a queued call no more time than its deadline, the wait included', async () => {
    const { clock, run } = given({ deadlineMs: 80, bulkhead: { concurrency: 1, queue: 1 } });
    const begin = clock.now();
    const startedAt: number[] = [];
    const endedAt: number[] = [];
    const outcomes = [1, 2].map(() =>
      run(() => {
        startedAt.push(clock.now() - begin);
        return never();
      }).finally(() => endedAt.push(clock.now() - begin)),
    );

    await clock.advance(200);

    expect(startedAt).toEqual([0, 50]);
    expect(endedAt).toEqual([50, 80]);
    expect(await Promise.all(outcomes)).toEqual(['UPSTREAM_TIMEOUT', 'UPSTREAM_TIMEOUT']);
  });

  it('frees the place of a call that is given up, at that very moment', async () => {
    const { clock, pipeline, run } = given();
    const first = run(never);
    await clock.advance(50);
    await first;

    expect(pipeline.bulkheadStatus().running).toBe(0);
    expect(await run(async () => 'answer')).toBe('answer');
  });

  it('holds no place for calls that an open breaker refuses', async () => {
    const { pipeline, run } = given();
    await run(failing);
    await run(failing);

    const outcomes = await Promise.all([run(never), run(never), settle()]);

    expect(outcomes.slice(0, 2)).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
    expect(pipeline.bulkheadStatus()).toEqual({ running: 0, waiting: 0 });
  });
});
