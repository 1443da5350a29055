import { describe, expect, it, vi } from 'vitest';
import type { StaleUse } from '../upstream/staleness.ts';
import { settle } from '../testing/manual-clock.ts';
import { batchLoader, combinedLoader, singleLoader } from './batch-loader.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

/** Where no field listens. */
const nobody = undefined;

const thing = (id: string): Thing => ({ id, name: `thing ${id}` });
const ids = (count: number) => Array.from({ length: count }, (_, n) => `t-${n}`);

function given(answer: (ids: readonly string[]) => readonly Thing[] | Promise<readonly Thing[]>) {
  const load = vi.fn(async (ids: readonly string[]) => answer(ids));
  return {
    load,
    loader: batchLoader({ load, idOf: ({ id }: Thing) => id, maxBatchSize: 100 }).askedBy(nobody),
  };
}

describe('batchLoader', () => {
  it('asks once for the keys of one tick, each key once', async () => {
    const { load, loader } = given((keys) => keys.map(thing));

    const answers = await Promise.all([loader.load('a'), loader.load('b'), loader.load('a')]);

    expect(answers).toEqual([thing('a'), thing('b'), thing('a')]);
    expect(load.mock.calls.map(([keys]) => keys)).toEqual([['a', 'b']]);
  });

  it('joins keys that are asked for a few promises later', async () => {
    const { load, loader } = given((keys) => keys.map(thing));
    const later = async (id: string) => {
      await Promise.resolve();
      await Promise.resolve();
      return loader.load(id);
    };

    await Promise.all([loader.load('a'), later('b')]);

    expect(load.mock.calls.map(([keys]) => keys)).toEqual([['a', 'b']]);
  });

  it('never asks twice for a key, known or unknown', async () => {
    const { load, loader } = given((keys) => keys.filter((id) => id !== 'none').map(thing));
    await Promise.all([loader.load('a'), loader.load('none')]);

    expect(await loader.load('none')).toBeNull();
    expect(await loader.load('a')).toEqual(thing('a'));
    expect(load).toHaveBeenCalledOnce();
  });

  it('splits 250 keys into chunks of 100', async () => {
    const { load, loader } = given((keys) => keys.map(thing));

    const answers = await loader.loadPresent(ids(250));

    expect(load.mock.calls.map(([keys]) => keys.length)).toEqual([100, 100, 50]);
    expect(load.mock.calls.flatMap(([keys]) => keys)).toEqual(ids(250));
    expect(answers).toEqual(ids(250).map(thing));
  });

  it('loses only the keys of a chunk that fails', async () => {
    const { loader } = given((keys) => {
      if (keys.includes('t-150')) throw new Error('chunk lost');
      return keys.map(thing);
    });

    const outcomes = await Promise.allSettled(ids(250).map((id) => loader.load(id)));

    const lost = outcomes.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []));
    expect(lost).toEqual(Array.from({ length: 100 }, (_, n) => 100 + n));
    expect(outcomes[150]).toEqual({ status: 'rejected', reason: new Error('chunk lost') });
    await expect(loader.loadPresent(['t-0', 't-150'])).rejects.toThrow('chunk lost');
    expect(await loader.loadPresent(['t-0', 't-249'])).toEqual([thing('t-0'), thing('t-249')]);
  });

  const [a, b, c] = ['a', 'b', 'c'].map(thing) as [Thing, Thing, Thing];
  it.each<[string, readonly Thing[], readonly (Thing | null)[]]>([
    ['in order', [a, b, c], [a, b, c]],
    ['shuffled', [c, a, b], [a, b, c]],
    ['without one', [c, a], [a, null, c]],
    ['with none', [], [null, null, null]],
    ['with more than was asked', [thing('x'), a, thing('y'), b, c, thing('z')], [a, b, c]],
    ['with something else in its place', [thing('x'), thing('y'), thing('z')], [null, null, null]],
    ['twice', [a, b, b, a, c, c], [a, b, c]],
    ['with ids that are names of methods', [thing('constructor'), thing('__proto__'), b], [null, b, null]],
  ])('puts nothing under a wrong id when it is answered %s', async (_how, answer, expected) => {
    const { loader } = given(() => answer);

    expect(await Promise.all(['a', 'b', 'c'].map((id) => loader.load(id)))).toEqual(expected);
  });

  it.each(['', '.', '..', 'a,b', 'a/b', ' a', '-a', 'ä', '\ud800', 'x'.repeat(65)])(
    'knows without asking that nothing goes by %j',
    async (id) => {
      const { load, loader } = given((keys) => keys.map(thing));

      expect(await loader.load(id)).toBeNull();
      expect(load).not.toHaveBeenCalled();
      expect(await loader.loadPresent(['a', id])).toEqual([thing('a')]);
      expect(load.mock.calls.map(([keys]) => keys)).toEqual([['a']]);
    },
  );

  it.each(['constructor', 'hasOwnProperty'])('finds nothing by %s unless it is answered', async (id) => {
    const { loader } = given(() => []);

    expect(await loader.load(id)).toBeNull();
  });

  it('answers what is present in the order of the keys, as often as they are named', async () => {
    const { loader } = given((keys) =>
      keys
        .filter((id) => id !== 'none')
        .map(thing)
        .reverse(),
    );

    const found = await loader.loadPresent(['c', 'none', 'a', 'c']);

    expect(found.map(({ id }) => id)).toEqual(['c', 'a', 'c']);
  });

  it('answers nothing for nothing, without asking', async () => {
    const { load, loader } = given(() => []);

    expect(await loader.loadPresent([])).toEqual([]);
    expect(load).not.toHaveBeenCalled();
  });
});

