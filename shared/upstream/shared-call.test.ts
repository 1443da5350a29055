import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import type { Operation } from './operation.ts';
import { sharedCall, type Caller } from './shared-call.ts';

const LIMIT_MS = 500;
const expired = new Error('the operation has no time left');
const gone = new Error('the client closed the connection');

/** A call for operations that have `deadlinesMs` left, and a way to end it. */
function given(deadlinesMs: readonly number[] = [10_000]) {
  const clock = manualClock();
  const operation = (deadlineMs: number, requestId: string) => {
    const client = new AbortController();
    const scope: Operation = {
      requestId,
      signal: client.signal,
      deadlineAt: clock.now() + deadlineMs,
      principal: null,
    };
    return { client, scope };
  };
  const operations = deadlinesMs.map((ms, n) => operation(ms, `r-${n}`));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = vi.fn((caller: Caller) => {
    caller.signal.addEventListener('abort', () => reject(caller.signal.reason as Error));
    return promise;
  });
  const limits = { clock, limitMs: LIMIT_MS, expired: () => expired };
  const call = sharedCall(
    operations.map(({ scope }) => scope),
    limits,
    work,
  );
  /** What has become of everyone's wait; null for who waits still. */
  const outcomes: (string | Error | null)[] = [];
  const join = (scope: Operation) => {
    const place = outcomes.push(null) - 1;
    call.join(scope).then(
      (answer) => (outcomes[place] = answer),
      (error: unknown) => (outcomes[place] = error as Error),
    );
  };
  for (const { scope } of operations) join(scope);
  const left = () => operations.map(({ scope }) => getEventListeners(scope.signal, 'abort').length);
  return { clock, operation, operations, call, work, join, outcomes, answer: resolve, fail: reject, left };
}

it('a shared call begins at once, for the first, with the time of the most patient', () => {
  const { work, clock } = given([100, 300, 200]);

  expect(work).toHaveBeenCalledExactlyOnceWith({
    requestId: 'r-0',
    deadlineAt: clock.now() + 300,
    signal: expect.any(AbortSignal),
  });
});

it('a shared call gives its answer to everybody', async () => {
  const { answer, outcomes, left, clock, call } = given([10_000, 100, 100]);

  answer('42');
  await call.ended;
  await settle();

  expect(outcomes).toEqual(['42', '42', '42']);
  expect([left(), clock.pending()]).toEqual([[0, 0, 0], 0]);
});

it('a shared call gives its failure to everybody', async () => {
  const { fail, outcomes, left, clock, call } = given([10_000, 100]);
  const failure = new Error('the service is down');

  fail(failure);
  await call.ended;
  await settle();

  expect(outcomes).toEqual([failure, failure]);
  expect([left(), clock.pending()]).toEqual([[0, 0], 0]);
});

it('a shared call answers who joins late, even after it has ended', async () => {
  const { answer, outcomes, join, operation } = given();

  answer('42');
  await settle();
  join(operation(10_000, 'late').scope);
  await settle();

  expect(outcomes).toEqual(['42', '42']);
});

it('a shared call goes on for the others when one leaves, at once for that one', async () => {
  const { answer, outcomes, operations, work, left } = given([10_000, 10_000]);

  operations[0]!.client.abort(gone);
  await settle();
  expect(outcomes).toEqual([gone, null]);
  expect(work.mock.calls[0]![0].signal.aborted).toBe(false);
  answer('42');
  await settle();

  expect(outcomes).toEqual([gone, '42']);
  expect(left()).toEqual([0, 0]);
});

it('a shared call is aborted when all have left', async () => {
  const { outcomes, operations, work, call } = given([10_000, 10_000]);

  for (const { client } of operations) client.abort(gone);
  await call.ended;
  await settle();

  expect(outcomes).toEqual([gone, gone]);
  expect(work.mock.calls[0]![0].signal).toMatchObject({ aborted: true, reason: gone });
});

it('a shared call is kept alive by one who joined late', async () => {
  const { operations, operation, join, work, outcomes, answer } = given();

  join(operation(10_000, 'late').scope);
  operations[0]!.client.abort(gone);
  answer('42');
  await settle();

  expect(work.mock.calls[0]![0].signal.aborted).toBe(false);
  expect(outcomes).toEqual([gone, '42']);
});

it('a shared call does not wait for a client that had left before', async () => {
  const { operation, join, outcomes, work } = given();
  const { client, scope } = operation(10_000, 'late');
  client.abort(gone);

  join(scope);
  await settle();

  expect(outcomes).toEqual([null, gone]);
  expect(work.mock.calls[0]![0].signal.aborted).toBe(false);
});

it("a shared call ends with an operation's own deadline for that one alone", async () => {
  const { clock, outcomes, answer, work, left } = given([100, 200]);

  await clock.advance(99);
  expect(outcomes).toEqual([null, null]);
  await clock.advance(1);
  expect(outcomes).toEqual([expired, null]);
  expect(work.mock.calls[0]![0].signal.aborted).toBe(false);
  answer('42');
  await settle();

  expect(outcomes).toEqual([expired, '42']);
  expect([left(), clock.pending()]).toEqual([[0, 0], 0]);
});

it('a shared call leaves it to the call itself to end in time for the most patient', () => {
  const { clock } = given([400, 400, LIMIT_MS + 1]);

  // One for each of those who have less time than the call; it ends before the third's time is over.
  expect(clock.pending()).toBe(2);
});

describe('is as good as a call of their own', () => {
  it.each([
    ['with as much time', [300], 300, true],
    ['with less time', [300], 100, true],
    ['with more time than it has', [300], 301, false],
    ['whatever their time, when its own limit ends it', [LIMIT_MS], 10_000, true],
  ])('for operations %s: %s', (_who, deadlinesMs, deadlineMs, serves) => {
    const { call, operation } = given(deadlinesMs);

    expect(call.serves(operation(deadlineMs, 'late').scope)).toBe(serves);
  });

  it('until half of its time is over', async () => {
    const { call, operation, clock } = given();
    await clock.advance(LIMIT_MS / 2);
    expect(call.serves(operation(10_000, 'early').scope)).toBe(true);

    await clock.advance(1);

    expect(call.serves(operation(10_000, 'late').scope)).toBe(false);
  });

  it('for nobody once it was aborted', () => {
    const { call, operation, operations } = given();

    operations[0]!.client.abort(gone);

    expect(call.serves(operation(10_000, 'late').scope)).toBe(false);
  });
});
