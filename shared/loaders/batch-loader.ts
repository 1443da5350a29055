import DataLoader from 'dataloader';
import { mapConcurrently } from '../lib/concurrency.ts';
import { isId } from '../lib/id.ts';
import { listenForStale, staleListener, type StaleUse } from '../upstream/staleness.ts';

/** Loads one value a key, for one operation: asked twice for a key, it asks the service once. */
export interface Loader<Key, Value> {
  /** The value of `key`, null where there is none. */
  load(key: Key): Promise<Value | null>;
  /** The values that exist, in the order of `keys`. Rejects when any of the keys failed. */
  loadPresent(keys: readonly Key[]): Promise<Value[]>;
}

/**
 * A loader over `loadKey`. Whoever asks for a key whose value is stale is told so, though the call that found it stale
 * was made for a whole batch, by somebody who asked before.
 *
 * @param stale what is known to be stale, by `keyOf` the key
 */
function present<Key, Value>(
  loadKey: (key: Key) => Promise<Value | null>,
  keyOf: (key: Key) => string,
  stale: ReadonlyMap<string, StaleUse>,
): Loader<Key, Value> {
  const load = async (key: Key) => {
    const listener = staleListener();
    const value = await loadKey(key);
    const use = stale.get(keyOf(key));
    if (use) listener?.served(use);
    return value;
  };
  return {
    load,
    loadPresent: async (keys) => (await Promise.all(keys.map(load))).filter((value) => value !== null),
  };
}

/**
 * A loader over a bulk endpoint. Keys asked for in one tick travel together, split at the service's limit; a
 * chunk that fails costs its own keys only. Answers are matched to keys by id, because a bulk endpoint may
 * answer in any order and leave unknown ids out. What cannot be an id is null without a call.
 */
export function batchLoader<Value>({
  load,
  idOf,
  maxBatchSize,
}: {
  load: (ids: readonly string[]) => Promise<readonly Value[]>;
  idOf: (value: Value) => string;
  maxBatchSize: number;
}): Loader<string, Value> {
  return combinedLoader({
    load: async (ids) => new Map((await load(ids)).map((value) => [idOf(value), value])),
    idOf: (id: string) => id,
    keyOf: (id: string) => id,
    maxBatchSize,
  });
}

/**
 * Like {@link batchLoader}, for keys that ask different things of the same ids, so that one call can answer all
 * of them.
 *
 * @param load answers by id, whatever the keys ask of it
 * @param idOf the id that a key asks about
 * @param keyOf what makes two keys the same
 */
export function combinedLoader<Key, Value>({
  load,
  idOf,
  keyOf,
  maxBatchSize,
}: {
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
  idOf: (key: Key) => string;
  keyOf: (key: Key) => string;
  maxBatchSize: number;
}): Loader<Key, Value> {
  const stale = new Map<string, StaleUse>();
  const loader = new DataLoader<Key, Value | null, string>(
    async (keys) => {
      // Of this call alone: another one, which asks something else of the same id, may have an answer.
      const missed = new Map<string, Error>();
      const listener = {
        served: (use: StaleUse, id?: string) => {
          for (const key of keys) if (id === undefined || idOf(key) === id) stale.set(keyOf(key), use);
        },
        missed: (id: string, error: Error) => missed.set(id, error),
      };
      const byId = await listenForStale(listener, () => load(keys));
      return keys.map((key) => missed.get(idOf(key)) ?? byId.get(idOf(key)) ?? null);
    },
    { cacheKeyFn: keyOf, maxBatchSize },
  );
  return present((key) => (isId(idOf(key)) ? loader.load(key) : Promise.resolve(null)), keyOf, stale);
}

/**
 * A loader over an endpoint without a bulk form: one call a key, at most `concurrency` at once, so that a long
 * list cannot take every place in the service's bulkhead.
 *
 * @param keyOf what makes two keys the same
 */
export function singleLoader<Key, Value>({
  load,
  keyOf,
  concurrency,
}: {
  load: (key: Key) => Promise<Value | null>;
  keyOf: (key: Key) => string;
  concurrency: number;
}): Loader<Key, Value> {
  const stale = new Map<string, StaleUse>();
  const loader = new DataLoader<Key, Value | null, string>(
    (keys) =>
      mapConcurrently(keys, concurrency, (key) =>
        listenForStale({ served: (use) => stale.set(keyOf(key), use) }, () => load(key)),
      ),
    { cacheKeyFn: keyOf },
  );
  return present((key) => loader.load(key), keyOf, stale);
}
