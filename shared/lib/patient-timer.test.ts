import { describe, expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { patientTimer } from './patient-timer.ts';

describe('patientTimer', () => {
  it('acts after the delay, once', async () => {
    const clock = manualClock();
    const action = vi.fn();
    patientTimer(clock, 50, action);

    await clock.advance(49);
    expect(action).not.toHaveBeenCalled();
    await clock.advance(1_000);

    expect(action).toHaveBeenCalledOnce();
    expect(clock.pending()).toBe(0);
  });

  it('can be cancelled before the timer is due, and between the timer and the action', async () => {
    const clock = manualClock();
    const action = vi.fn();
    patientTimer(clock, 50, action)();
    expect(clock.pending()).toBe(0);

    let fire = () => {};
    const cancel = patientTimer(
      {
        now: clock.now,
        after: (_delayMs, due) => {
          fire = due;
          return () => {};
        },
      },
      50,
      action,
    );
    fire();
    cancel();
    await settle();

    expect(action).not.toHaveBeenCalled();
  });

  it('waits for the rest where some of the time is left when the timer is due', async () => {
    const clock = manualClock();
    const action = vi.fn();
    const beganAt = clock.now();
    patientTimer(clock, 50, action, () => beganAt + 80 - clock.now());

    await clock.advance(79);
    expect(action).not.toHaveBeenCalled();
    await clock.advance(1);

    expect(action).toHaveBeenCalledOnce();
    expect(clock.now() - beganAt).toBe(80);
  });
});
