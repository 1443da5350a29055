import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { rollingWindow } from './rolling-window.ts';

function given({ windowMs = 10_000, buckets = 10 } = {}) {
  const clock = manualClock();
  return { clock, window: rollingWindow({ windowMs, buckets }, ['calls', 'failures'], clock) };
}

describe('rolling window', () => {
  it('counts each counter for itself, from nought', () => {
    const { window } = given();

    window.add('calls');
    window.add('calls');

    expect([window.count('calls'), window.count('failures')]).toEqual([2, 0]);
  });

  it('forgets a slice at a time, and all of it once the window has passed', async () => {
    const { clock, window } = given({ windowMs: 10_000, buckets: 10 });
    window.add('calls');
    await clock.advance(5_000);
    window.add('calls');

    await clock.advance(4_999);
    expect(window.count('calls')).toBe(2);
    await clock.advance(1);
    expect(window.count('calls')).toBe(1);
    await clock.advance(5_000);
    expect(window.count('calls')).toBe(0);
  });

  it('starts from nought after a silence of many windows', async () => {
    const { clock, window } = given();
    window.add('failures');

    await clock.advance(86_400_000);
    window.add('failures');

    expect(window.count('failures')).toBe(1);
  });

  it('forgets everything when it is cleared, and counts on', async () => {
    const { clock, window } = given();
    window.add('calls');
    await clock.advance(3_000);
    window.add('calls');

    window.clear();
    expect(window.count('calls')).toBe(0);
    window.add('calls');
    await clock.advance(8_000);
    expect(window.count('calls')).toBe(1);
  });

  it('sets no timer', () => {
    const { clock, window } = given();

    window.add('calls');

    expect(clock.pending()).toBe(0);
  });

  it('never counts an event older than the window, and always one within all but a slice of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2_500 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (pausesMs, buckets) => {
          const windowMs = 1_000;
          const { clock, window } = given({ windowMs, buckets });
          const addedAtMs: number[] = [];
          const within = (ageMs: number) => addedAtMs.filter((atMs) => clock.now() - atMs < ageMs).length;

          for (const pauseMs of pausesMs) {
            await clock.advance(pauseMs);
            window.add('calls');
            addedAtMs.push(clock.now());

            expect(window.count('calls')).toBeLessThanOrEqual(within(windowMs));
            expect(window.count('calls')).toBeGreaterThanOrEqual(within(windowMs - windowMs / buckets));
          }
        },
      ),
    );
  });
});
