import DataLoader from 'dataloader';
import { mapConcurrently } from '../lib/concurrency.ts';
import { isId } from '../lib/id.ts';
import type { StaleListener, StaleUse } from '../upstream/staleness.ts';

/** Loads one value a key, for one operation: asked twice for a key, it asks the service once. */
export interface Loader<Key, Value> {
  /** The value of `key`, null where there is none. */
  load(key: Key): Promise<Value | null>;
  /** The values that exist, in the order of `keys`. Rejects when any of the keys failed. */
  loadPresent(keys: readonly Key[]): Promise<Value[]>;
}

/** A loader that all fields of an operation share; each asks through a {@link Loader} of its own. */
export interface SharedLoader<Key, Value> {
  /** @param field told when what it is given is old, though another field may have been the first to ask for it */
  readonly askedBy: (field: StaleListener | undefined) => Loader<Key, Value>;
}

/** What is known of one key. */
class Entry<Value> {
  readonly value: Promise<Value | null>;
  #stale: StaleUse | undefined;
  /** Most values are asked for by one field. */
  #asker: StaleListener | undefined;
  #others: StaleListener[] | undefined;

  constructor(value: Promise<Value | null>) {
    this.value = value;
  }

  isAskedBy(field: StaleListener): void {
    if (this.#asker === undefined) this.#asker = field;
    else (this.#others ??= []).push(field);
    if (this.#stale) field.served(this.#stale);
  }

  tell(use: StaleUse): void {
    this.#stale = use;
    this.#asker?.served(use);
    this.#others?.forEach((field) => field.served(use));
  }
}

/** The values of an operation's keys, each asked for once. */
class Entries<Key, Value> implements SharedLoader<Key, Value> {
  readonly #known = new Map<string, Entry<Value>>();
  readonly #keyOf: (key: Key) => string;
  readonly #loadKey: (key: Key) => Promise<Value | null>;

  /** @param keyOf what makes two keys the same */
  constructor(keyOf: (key: Key) => string, loadKey: (key: Key) => Promise<Value | null>) {
    this.#keyOf = keyOf;
    this.#loadKey = loadKey;
  }

  load(key: Key, field: StaleListener | undefined): Promise<Value | null> {
    const name = this.#keyOf(key);
    let entry = this.#known.get(name);
    if (!entry) {
      entry = new Entry(this.#loadKey(key));
      this.#known.set(name, entry);
    }
    if (field) entry.isAskedBy(field);
    return entry.value;
  }

  /** Tells whoever has asked for `key`, and will, that its value is old. */
  tell(key: Key, use: StaleUse): void {
    this.#known.get(this.#keyOf(key))?.tell(use);
  }

  askedBy(field: StaleListener | undefined): Loader<Key, Value> {
    return new FieldLoader(this, field);
  }
}

/** As one field asks. A class, since every field of every item of a list makes one. */
class FieldLoader<Key, Value> implements Loader<Key, Value> {
  readonly #entries: Entries<Key, Value>;
  readonly #field: StaleListener | undefined;

  constructor(entries: Entries<Key, Value>, field: StaleListener | undefined) {
    this.#entries = entries;
    this.#field = field;
  }

  load(key: Key): Promise<Value | null> {
    return this.#entries.load(key, this.#field);
  }

  async loadPresent(keys: readonly Key[]): Promise<Value[]> {
    const values = await Promise.all(keys.map((key) => this.#entries.load(key, this.#field)));
    return values.filter((value) => value !== null);
  }
}

/** A call of a service that is told which of its answers are old. */
type Load<Asked, Answer> = (asked: Asked, stale: StaleListener) => Promise<Answer>;

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
  load: Load<readonly string[], readonly Value[]>;
  idOf: (value: Value) => string;
  maxBatchSize: number;
}): SharedLoader<string, Value> {
  return combinedLoader({
    load: async (ids, stale) => {
      const byId = new Map<string, Value>();
      for (const value of await load(ids, stale)) byId.set(idOf(value), value);
      return byId;
    },
    idOf: (id: string) => id,
    keyOf: (id: string) => id,
    maxBatchSize,
  });
}

const absent = Promise.resolve(null);

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
  load: Load<readonly Key[], ReadonlyMap<string, Value>>;
  idOf: (key: Key) => string;
  keyOf: (key: Key) => string;
  maxBatchSize: number;
}): SharedLoader<Key, Value> {
  const batches = new DataLoader<Key, Value | null>(
    async (keys) => {
      // Of this call alone: another one, which asks something else of the same id, may have an answer.
      const missed = new Map<string, Error>();
      const old: (readonly [StaleUse, string | undefined])[] = [];
      const byId = await load(keys, {
        served: (use, id) => old.push([use, id]),
        missed: (id, error) => missed.set(id, error),
      });
      for (const [use, id] of old) {
        for (const key of keys) if (id === undefined || idOf(key) === id) entries.tell(key, use);
      }
      return keys.map((key) => missed.get(idOf(key)) ?? byId.get(idOf(key)) ?? null);
    },
    { cache: false, maxBatchSize },
  );
  const entries = new Entries<Key, Value>(keyOf, (key) => (isId(idOf(key)) ? batches.load(key) : absent));
  return entries;
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
  load: Load<Key, Value | null>;
  keyOf: (key: Key) => string;
  concurrency: number;
}): SharedLoader<Key, Value> {
  const batches = new DataLoader<Key, Value | null>(
    (keys) =>
      mapConcurrently(keys, concurrency, async (key) => {
        let old: StaleUse | undefined;
        const value = await load(key, { served: (use) => (old = use) });
        if (old) entries.tell(key, old);
        return value;
      }),
    { cache: false },
  );
  const entries = new Entries<Key, Value>(keyOf, (key) => batches.load(key));
  return entries;
}
