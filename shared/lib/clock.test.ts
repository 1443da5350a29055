import { expect, it } from 'vitest';
import { systemClock } from './clock.ts';

it('the clock tells the time of day', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
});

it('the clock runs an action once its time has come, unless it is cancelled', async () => {
  const ran: string[] = [];
  const startedAt = systemClock.now();
  const cancel = systemClock.after(1, () => ran.push('cancelled'));
  cancel();

  await new Promise<void>((resolve) => {
    systemClock.after(5, () => {
      ran.push('kept');
      resolve();
    });
  });

  expect(ran).toEqual(['kept']);
  // A timer may fire within the millisecond before its time.
  expect(systemClock.now() - startedAt).toBeGreaterThanOrEqual(4);
});
