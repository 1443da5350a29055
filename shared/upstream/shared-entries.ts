import { hash } from 'node:crypto';
import type { SharedCache } from '../cache/shared-cache.ts';
import type { Clock } from '../lib/clock.ts';
import type { CacheEntry, CacheKey } from './cache-entry.ts';

/** The answers of one upstream that processes keep for each other: those that belong to everyone. */
export interface SharedEntries {
  /**
   * What there is for `ids` of a bulk answer, or for the whole (''). Undefined, at once, where there is nothing to be
   * looked for: among private answers, and among those of an endpoint whose service wants none of them kept.
   */
  readonly find: (
    cacheKey: CacheKey,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, CacheEntry>> | undefined;
  /**
   * Offers an answer as it came: it is kept as long as it can be served, instead of any before it.
   *
   * @param negative whether the answer is that there is none, from which nothing follows for the others
   */
  readonly offer: (cacheKey: CacheKey, kept: CacheEntry, negative: boolean, id: string) => void;
}

/** @param baseUrl whose answers they are: processes may share a second level and not their services */
export function sharedEntries(
  upstream: string,
  baseUrl: string,
  { clock, sharedCache }: { clock: Clock; sharedCache: SharedCache<CacheEntry> },
): SharedEntries {
  /** Endpoints whose last answer could not be kept: a service that forbids it must not cost a look each time. */
  const uncacheable = new Set<string>();

  // A digest, since addresses can hold credentials, and what customers search for.
  const placeOf = ({ key }: CacheKey, id: string) =>
    `${upstream}:${hash('sha256', `${baseUrl} ${key} ${id}`, 'base64url')}`;

  return {
    find: (cacheKey, ids) => {
      if (cacheKey.private || uncacheable.has(cacheKey.endpoint)) return undefined;
      const idAt = new Map(ids.map((id) => [placeOf(cacheKey, id), id]));
      return sharedCache.get([...idAt.keys()]).then((found) => {
        const now = clock.now();
        return new Map([...found].map(([place, kept]) => [idAt.get(place)!, notFromTheFuture(kept, now)]));
      });
    },

    offer: (cacheKey, kept, negative, id) => {
      if (cacheKey.private) return;
      const { endpoint } = cacheKey;
      const lifetimeMs = kept.freshUntil - clock.now();
      if (lifetimeMs <= 0 && uncacheable.has(endpoint)) return;
      sharedCache.set(placeOf(cacheKey, id), kept, lifetimeMs);
      if (lifetimeMs > 0) uncacheable.delete(endpoint);
      else if (!negative) uncacheable.add(endpoint);
    },
  };
}

/** A machine whose clock is ahead of ours must not make its answers live longer here. */
function notFromTheFuture(kept: CacheEntry, now: number): CacheEntry {
  const ahead = kept.askedAt - now;
  if (ahead <= 0) return kept;
  return {
    ...kept,
    askedAt: now,
    freshUntil: kept.freshUntil - ahead,
    clientFreshUntil: kept.clientFreshUntil - ahead,
    revalidateUntil: kept.revalidateUntil - ahead,
    staleUntil: kept.staleUntil - ahead,
  };
}
