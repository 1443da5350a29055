import { describe, expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { retryBudget } from './retry-budget.ts';

function given({ ratio = 0.1, minimum = 3, windowMs = 10_000 } = {}) {
  const clock = manualClock();
  const budget = retryBudget({ ratio, minimum, windowMs }, clock);
  const count = (calls: number) => {
    for (let n = 0; n < calls; n++) budget.countCall();
  };
  /** How many retries are granted before one is refused. */
  const drain = () => {
    let granted = 0;
    while (budget.withdraw()) granted += 1;
    return granted;
  };
  return { clock, budget, count, drain };
}

describe('retryBudget', () => {
  it('allows its minimum to a service that is hardly called', () => {
    const { budget, drain } = given();

    expect(drain()).toBe(3);
    expect(budget.status()).toEqual({ calls: 0, retries: 3, allowed: 3 });
  });

  it.each([
    [30, 3],
    [39, 3],
    [40, 4],
    [1_000, 100],
  ])('of %d calls, allows %d retries', (calls, retries) => {
    const { count, drain } = given();

    count(calls);

    expect(drain()).toBe(retries);
  });

  it('grants more as more calls come', () => {
    const { count, drain } = given();
    count(100);
    expect(drain()).toBe(10);

    count(9);
    expect(drain()).toBe(0);
    count(1);
    expect(drain()).toBe(1);
  });

  it('takes nothing for a retry that it refuses', () => {
    const { budget, drain } = given();
    drain();
    drain();

    expect(budget.status().retries).toBe(3);
  });

  it('forgets calls and retries with its window', async () => {
    const { clock, budget, count, drain } = given();
    count(100);
    drain();

    await clock.advance(11_000);

    expect(budget.status()).toEqual({ calls: 0, retries: 0, allowed: 3 });
    expect(drain()).toBe(3);
  });

  it('remembers a retry for the whole of its window, and a call for no longer', async () => {
    const { clock, budget, count, drain } = given();
    await clock.advance(999);
    count(100);
    drain();

    await clock.advance(9_999);

    expect(budget.status()).toEqual({ calls: 0, retries: 10, allowed: 3 });
    expect(drain()).toBe(0);
  });

  it('can do without either of its numbers', () => {
    const [none, byRatio, fixed] = [
      given({ ratio: 0, minimum: 0 }),
      given({ minimum: 0 }),
      given({ ratio: 0, minimum: 5 }),
    ];
    for (const { count } of [none, byRatio, fixed]) count(1_000);

    expect([none.drain(), byRatio.drain(), fixed.drain()]).toEqual([0, 100, 5]);
  });
});
