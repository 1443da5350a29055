import { describe, expect, it } from 'vitest';
import { mapConcurrently } from './concurrency.ts';
import { settle } from '../testing/manual-clock.ts';

describe('mapConcurrently', () => {
  it.each([1, 2, 3, 10, 11])('never has more than %d under way at once, and uses them all', async (limit) => {
    let running = 0;
    let most = 0;
    await mapConcurrently([...Array(10).keys()], limit, async (n) => {
      most = Math.max(most, ++running);
      // Works of different lengths, so that places free up out of order.
      for (let turn = 0; turn <= n % 4; turn++) await settle();
      running -= 1;
    });

    expect(most).toBe(Math.min(limit, 10));
  });

  it('keeps the order of the items, whichever ends first', async () => {
    const ended: number[] = [];

    const results = await mapConcurrently([3, 1, 2, 0], 4, async (turns) => {
      for (let turn = 0; turn < turns; turn++) await settle();
      ended.push(turns);
      return turns * 10;
    });

    expect(ended).toEqual([0, 1, 2, 3]);
    expect(results).toEqual([30, 10, 20, 0]);
  });

  it('puts an error in its own place and goes on with the rest', async () => {
    const results = await mapConcurrently(['a', 'b', 'c', 'd'], 1, async (item) => {
      if (item === 'b') throw new TypeError('no b');
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may throw anything
      if (item === 'c') throw 'no c';
      return item;
    });

    expect(results).toEqual(['a', new TypeError('no b'), new Error('no c'), 'd']);
  });

  it('holds up no item behind a slow one while a place is free', async () => {
    const { promise: never } = Promise.withResolvers<string>();
    const started: string[] = [];

    void mapConcurrently(['slow', 'b', 'c', 'd'], 2, async (item) => {
      started.push(item);
      return item === 'slow' ? never : item;
    });
    await settle();

    expect(started).toEqual(['slow', 'b', 'c', 'd']);
  });

  it('answers nothing for nothing', async () => {
    expect(await mapConcurrently([], 3, async () => expect.unreachable())).toEqual([]);
  });
});
