import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import { systemClock } from '../lib/clock.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { watchEventLoop } from './event-loop-delay.ts';

/** A loop whose ticks a test runs as late as it likes. */
function given() {
  let nowMs = 1_000;
  const ticks = new Map<number, () => void>();
  const clock: Clock = {
    now: () => nowMs,
    after: (delayMs, action) => {
      ticks.set(delayMs, action);
      return () => {};
    },
  };
  const watch = watchEventLoop(clock);
  const pass = (ms: number) => (nowMs += ms);
  /** Runs what is due every `everyMs` this much later. */
  const tickLateBy = (ms: number, everyMs = 50) => {
    pass(everyMs + ms);
    ticks.get(everyMs)!();
  };
  return { watch, pass, tickLateBy, pauseOf: (ms: number) => tickLateBy(ms, 10) };
}

it('the delay is nothing while ticks come in time', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(0);
  tickLateBy(0);

  expect(watch.delayMs()).toBe(0);
});

it('the delay takes one late tick for a pause', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(0);
  tickLateBy(900);

  expect(watch.delayMs()).toBe(0);
});

it('the delay is the smaller of two late ticks', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(400);
  tickLateBy(300);

  expect(watch.delayMs()).toBe(300);
});

it('the delay counts a tick that is overdue at this moment', () => {
  const { watch, tickLateBy, pass } = given();
  tickLateBy(400);
  expect(watch.delayMs()).toBe(0);

  pass(50 + 350);
  expect(watch.delayMs()).toBe(350);
});

it('the delay is well again after one tick in time', () => {
  const { watch, tickLateBy } = given();
  tickLateBy(400);
  tickLateBy(400);
  tickLateBy(0);

  expect(watch.delayMs()).toBe(0);
});

it('the delay stops when it is closed', async () => {
  const clock = manualClock();
  const watch = watchEventLoop(clock);
  await clock.advance(1_000);
  expect(watch.delayMs()).toBe(0);
  expect(clock.pending()).toBe(2);

  watch.close();

  expect(clock.pending()).toBe(0);
});

it('the delay sees a real loop that is kept busy', async () => {
  const watch = watchEventLoop(systemClock);
  onTestFinished(watch.close);
  const endsAt = performance.now() + 60_000;
  while (watch.delayMs() < 20 && performance.now() < endsAt) {
    const busyUntil = performance.now() + 100;
    while (performance.now() < busyUntil);
    await settle();
  }

  expect(watch.delayMs()).toBeGreaterThanOrEqual(20);
});

describe('the own delay of an exchange', () => {
  it('is nothing while ticks come in time', () => {
    const { watch, pauseOf } = given();
    pauseOf(0);
    pauseOf(5);

    expect(watch.ownDelayMs(1_000)).toBe(0);
  });

  it('is a pause since then, and of one that had begun before the rest', () => {
    const { watch, pauseOf, pass } = given();
    pauseOf(400);
    pass(5);

    expect(watch.ownDelayMs(1_000)).toBe(400);
    expect(watch.ownDelayMs(1_000 + 10 + 300)).toBe(100);
    expect(watch.ownDelayMs(1_000 + 10 + 400)).toBe(0);
    expect(watch.ownDelayMs(1_000 + 10 + 400 + 5)).toBe(0);
  });

  it('counts the pause of this moment, which no tick has ended', () => {
    const { watch, pauseOf, pass } = given();
    pauseOf(0);
    pass(10 + 700);

    expect(watch.ownDelayMs(1_000)).toBe(700);
    expect(watch.ownDelayMs(1_000 + 20 + 600)).toBe(100);
  });

  it('remembers the pauses of five seconds, and no more of them', () => {
    const { watch, pauseOf } = given();
    pauseOf(400);
    for (let n = 1; n < 256; n++) pauseOf(10);
    expect(watch.ownDelayMs(1_000)).toBe(400 + 10 + 10);

    pauseOf(10);
    expect(watch.ownDelayMs(1_000)).toBe(10 + 10 + 10);
  });

  it('is no more than the three longest pauses, however busy the loop is', () => {
    const { watch, pauseOf } = given();
    for (const ms of [90, 100, 80, 95, 85, 70, 100]) pauseOf(ms);

    expect(watch.ownDelayMs(1_000)).toBe(100 + 100 + 95);
  });
});
