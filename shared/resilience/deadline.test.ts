import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { compose, type Call } from './policy.ts';
import { bulkhead } from './bulkhead.ts';
import { PolicyError } from './errors.ts';
import { deadline } from './deadline.ts';
import { serviceTime } from './service-time.ts';

const never = () => new Promise<never>(() => {});

function given({ deadlineMs = 100, operationMs = 1_000, ownMs = 0 } = {}) {
  const clock = manualClock();
  const tookMs = serviceTime(clock, (sinceMs) => Math.min(ownMs, clock.now() - sinceMs));
  const controller = new AbortController();
  const call: Call = {
    name: 'GET /products',
    requestId: 'r-1',
    idempotent: true,
    signal: controller.signal,
    deadlineAt: clock.now() + operationMs,
  };
  return { clock, controller, call, policy: deadline({ deadlineMs }, clock, tookMs) };
}

describe('deadline', () => {
  it('passes an answer on, and leaves no timer behind', async () => {
    const { clock, call, policy } = given();

    expect(await policy(call, async () => 'answer')).toBe('answer');
    expect(clock.pending()).toBe(0);
  });

  it.each([
    ['its own', { deadlineMs: 100, operationMs: 1_000 }],
    ["the operation's", { deadlineMs: 1_000, operationMs: 100 }],
  ])('tells those within of the deadline that ends first (%s)', async (_whose, limits) => {
    const { clock, call, policy } = given(limits);

    expect(await policy(call, async ({ deadlineAt }) => deadlineAt - clock.now())).toBe(100);
  });

  it('passes a failure on as it is, and leaves no timer behind', async () => {
    const { clock, call, policy } = given();
    const failure = new Error('no');

    await expect(policy(call, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(clock.pending()).toBe(0);
  });

  it('blames the slow service when its own time ends first', async () => {
    const { clock, call, policy } = given({ deadlineMs: 100, operationMs: 101 });
    const outcome = policy(call, never).catch((error: unknown) => error);

    await clock.advance(99);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);

    expect(await outcome).toMatchObject({
      kind: 'call-deadline',
      outcome: 'ignored',
      message: 'no answer within 100 ms',
    });
  });

  it("names the operation's deadline when that comes first", async () => {
    const { clock, call, policy } = given({ deadlineMs: 100, operationMs: 99 });
    const outcome = policy(call, never).catch((error: unknown) => error);

    await clock.advance(99);

    expect(await outcome).toMatchObject({ kind: 'operation-deadline', outcome: 'ignored' });
    expect(clock.pending()).toBe(0);
  });

  it.each([0, -1, -10_000])(
    'refuses a call %d ms before the deadline without making it',
    async (operationMs) => {
      const { clock, call, policy } = given({ operationMs });
      const next = vi.fn(never);

      await expect(policy(call, next)).rejects.toMatchObject({
        kind: 'operation-deadline',
        outcome: 'ignored',
      });
      expect(next).not.toHaveBeenCalled();
      expect(clock.pending()).toBe(0);
    },
  );

  it('tells the call beneath to stop at that very moment', async () => {
    const { clock, call, policy } = given({ deadlineMs: 100 });
    let inner: AbortSignal | undefined;
    const outcome = policy(call, ({ signal }) => {
      inner = signal;
      return never();
    }).catch((error: unknown) => error);

    await clock.advance(99);
    expect(inner?.aborted).toBe(false);
    await clock.advance(1);

    expect(inner?.aborted).toBe(true);
    expect(inner?.reason).toBe(await outcome);
  });

  it('covers the wait for a place', async () => {
    const { clock, call, policy } = given({ deadlineMs: 100 });
    const guarded = compose(
      policy,
      bulkhead(
        { concurrency: 1, queue: 1 },
        clock,
        serviceTime(clock, () => 0),
      ),
    );
    const next = vi.fn(never);
    const outcomes = [guarded(call, next), guarded(call, next)].map((run) =>
      run.catch((error: unknown) => (error instanceof PolicyError ? error.kind : error)),
    );

    await clock.advance(100);

    expect(await Promise.all(outcomes)).toEqual(['call-deadline', 'call-deadline']);
    expect(next).toHaveBeenCalledOnce();
  });

  it('ends with the client, for the reason that the client had', async () => {
    const { clock, controller, call, policy } = given();
    const outcome = policy(call, never).catch((error: unknown) => error);
    const gone = new Error('gone');

    controller.abort(gone);

    expect(await outcome).toBe(gone);
    expect(clock.pending()).toBe(0);
  });
});

it('the deadline adds what this process was too busy for, but has no client wait longer', async () => {
  const given1 = given({ deadlineMs: 100, operationMs: 1_000, ownMs: 60 });
  const call = given1.policy(given1.call, never).catch((error: unknown) => error);
  await given1.clock.advance(159);
  expect(given1.clock.pending()).toBe(1);
  await given1.clock.advance(1);
  expect(await call).toMatchObject({ kind: 'call-deadline' });

  const given2 = given({ deadlineMs: 100, operationMs: 120, ownMs: 60 });
  const short = given2.policy(given2.call, never).catch((error: unknown) => error);
  await given2.clock.advance(119);
  expect(given2.clock.pending()).toBe(1);
  await given2.clock.advance(1);
  expect(await short).toMatchObject({ kind: 'operation-deadline' });
  expect(given2.clock.pending()).toBe(0);
});
