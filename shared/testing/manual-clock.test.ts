import { expect, it } from 'vitest';
import { manualClock } from './manual-clock.ts';

it('the clock runs due timers in the order of their time, then of their setting', async () => {
  const clock = manualClock(0);
  const ran: string[] = [];
  for (const [name, ms] of [
    ['late', 30],
    ['first', 10],
    ['second', 10],
    ['never', 31],
  ] as const) {
    clock.after(ms, () => ran.push(`${name} at ${clock.now()}`));
  }

  await clock.advance(30);

  expect(ran).toEqual(['first at 10', 'second at 10', 'late at 30']);
  expect(clock.now()).toBe(30);
  expect(clock.pending()).toBe(1);
});

it('the clock runs a timer that a promise sets while time moves', async () => {
  const clock = manualClock(0);
  const ran: number[] = [];
  clock.after(10, () => void Promise.resolve().then(() => clock.after(10, () => ran.push(clock.now()))));

  await clock.advance(25);

  expect(ran).toEqual([20]);
});

it('the clock never runs a cancelled timer', async () => {
  const clock = manualClock();
  const cancel = clock.after(5, () => expect.unreachable());

  cancel();
  await clock.advance(10);

  expect(clock.pending()).toBe(0);
});