describe('combinedLoader', () => {
  it('answers keys that ask different things of one id from one call', async () => {
    const load = vi.fn(
      async (keys: readonly { id: string; part: string }[]) =>
        new Map(keys.map(({ id }) => [id, `all of ${id}`])),
    );
    const loader = combinedLoader({
      load,
      idOf: ({ id }) => id,
      keyOf: ({ id, part }) => `${part} ${id}`,
      maxBatchSize: 100,
    }).askedBy(nobody);

    const answers = await Promise.all([
      loader.load({ id: 'a', part: 'head' }),
      loader.load({ id: 'a', part: 'tail' }),
      loader.load({ id: 'a', part: 'head' }),
      loader.load({ id: 'a,b', part: 'head' }),
    ]);

    expect(answers).toEqual(['all of a', 'all of a', 'all of a', null]);
    expect(load.mock.calls.map(([keys]) => keys)).toEqual([
      [
        { id: 'a', part: 'head' },
        { id: 'a', part: 'tail' },
      ],
    ]);
  });
});

describe('singleLoader', () => {
  it('asks for every key once, and for no more than its limit at once', async () => {
    let running = 0;
    let most = 0;
    const load = vi.fn(async (id: string) => {
      most = Math.max(most, ++running);
      await settle();
      running -= 1;
      return thing(id);
    });
    const loader = singleLoader({ load, keyOf: (id) => id, concurrency: 8 }).askedBy(nobody);

    const answers = await loader.loadPresent([...ids(20), ...ids(20)]);

    expect(answers).toEqual([...ids(20), ...ids(20)].map(thing));
    expect(load).toHaveBeenCalledTimes(20);
    expect(most).toBe(8);
  });

  it('loses only the key that fails', async () => {
    const loader = singleLoader({
      load: async (id: string) => {
        if (id === 'b') throw new Error('b is lost');
        return id === 'none' ? null : thing(id);
      },
      keyOf: (id) => id,
      concurrency: 2,
    }).askedBy(nobody);

    const outcomes = await Promise.allSettled(['a', 'b', 'none', 'c'].map((id) => loader.load(id)));

    expect(outcomes).toEqual([
      { status: 'fulfilled', value: thing('a') },
      { status: 'rejected', reason: new Error('b is lost') },
      { status: 'fulfilled', value: null },
      { status: 'fulfilled', value: thing('c') },
    ]);
  });

  it('takes two keys for the same where keyOf says so', async () => {
    const load = vi.fn(async ({ id }: { id: string }) => id);
    const loader = singleLoader({ load, keyOf: ({ id }) => id, concurrency: 2 }).askedBy(nobody);

    expect(await loader.loadPresent([{ id: 'a' }, { id: 'a' }])).toEqual(['a', 'a']);
    expect(load).toHaveBeenCalledOnce();
  });
});

it('an id that one call could not answer is answered by another that asks something else of it', async () => {
  const loader = combinedLoader<{ id: string; what: string }, string>({
    load: async ([first], stale) => {
      if (first!.what !== 'rating') return new Map([['a', 'the reviews']]);
      stale.missed!('a', new Error('no rating'));
      return new Map();
    },
    idOf: ({ id }) => id,
    keyOf: ({ id, what }) => `${what} ${id}`,
    maxBatchSize: 10,
  }).askedBy(nobody);

  await expect(loader.load({ id: 'a', what: 'rating' })).rejects.toThrow('no rating');

  expect(await loader.load({ id: 'a', what: 'reviews' })).toBe('the reviews');
});

describe('a field that is given an old value', () => {
  const old: StaleUse = { upstream: 'catalog', reason: 'UPSTREAM_TIMEOUT', ageMs: 5_000 };
  const field = () => ({ served: vi.fn<(use: StaleUse) => void>() });

  it('of a batch is told so, whether it asked first, with others, or later', async () => {
    const shared = batchLoader<Thing>({
      load: async (keys, stale) => {
        stale.served(old, 'b');
        return keys.map(thing);
      },
      idOf: ({ id }) => id,
      maxBatchSize: 10,
    });
    const [first, second, third, late, other] = [field(), field(), field(), field(), field()];

    await Promise.all([
      ...[first, second, third].map((each) => shared.askedBy(each).load('b')),
      shared.askedBy(other).loadPresent(['a']),
    ]);
    await shared.askedBy(late).loadPresent(['b']);
    await shared.askedBy(nobody).load('b');

    for (const each of [first, second, third, late]) expect(each.served.mock.calls).toEqual([[old]]);
    expect(other.served).not.toHaveBeenCalled();
  });

  it('of a batch that is old as a whole is told so for every key', async () => {
    const shared = batchLoader<Thing>({
      load: async (keys, stale) => {
        stale.served(old);
        return keys.map(thing);
      },
      idOf: ({ id }) => id,
      maxBatchSize: 10,
    });
    const [a, b] = [field(), field()];

    await Promise.all([shared.askedBy(a).load('a'), shared.askedBy(b).load('b')]);

    for (const each of [a, b]) expect(each.served.mock.calls).toEqual([[old]]);
  });

  it('of a single call is told so, and one that is given a fresh value is not', async () => {
    const shared = singleLoader<string, Thing>({
      load: async (id, stale) => {
        if (id === 'b') stale.served(old);
        return thing(id);
      },
      keyOf: (id) => id,
      concurrency: 1,
    });
    const [a, b] = [field(), field()];

    await Promise.all([shared.askedBy(a).load('a'), shared.askedBy(b).load('b')]);

    expect(a.served).not.toHaveBeenCalled();
    expect(b.served.mock.calls).toEqual([[old]]);
  });
});
