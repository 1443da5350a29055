import { describe, expect, it, vi } from 'vitest';
import type { Found, Result } from '../upstream/result.ts';
import { createLoader } from './loader.ts';

const found = (value: string): Found<string> => ({
  value,
  freshUntil: 1,
  clientFreshUntil: 1,
  private: false,
});
const byItself = (key: string) => key;
const answering = () => vi.fn(async (keys: readonly string[]) => keys.map((key) => found(`the ${key}`)));

describe('a loader', () => {
  it('asks once for the keys of one tick, each key once, and answers in the order of each list', async () => {
    const fetch = answering();
    const { load } = createLoader(byItself, fetch);

    const lists = await Promise.all([load(['a', 'b']), load(['c', 'b', 'a', 'c'])]);

    expect(fetch.mock.calls).toEqual([[['a', 'b', 'c']]]);
    expect(lists).toEqual([
      [found('the a'), found('the b')],
      [found('the c'), found('the b'), found('the a'), found('the c')],
    ]);
  });

  it('joins keys that are asked for a few promises later', async () => {
    const fetch = answering();
    const { load } = createLoader(byItself, fetch);

    const first = load(['a']);
    const later = Promise.resolve()
      .then(() => {})
      .then(() => load(['b']));
    await Promise.all([first, later]);

    expect(fetch.mock.calls).toEqual([[['a', 'b']]]);
  });

  it('waits for what is under way, and asks for the rest alone', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly Found<string>[]>();
    const fetch = vi.fn(async (keys: readonly string[]) =>
      keys.includes('slow') ? promise : keys.map(found),
    );
    const { load } = createLoader(byItself, fetch);
    const slow = load(['slow']);
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledOnce());

    const both = load(['slow', 'b']);
    resolve([found('at last')]);

    expect(await both).toEqual([found('at last'), found('b')]);
    expect(await slow).toEqual([found('at last')]);
    expect(fetch.mock.calls).toEqual([[['slow']], [['b']]]);
  });

  it('answers at once what it knows, values and failures', async () => {
    const failure = { error: new Error('down'), private: false };
    const fetch = vi.fn(async (keys: readonly string[]): Promise<Result<string>[]> =>
      keys.map((key) => (key === 'bad' ? failure : found(key))),
    );
    const { load } = createLoader(byItself, fetch);
    await load(['a', 'bad']);

    expect(load(['bad', 'a', 'a'])).toEqual([failure, found('a'), found('a')]);
    expect(load([])).toEqual([]);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('takes keys for the same where their names are', async () => {
    const fetch = vi.fn(async (keys: readonly { id: string }[]) => keys.map(({ id }) => found(id)));
    const { load } = createLoader(({ id }: { id: string }) => id, fetch);

    expect(await load([{ id: 'a' }, { id: 'a' }])).toEqual([found('a'), found('a')]);
    expect(fetch.mock.calls).toEqual([[[{ id: 'a' }]]]);
  });

  it.each(['constructor', '__proto__'])('knows nothing of %s unless it is answered', async (key) => {
    const { load } = createLoader(byItself, answering());

    expect(await load([key])).toEqual([found(`the ${key}`)]);
  });

  it('hands a fault of ours to everybody whose keys it was asked for, and never rejects', async () => {
    const fault = new TypeError('a fault of ours');
    const { load } = createLoader(byItself, () => Promise.reject(fault));

    expect(await Promise.all([load(['a']), load(['b'])])).toEqual([
      [{ error: fault, private: true }],
      [{ error: fault, private: true }],
    ]);
  });
});
