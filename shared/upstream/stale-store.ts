import { LRUCache } from 'lru-cache';
import type { Clock } from '../lib/clock.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import type { RequestScope } from './scope.ts';
import { staleListener, type StaleListener, type StaleUse } from './staleness.ts';

/** How long, and for whom, the last good answer of an endpoint stands in when there is no fresh one. */
export interface StaleIfError {
  readonly maxAgeMs: number;
  /** Whose answer it is: everybody's, or only that of the principal who got it. */
  readonly of: 'everyone' | 'principal';
}

/** Most answers one upstream keeps; the least recently used goes first. */
const MAX_ENTRIES = 5_000;

/** Failures that an old answer can bridge: the service is silent or talks nonsense. */
const bridged: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_BAD_ANSWER',
  'DEADLINE_EXCEEDED',
]);

/** What a bulk call brought. */
export interface BulkAnswer<Item> {
  readonly items: readonly Item[];
  /** Whether an id without an item is unknown; else it may be among the items that could not be read. */
  readonly complete: boolean;
}

interface Entry {
  readonly answer: unknown;
  readonly storedAt: number;
}

/** The last good answers of one upstream (stale-if-error, RFC 5861, 4). */
export interface StaleStore {
  /** Runs `ask`; serves the last answer under `key` when it fails. */
  readonly one: <Answer>(
    endpoint: string,
    key: string,
    stale: StaleIfError,
    scope: RequestScope,
    ask: () => Promise<Answer>,
  ) => Promise<Answer>;
  /**
   * The same for a bulk answer, id by id: whichever batch an id travelled in last. Ids that the service left out are
   * remembered as unknown.
   */
  readonly many: <Item>(
    endpoint: string,
    key: string,
    stale: StaleIfError,
    scope: RequestScope,
    ids: readonly string[],
    idOf: (item: Item) => string,
    ask: () => Promise<BulkAnswer<Item>>,
  ) => Promise<readonly Item[]>;
  readonly size: () => number;
}

/**
 * @param onServed told of every stale answer
 */
export function staleStore(
  upstream: string,
  clock: Clock,
  onServed: (scope: RequestScope, endpoint: string, use: StaleUse) => void,
): StaleStore {
  const entries = new LRUCache<string, Entry>({ max: MAX_ENTRIES });

  /** Nobody's private answers are kept: without a principal there is no one to give them back to. */
  const prefixOf = (key: string, { of }: StaleIfError, { principal }: RequestScope) =>
    of === 'everyone' ? `${key} ` : principal && `${key} ${principal.customerId} `;

  const remember = (key: string, answer: unknown) => entries.set(key, { answer, storedAt: clock.now() });

  const recall = (key: string, { maxAgeMs }: StaleIfError) => {
    const entry = entries.get(key);
    return entry && clock.now() - entry.storedAt <= maxAgeMs ? entry : undefined;
  };

  const tell = (
    scope: RequestScope,
    endpoint: string,
    listener: StaleListener | undefined,
    error: UpstreamError,
    { storedAt }: Entry,
    id?: string,
  ) => {
    const use = { upstream, reason: error.code, ageMs: Math.round(clock.now() - storedAt) };
    onServed(scope, endpoint, use);
    listener?.served(use, id);
  };

  return {
    one: async <Answer>(
      endpoint: string,
      key: string,
      stale: StaleIfError,
      scope: RequestScope,
      ask: () => Promise<Answer>,
    ) => {
      const prefix = prefixOf(key, stale, scope);
      if (prefix === null) return ask();
      const listener = staleListener();
      try {
        const answer = await ask();
        remember(prefix, answer);
        return answer;
      } catch (error) {
        const entry = isBridged(error) ? recall(prefix, stale) : undefined;
        if (!entry) throw error;
        tell(scope, endpoint, listener, error as UpstreamError, entry);
        return entry.answer as Answer;
      }
    },

    many: async <Item>(
      endpoint: string,
      key: string,
      stale: StaleIfError,
      scope: RequestScope,
      ids: readonly string[],
      idOf: (item: Item) => string,
      ask: () => Promise<BulkAnswer<Item>>,
    ) => {
      const prefix = prefixOf(key, stale, scope);
      if (prefix === null) return (await ask()).items;
      const listener = staleListener();
      try {
        const { items, complete } = await ask();
        const byId = Map.groupBy(items, idOf);
        for (const id of ids) {
          const answer = byId.get(id) ?? (complete ? [] : undefined);
          if (answer) remember(prefix + id, answer);
        }
        return items;
      } catch (error) {
        if (!isBridged(error)) throw error;
        const known = ids.map((id) => ({ id, entry: recall(prefix + id, stale) }));
        const missing = known.filter(({ entry }) => !entry);
        if (missing.length === ids.length || (missing.length > 0 && !listener?.missed)) throw error;
        for (const { id } of missing) listener?.missed?.(id, error);
        return known.flatMap(({ id, entry }) => {
          if (!entry) return [];
          tell(scope, endpoint, listener, error, entry, id);
          return entry.answer as readonly Item[];
        });
      }
    },

    size: () => entries.size,
  };
}

function isBridged(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && bridged.has(error.code);
}
