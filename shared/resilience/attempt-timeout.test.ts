import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import type { Call } from './policy.ts';
import { attemptTimeout } from './attempt-timeout.ts';
import { serviceTime } from './service-time.ts';

function given(ownDelayMs = (_sinceMs: number) => 0) {
  const clock = manualClock();
  const controller = new AbortController();
  const call: Call = {
    name: 'GET /products',
    requestId: 'r-1',
    idempotent: true,
    signal: controller.signal,
    deadlineAt: Infinity,
  };
  const policy = attemptTimeout({ attemptTimeoutMs: 50 }, clock, serviceTime(clock, ownDelayMs));
  return { clock, controller, call, policy };
}

it('the attempt timeout aborts an attempt on the wire when its time is over, and blames the service', async () => {
  const { clock, call, policy } = given();
  let wire: AbortSignal | undefined;
  const outcome = policy(call, ({ signal }) => {
    wire = signal;
    return new Promise<never>(() => {});
  }).catch((error: unknown) => error);

  await clock.advance(49);
  expect(wire?.aborted).toBe(false);
  await clock.advance(1);

  expect(wire?.aborted).toBe(true);
  expect(await outcome).toMatchObject({
    kind: 'attempt-timeout',
    outcome: 'failure',
    message: 'no answer to one attempt within 50 ms',
  });
  expect(clock.pending()).toBe(0);
});

it('the attempt timeout gives every attempt its own time, and its own signal', async () => {
  const { clock, call, policy } = given();
  const signals: AbortSignal[] = [];
  const attempt = () =>
    policy(call, ({ signal }) => {
      signals.push(signal);
      return new Promise<never>(() => {});
    }).catch(() => 'ended');
  const first = attempt();
  await clock.advance(30);
  const second = attempt();

  await clock.advance(20);
  await first;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);

  await clock.advance(30);
  await second;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(call.signal.aborted).toBe(false);
});

it('the attempt timeout stops with the call, and does not call that a timeout', async () => {
  const { clock, controller, call, policy } = given();
  const outcome = policy(call, () => new Promise<never>(() => {})).catch(String);

  controller.abort(new Error('gone'));

  expect(await outcome).toBe('Error: gone');
  expect(clock.pending()).toBe(0);
});

it('the attempt timeout gives the service the time that this process was too busy for', async () => {
  const { clock, call, policy } = given((sinceMs) => Math.min(30, clock.now() - sinceMs));
  const { promise, resolve } = Promise.withResolvers<string>();
  const outcome = policy(call, () => promise).catch(String);
  let wire: AbortSignal | undefined;
  const hung = policy(call, ({ signal }) => {
    wire = signal;
    return new Promise<never>(() => {});
  }).catch((error: unknown) => error);

  await clock.advance(79);
  resolve('answer');
  expect(await outcome).toBe('answer');
  expect(wire?.aborted).toBe(false);

  await clock.advance(1);
  expect(await hung).toMatchObject({ kind: 'attempt-timeout', outcome: 'failure' });
  expect(clock.pending()).toBe(0);
});
