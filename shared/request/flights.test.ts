import { describe, expect, it } from 'vitest';
import { flights } from './flights.ts';

/** Work for one key that ends when told to, and the signals that it was begun with. */
function given() {
  const signals: AbortSignal[] = [];
  const ends: ((result: string) => void)[] = [];
  const { board } = flights<string>();
  const begin = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve) => ends.push(resolve));
  };
  return { signals, ends, board: (key: string | null) => board(key, begin) };
}

describe('work under way', () => {
  it('is joined by who has its key, and by nobody else', async () => {
    const { board, ends } = given();
    const seats = [board('a'), board('a'), board('b'), board(null), board(null)];

    expect(seats.map(({ joined }) => joined)).toEqual([false, true, false, false, false]);
    for (const [n, end] of ends.entries()) end(`result ${n}`);
    expect(await Promise.all(seats.map(({ result }) => result))).toEqual([
      'result 0',
      'result 0',
      'result 1',
      'result 2',
      'result 3',
    ]);
  });

  it('is given up when the last has left, and each leaves once, however often it says so', () => {
    const { board, signals } = given();
    const [first, second] = [board('a'), board('a')];

    first.leave();
    first.leave();
    expect(signals[0]!.aborted).toBe(false);

    second.leave();
    expect(signals[0]!.aborted).toBe(true);
    expect(signals[0]!.reason).toEqual(new Error('the client closed the connection'));
  });

  it('that is given up is joined by nobody, and its end is not that of what begins then', async () => {
    const { board, signals, ends } = given();
    board('a').leave();
    const next = board('a');
    expect([next.joined, signals[1]!.aborted]).toEqual([false, false]);

    ends[0]!('given up');
    await Promise.resolve();

    expect(board('a').joined).toBe(true);
  });

  it('that has ended is neither joined nor given up', async () => {
    const { board, signals, ends } = given();
    const seat = board('a');
    ends[0]!('done');
    await seat.result;
    await Promise.resolve();
    seat.leave();

    expect(signals[0]!.aborted).toBe(false);
    expect(board('a').joined).toBe(false);
  });

  it('that has failed is joined by nobody either', async () => {
    const { board } = flights<string>();
    await expect(board('a', () => Promise.reject(new Error('no'))).result).rejects.toThrow('no');

    expect(board('a', async () => 'yes').joined).toBe(false);
  });
});
