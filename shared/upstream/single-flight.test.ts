import { expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import type { Operation } from './operation.ts';
import { sharedCall } from './shared-call.ts';
import { singleFlight } from './single-flight.ts';

/** Operations that ask by key, and every call that goes out for them. */
function given() {
  const clock = manualClock();
  const calls: { key: string; answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const onJoined = vi.fn();
  const flights = singleFlight(onJoined);
  const limits = { clock, limitMs: 1_000, expired: () => new Error('no time left') };
  const ask = (key: string, { deadlineMs = 10_000, client = new AbortController() } = {}) => {
    const scope: Operation = {
      requestId: 'r-1',
      signal: client.signal,
      deadlineAt: clock.now() + deadlineMs,
      principal: null,
    };
    const begin = () =>
      sharedCall([scope], limits, ({ signal }) => {
        const { promise, resolve, reject } = Promise.withResolvers<string>();
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        calls.push({ key, answer: resolve, fail: reject });
        return promise;
      });
    return flights.join(key, scope, begin);
  };
  return { calls, onJoined, ask, asked: () => calls.map(({ key }) => key) };
}

it('single flight asks once what several ask at the same time', async () => {
  const { calls, ask, asked, onJoined } = given();

  const answers = [ask('a'), ask('a'), ask('a')];
  calls[0]!.answer('1');

  expect(await Promise.all(answers)).toEqual(['1', '1', '1']);
  expect(asked()).toEqual(['a']);
  expect(onJoined).toHaveBeenCalledTimes(2);
});

it('single flight keeps different questions apart', async () => {
  const { calls, ask, onJoined } = given();

  const answers = [ask('a'), ask('b')];
  calls.forEach(({ key, answer }) => answer(`about ${key}`));

  expect(await Promise.all(answers)).toEqual(['about a', 'about b']);
  expect(onJoined).not.toHaveBeenCalled();
});

it('single flight asks again once it was answered', async () => {
  const { calls, ask, asked } = given();

  const first = ask('a');
  calls[0]!.answer('1');
  expect(await first).toBe('1');
  const second = ask('a');
  calls[1]!.answer('2');

  expect(await second).toBe('2');
  expect(asked()).toEqual(['a', 'a']);
});

it('single flight shares a failure, and asks again after it', async () => {
  const { calls, ask, asked } = given();
  const failure = new Error('down');

  const answers = Promise.allSettled([ask('a'), ask('a')]);
  calls[0]!.fail(failure);
  expect(await answers).toEqual(Array(2).fill({ status: 'rejected', reason: failure }));
  void ask('a');

  expect(asked()).toEqual(['a', 'a']);
});

it('single flight asks again for who has more time than the call under way, which the next then join', async () => {
  const { calls, ask, asked } = given();

  const hurried = ask('a', { deadlineMs: 100 });
  const patient = [ask('a'), ask('a')];
  calls[0]!.answer('early');
  await hurried;
  const late = ask('a');
  calls[1]!.answer('late');

  expect(asked()).toEqual(['a', 'a']);
  expect(await Promise.all([hurried, ...patient, late])).toEqual(['early', 'late', 'late', 'late']);
});

it('single flight never joins a call that everybody has left', async () => {
  const { calls, ask, asked } = given();
  const client = new AbortController();
  const gone = new Error('gone');

  const first = Promise.allSettled([ask('a', { client })]);
  client.abort(gone);
  const second = ask('a');
  await settle();
  calls[1]!.answer('1');

  expect(await first).toEqual([{ status: 'rejected', reason: gone }]);
  expect(await second).toBe('1');
  expect(asked()).toEqual(['a', 'a']);
});
