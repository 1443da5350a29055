import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { serviceError } from '../testing/service-error.ts';
import { PolicyError } from './errors.ts';
import { createPipeline } from './pipeline.ts';
import { rateLimiter, type RateLimitOptions } from './rate-limiter.ts';
import { retryBudget } from './retry-budget.ts';
import type { Call } from './policy.ts';
import { defaultResilience, type PipelineOptions } from './options.ts';

const resilience: PipelineOptions = {
  deadlineMs: 100,
  attemptTimeoutMs: 50,
  retry: { attempts: 1, backoffMs: 10, maxBackoffMs: 10 },
  hedge: null,
  bulkhead: { concurrency: 1, queue: 0 },
  breaker: { ...defaultResilience.breaker, minimumCalls: 2, slowCallMs: 40 },
};

function given(overrides: Partial<PipelineOptions> = {}, quota: RateLimitOptions | null = null) {
  const clock = manualClock();
  const changes = vi.fn();
  const retries = vi.fn();
  const hedges = vi.fn();
  const pipeline = createPipeline(
    { ...resilience, ...overrides },
    {
      clock,
      ownDelayMs: () => 0,
      random: () => 0.5,
      budget: retryBudget({ ratio: 0.1, minimum: 3, windowMs: 10_000 }, clock),
      rateLimiter: rateLimiter(quota, clock),
      onRetry: retries,
      onHedge: hedges,
      onBreakerChange: changes,
    },
  );
  onTestFinished(pipeline.breaker.close);
  const run = <Answer>(work: (call: Call) => Promise<Answer>, operationMs = 10_000) =>
    pipeline
      .run(
        {
          requestId: 'r-1',
          name: 'GET /',
          idempotent: true,
          signal: new AbortController().signal,
          deadlineAt: clock.now() + operationMs,
        },
        work,
      )
      .catch((error: unknown) => (error instanceof PolicyError ? error.kind : error));
  return { clock, changes, retries, hedges, pipeline, run };
}

const never = () => new Promise<never>(() => {});
const failure = serviceError();
const failing = () => Promise.reject(failure);

