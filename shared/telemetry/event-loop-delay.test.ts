import { expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import { systemClock } from '../lib/clock.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { watchEventLoop } from './event-loop-delay.ts';

/** A loop whose ticks a test runs as late as it likes. */
function given() {
  let nowMs = 1_000;
  let tick = () => {};
  const clock: Clock = {
    now: () => nowMs,
    after: (_delayMs, action) => {
      tick = action;
      return () => {};
    },
  };
  const watch = watchEventLoop(clock);
  const pass = (ms: number) => (nowMs += ms);
  const tickLateBy = (ms: number) => {
    pass(50 + ms);
    tick();
  };
  return { watch, pass, tickLateBy };
}

it('is nothing while ticks come in time', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(0);
  tickLateBy(0);

  expect(watch.delayMs()).toBe(0);
});

it('takes one late tick for a pause', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(0);
  tickLateBy(900);

  expect(watch.delayMs()).toBe(0);
});

it('is the smaller of two late ticks', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(400);
  tickLateBy(300);

  expect(watch.delayMs()).toBe(300);
});

it('counts a tick that is overdue at this moment', () => {
  const { watch, tickLateBy, pass } = given();
  tickLateBy(400);
  expect(watch.delayMs()).toBe(0);

  pass(50 + 350);
  expect(watch.delayMs()).toBe(350);
});

it('is well again after one tick in time', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(400);
  tickLateBy(400);
  tickLateBy(0);

  expect(watch.delayMs()).toBe(0);
});

it('stops when it is closed', async () => {
  const clock = manualClock();
  const watch = watchEventLoop(clock);
  await clock.advance(1_000);
  expect(watch.delayMs()).toBe(0);
  expect(clock.pending()).toBe(1);

  watch.close();

  expect(clock.pending()).toBe(0);
});

it('sees a real loop that is kept busy', async () => {
  const watch = watchEventLoop(systemClock);
  onTestFinished(watch.close);
  const endsAt = performance.now() + 5_000;
  while (watch.delayMs() < 20 && performance.now() < endsAt) {
    const busyUntil = performance.now() + 100;
    while (performance.now() < busyUntil);
    await settle();
  }

  expect(watch.delayMs()).toBeGreaterThanOrEqual(20);
});
