import { describe, expect, it } from 'vitest';
import { singleFlight } from './single-flight.ts';

/** Work for one key that ends when told to, and the signals that it was begun with. */
function given() {
  const signals: AbortSignal[] = [];
  const ends: ((result: string) => void)[] = [];
  const join = singleFlight<string>();
  const start = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve) => ends.push(resolve));
  };
  return { signals, ends, join: (key: string | null) => join(key, start) };
}

describe('work under way', () => {
  it('is joined by who has its key, and by nobody else', async () => {
    const { join, ends } = given();
    const subscriptions = [join('a'), join('a'), join('b'), join(null), join(null)];

    expect(subscriptions.map(({ joined }) => joined)).toEqual([false, true, false, false, false]);
    for (const [n, end] of ends.entries()) end(`result ${n}`);
    expect(await Promise.all(subscriptions.map(({ result }) => result))).toEqual([
      'result 0',
      'result 0',
      'result 1',
      'result 2',
      'result 3',
    ]);
  });

  it('is given up when the last has left, and each leaves once, however often it says so', () => {
    const { join, signals } = given();
    const [first, second] = [join('a'), join('a')];

    first.leave();
    first.leave();
    expect(signals[0]!.aborted).toBe(false);

    second.leave();
    expect(signals[0]!.aborted).toBe(true);
    expect(signals[0]!.reason).toEqual(new Error('the client closed the connection'));
  });

  it('that is given up is joined by nobody, and its end is not that of what starts then', async () => {
    const { join, signals, ends } = given();
    join('a').leave();
    const next = join('a');
    expect([next.joined, signals[1]!.aborted]).toEqual([false, false]);

    ends[0]!('given up');
    await Promise.resolve();

    expect(join('a').joined).toBe(true);
  });

  it('that has ended is neither joined nor given up', async () => {
    const { join, signals, ends } = given();
    const subscription = join('a');
    ends[0]!('done');
    await subscription.result;
    await Promise.resolve();
    subscription.leave();

    expect(signals[0]!.aborted).toBe(false);
    expect(join('a').joined).toBe(false);
  });

  it('that has failed is joined by nobody either', async () => {
    const join = singleFlight<string>();
    await expect(join('a', () => Promise.reject(new Error('no'))).result).rejects.toThrow('no');

    expect(join('a', async () => 'yes').joined).toBe(false);
  });
});