describe('pipeline', () => {
  it('answers, and holds nothing afterwards', async () => {
    const { clock, pipeline, run } = given();

    expect(await run(async () => 'answer')).toBe('answer');

    expect(pipeline.bulkheadStatus()).toMatchObject({ running: 0, waiting: 0 });
    expect(clock.pending()).toBe(0);
  });

  it('counts attempts that time out against the service', async () => {
    const { clock, pipeline, changes, run } = given();

    for (let n = 0; n < 2; n++) {
      const outcome = run(never);
      await clock.advance(50);
      expect(await outcome).toBe('attempt-timeout');
    }

    expect(pipeline.breaker.status().state).toBe('open');
    expect(changes).toHaveBeenCalledExactlyOnceWith('open');
  });

  it('does not count refusals for want of a place', async () => {
    const { pipeline, run } = given();
    const { promise, resolve } = Promise.withResolvers<string>();
    const running = run(() => promise);

    for (let n = 0; n < 20; n++) expect(await run(never)).toBe('bulkhead-full');
    resolve('answer');

    expect(await running).toBe('answer');
    expect(pipeline.breaker.status().state).toBe('closed');
    // They are not in the statistics at all: two failures of three calls are still above the ratio.
    await run(failing);
    await run(failing);
    expect(pipeline.breaker.status().state).toBe('open');
  });

  it('does not count calls that the deadline of the operation ends', async () => {
    const { clock, pipeline, run } = given();

    for (let n = 0; n < 10; n++) {
      const outcome = run(never, 20);
      await clock.advance(20);
      expect(await outcome).toBe('operation-deadline');
      expect(await run(never, 0)).toBe('operation-deadline');
    }

    expect(pipeline.breaker.status().state).toBe('closed');
  });

  it('gives a queued call no more time than its deadline, the wait included', async () => {
    const { clock, run } = given({
      deadlineMs: 80,
      bulkhead: { concurrency: 1, queue: 1 },
      breaker: { ...resilience.breaker, slowCallMs: 20 },
    });
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
    expect(await Promise.all(outcomes)).toEqual(['attempt-timeout', 'call-deadline']);
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

    expect([await run(never), await run(never)]).toEqual(['breaker-open', 'breaker-open']);
    expect(pipeline.bulkheadStatus()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('repeats a failed attempt within the deadline, and takes a place for each', async () => {
    const { clock, retries, run } = given({
      retry: { attempts: 3, backoffMs: 10, maxBackoffMs: 10 },
      breaker: { ...resilience.breaker, minimumCalls: 10 },
    });
    const answers: (() => Promise<string>)[] = [failing, never, async () => 'answer'];
    const outcome = run(() => answers.shift()!());

    await clock.advance(5);
    await clock.advance(50);
    await clock.advance(5);

    expect(await outcome).toBe('answer');
    expect(retries).toHaveBeenNthCalledWith(
      1,
      expect.anything(),
      expect.objectContaining({ attempt: 2, delayMs: 5 }),
    );
    expect(retries).toHaveBeenNthCalledWith(
      2,
      expect.anything(),
      expect.objectContaining({ attempt: 3, delayMs: 5 }),
    );
  });

  it('counts every attempt for the breaker, and repeats nothing that the open breaker refuses', async () => {
    const { clock, pipeline, run } = given({ retry: { attempts: 5, backoffMs: 10, maxBackoffMs: 10 } });
    const work = vi.fn(failing);
    const outcome = run(work);
    await clock.advance(100);

    expect(await outcome).toBe('breaker-open');
    expect(work).toHaveBeenCalledTimes(2);
    expect(pipeline.breaker.status()).toMatchObject({ state: 'open', failures: 2 });
  });

  it('finds out a service that hangs under load, where queued calls are cut before their attempt times out', async () => {
    const { clock, pipeline, run } = given({
      deadlineMs: 90,
      bulkhead: { concurrency: 4, queue: 100 },
      breaker: { ...resilience.breaker, minimumCalls: 20, slowCallMs: 30 },
    });
    // Well for a while, so that the failures alone stay below the ratio.
    for (let n = 0; n < 20; n++) await run(async () => 'answer');
    for (let round = 0; round < 60 && pipeline.breaker.status().state === 'closed'; round++) {
      for (let n = 0; n < 4; n++) void run(never);
      await clock.advance(20);
    }

    expect(pipeline.breaker.status().state).toBe('open');
  });

  it('counts a call that the operation had no more time for as slow, once it is', async () => {
    const { clock, pipeline, run } = given();
    for (let n = 0; n < 2; n++) {
      const outcome = run(never, 45);
      await clock.advance(45);
      expect(await outcome).toBe('operation-deadline');
    }

    expect(pipeline.breaker.status()).toMatchObject({ state: 'open', failures: 0, slowCalls: 2 });
  });

  it('gives all attempts of a call together no more time than its deadline', async () => {
    const { clock, run } = given({
      retry: { attempts: 10, backoffMs: 10, maxBackoffMs: 10 },
      breaker: { ...resilience.breaker, minimumCalls: 100 },
    });
    const begin = clock.now();
    const work = vi.fn(never);
    let endedAfterMs: number | undefined;
    void run(work).then(() => (endedAfterMs = clock.now() - begin));

    await clock.advance(1_000);

    expect(endedAfterMs).toBe(100);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('spends quota for every attempt, and not for every call', async () => {
    const { clock, run } = given(
      {
        retry: { attempts: 3, backoffMs: 10, maxBackoffMs: 10 },
        breaker: { ...resilience.breaker, minimumCalls: 100 },
      },
      { perSecond: 1, burst: 2 },
    );
    const work = vi.fn(failing);
    const outcome = run(work);
    await clock.advance(100);

    expect(await outcome).toBe('rate-limited');
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('counts the time of an attempt as slow, and not its wait for a place', async () => {
    const { clock, pipeline, run } = given({ bulkhead: { concurrency: 1, queue: 1 } });
    const answered = () => new Promise<string>((resolve) => void clock.after(30, () => resolve('answer')));
    const outcomes = [run(answered), run(answered)];

    await clock.advance(60);

    expect(await Promise.all(outcomes)).toEqual(['answer', 'answer']);
    expect(pipeline.breaker.status()).toMatchObject({ calls: 2, slowCalls: 0 });
  });

  it('finds an attempt late by its own time, and not by that of the attempts before it', async () => {
    const { clock, hedges, run } = given({
      retry: { attempts: 2, backoffMs: 10, maxBackoffMs: 10 },
      hedge: { percentile: 0.95, minimumMs: 30 },
      breaker: { ...resilience.breaker, minimumCalls: 100 },
    });
    const inTime = (ms: number, end: () => Promise<string>) => () =>
      new Promise<void>((resolve) => void clock.after(ms, resolve)).then(end);
    // So often that it is known how long an answer takes.
    for (let n = 0; n < 100; n++) await run(async () => 'answer');
    const attempts = [inTime(25, failing), inTime(20, async () => 'answer')];
    const work = vi.fn(() => attempts.shift()!());
    const outcome = run(work);

    await clock.advance(50);

    expect(await outcome).toBe('answer');
    expect(work).toHaveBeenCalledTimes(2);
    expect(hedges).not.toHaveBeenCalled();
  });
});
