import DataLoader from 'dataloader';
import type { Result } from '../upstream/result.ts';

/** Loads values by key, for one operation: asked twice for a key, it asks the service once. */
export interface Loader<Key, Value> {
  /** What there is for each of `keys`, in their order: at once where all of it is known. Never rejects. */
  readonly load: (keys: readonly Key[]) => readonly Result<Value>[] | Promise<readonly Result<Value>[]>;
}

/**
 * A loader over `fetch`. All that is asked for in one tick travels together, whichever fields ask: DataLoader gathers
 * their lists of keys.
 *
 * @param nameOf what makes two keys the same
 * @param fetch what there is for each of these keys, which are distinct, in their order
 */
export function createLoader<Key, Value>(
  nameOf: (key: Key) => string,
  fetch: (keys: readonly Key[]) => Promise<readonly Result<Value>[]>,
): Loader<Key, Value> {
  const known = new Map<string, Result<Value>>();
  const pending = new Map<string, Promise<unknown>>();

  const fetchLists = async (lists: readonly (readonly Key[])[]) => {
    const keys = lists.length === 1 ? lists[0]! : lists.flat();
    let results: readonly Result<Value>[] | undefined;
    let failure: Result<Value> | undefined;
    try {
      results = await fetch(keys);
    } catch (error) {
      // A fault of our own: whoever asked is told of it, and nobody may keep what is made of it.
      failure = { error: error as Error, private: true };
    }
    keys.forEach((key, index) => {
      const name = nameOf(key);
      pending.delete(name);
      known.set(name, failure ?? results![index]!);
    });
    return lists;
  };
  const batches = new DataLoader<readonly Key[], readonly Key[]>(fetchLists, { cache: false });

  return {
    load: (keys) => {
      const missing = new Map<string, Key>();
      const awaited = new Set<Promise<unknown>>();
      for (const key of keys) {
        const name = nameOf(key);
        if (known.has(name)) continue;
        const underWay = pending.get(name);
        if (underWay) awaited.add(underWay);
        else missing.set(name, key);
      }
      if (missing.size > 0) {
        const fetched = batches.load([...missing.values()]);
        for (const name of missing.keys()) pending.set(name, fetched);
        awaited.add(fetched);
      }
      const results = () => keys.map((key) => known.get(nameOf(key))!);
      if (awaited.size === 0) return results();
      const [first] = awaited;
      return (awaited.size === 1 ? first! : Promise.all(awaited)).then(results);
    },
  };
}
