import type { BoundedCache } from '../cache/bounded-cache.ts';
import { neverFresh, type CacheHeaders, type Freshness } from '../cache/freshness.ts';
import type { Clock } from '../lib/clock.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import type { CacheEntry, CacheKey } from './cache-entry.ts';
import type { Operation } from './operation.ts';
import type { Found, StaleUse } from './result.ts';
import type { SharedEntries } from './shared-entries.ts';

/** "There is none" is the sooner untrue the more is being added; services promise lifetimes for what there is. */
const LONGEST_NEGATIVE_MS = 5_000;

/**
 * The part of its time that an answer which can only be served stale is kept before a newer one takes its place. To replace
 * it with every answer would fill the old generation of the heap with garbage.
 */
const STALE_RENEWAL_RATIO = 1 / 60;

/** Failures that an old answer can bridge: the service is silent or talks nonsense. */
const staleIfErrorCodes: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_BAD_ANSWER',
  'DEADLINE_EXCEEDED',
]);

/**
 * The answers of one upstream, kept to be served while they are fresh, and to stand in for failed calls after that. Of
 * a bulk answer each id is kept for itself, and found whichever batch it travelled in.
 */
export interface UpstreamCache {
  /** What was kept of any age, for `id` of a bulk answer or the whole. */
  readonly last: (cacheKey: CacheKey, id?: string) => CacheEntry | undefined;
  /** What can be served without asking. When it should be asked for meanwhile, `revalidate` is run, once at a time. */
  readonly serve: (
    cacheKey: CacheKey,
    operation: Operation,
    revalidate: (operation: Operation) => Promise<unknown>,
    id?: string,
  ) => CacheEntry | undefined;
  /**
   * What can be served of what other processes have kept for `ids` of a bulk answer, or for the whole (''); it is kept
   * here as well. For a call that is about to go out. Undefined, at once, where there is nothing to be looked for.
   */
  readonly lookUp: (
    cacheKey: CacheKey,
    ids?: readonly string[],
  ) => Promise<ReadonlyMap<string, CacheEntry>> | undefined;
  /**
   * Keeps an answer as long as there is a use for it.
   *
   * @param about.askedAt when it was asked for (the clock's ms)
   * @param about.caching what it said, where it may be asked for again by its tag
   * @param about.negative whether the answer is that there is none
   * @param about.reread makes the answer anew from what takes less room
   */
  readonly keep: <Value>(
    cacheKey: CacheKey,
    value: Value,
    about: {
      readonly freshness: Freshness;
      readonly askedAt: number;
      readonly caching?: CacheHeaders;
      readonly bytes: number;
      readonly negative: boolean;
      readonly reread?: () => Value;
    },
    id?: string,
  ) => CacheEntry<Value>;
  /** What was kept, where it can stand in for a call that failed with `error` (stale-if-error, RFC 5861, 4). */
  readonly serveStale: (
    cacheKey: CacheKey,
    operation: Operation,
    error: Error,
    id?: string,
  ) => Found<unknown> | undefined;
  /** The service says that it is gone: what was kept of it is never served again. */
  readonly forget: (cacheKey: CacheKey) => void;
  /** Answers served without asking. */
  readonly served: () => number;
}

/**
 * @param serveFresh whether what is fresh is served without asking; else everything waits for the wire, and what is
 *   kept only stands in
 * @param shared what processes keep for each other, if they do
 * @param onServedStale told of every stale answer
 */
export function upstreamCache(
  upstream: string,
  {
    clock,
    cache,
    serveFresh,
    shared,
    onServedStale,
  }: {
    clock: Clock;
    cache: BoundedCache<CacheEntry>;
    serveFresh: boolean;
    shared?: SharedEntries | undefined;
    onServedStale: (operation: Operation, endpoint: string, use: StaleUse) => void;
  },
): UpstreamCache {
  const revalidating = new Set<string>();
  /** Endpoints that have given answers which can be served again: there is no use in looking for those of the others. */
  const servableEndpoints = new Set<string>();
  let served = 0;

  const placeOf = ({ key }: CacheKey, id = '') => `${upstream} ${key} ${id}`;

  const last: UpstreamCache['last'] = (cacheKey, id) =>
    cacheKey.key === null ? undefined : cache.get(placeOf(cacheKey, id));

  /** Whether an answer that can only be served stale is worth the place of the one that is there. */
  const isDue = ({ staleUntil, askedAt, negative }: CacheEntry, known: CacheEntry | undefined) =>
    !known ||
    known.negative !== negative ||
    known.caching !== undefined ||
    known.revalidateUntil > known.askedAt ||
    askedAt - known.askedAt >= (staleUntil - askedAt) * STALE_RENEWAL_RATIO;

  return {
    last,

    serve: (cacheKey, { requestId, principal }, revalidate, id) => {
      const kept = servableEndpoints.has(cacheKey.endpoint) ? last(cacheKey, id) : undefined;
      const now = clock.now();
      if (!kept || now >= kept.revalidateUntil) return undefined;
      served += 1;
      const place = placeOf(cacheKey, id);
      if (now >= kept.freshUntil && !revalidating.has(place)) {
        revalidating.add(place);
        // The operation that finds it old does not wait for the new one, and may end before it comes.
        const operation = {
          requestId,
          principal,
          signal: new AbortController().signal,
          deadlineAt: Infinity,
        };
        const over = () => void revalidating.delete(place);
        revalidate(operation).then(over, over);
      }
      return kept;
    },

    lookUp: (cacheKey, ids = ['']) =>
      shared?.find(cacheKey, ids)?.then((found) => {
        const now = clock.now();
        const served = new Map<string, CacheEntry>();
        for (const [id, kept] of found) {
          if (now >= kept.freshUntil) continue;
          servableEndpoints.add(cacheKey.endpoint);
          cache.set(placeOf(cacheKey, id), kept, kept.bytes);
          served.set(id, kept);
        }
        return served;
      }),

    keep: (cacheKey, value, { freshness, askedAt, caching, bytes, negative, reread }, id) => {
      const now = clock.now();
      // Where the service says that it is one customer's, and the endpoint does not know whose, it is nobody's.
      const reusable = freshness.reusable && !(freshness.private && !cacheKey.private);
      const { freshMs, clientFreshMs, revalidateMs, etag } = reusable ? freshness : neverFresh;
      const longestMs = negative ? LONGEST_NEGATIVE_MS : Infinity;
      const freshUntil = askedAt + Math.min(freshMs, longestMs);
      const kept = {
        value,
        askedAt,
        ageMs: freshness.ageMs,
        negative,
        freshUntil,
        clientFreshUntil: askedAt + Math.min(clientFreshMs, longestMs),
        revalidateUntil: freshUntil + (negative ? 0 : revalidateMs),
        staleUntil: reusable ? staleUntilOf(cacheKey, freshness, askedAt) : 0,
        private: freshness.private || cacheKey.private,
        caching: serveFresh && etag !== undefined ? caching : undefined,
        bytes,
      };
      const servable = serveFresh && (kept.revalidateUntil > now || kept.caching !== undefined);
      if (servable) servableEndpoints.add(cacheKey.endpoint);
      const place = placeOf(cacheKey, id);
      if (cacheKey.key !== null) {
        if (servable) cache.set(place, kept, bytes);
        // An older one that may still be served would outlive what replaces it.
        else if (kept.staleUntil <= now) cache.delete(place);
        else if (isDue(kept, cache.get(place)))
          cache.set(place, reread ? new CacheEntryOfBytes(kept, reread) : kept, bytes);
      }
      shared?.offer(cacheKey, kept, negative, id ?? '');
      return kept;
    },

    serveStale: (cacheKey, operation, error, id) => {
      if (!(error instanceof UpstreamError && staleIfErrorCodes.has(error.code))) return undefined;
      const kept = last(cacheKey, id);
      const now = clock.now();
      if (!kept || now > kept.staleUntil) return undefined;
      const use = { upstream, reason: error.code, ageMs: Math.round(now - kept.askedAt + kept.ageMs) };
      onServedStale(operation, cacheKey.endpoint, use);
      return { value: kept.value, freshUntil: 0, clientFreshUntil: 0, private: kept.private, stale: use };
    },

    forget: (cacheKey) => cache.delete(placeOf(cacheKey)),

    served: () => served,
  };
}

/**
 * Until when an answer may be served though it is stale (RFC 9111, 4.2.4): as long after it was fresh as its service allows,
 * or up to the age that its endpoint sets, whichever is later. Never against the service's word.
 */
function staleUntilOf(
  { stale }: CacheKey,
  { mayBeStale, ageMs, freshMs, staleIfErrorMs }: Freshness,
  askedAt: number,
): number {
  if (!mayBeStale) return 0;
  const byService = staleIfErrorMs > 0 ? askedAt + freshMs + staleIfErrorMs : 0;
  return Math.max(byService, stale ? askedAt - ageMs + stale.maxAgeMs : 0);
}

/**
 * An answer that can only be served stale is seldom asked for. As the bytes that came it is one thing to the garbage
 * collector, which would have to walk the thousands that it is made of when decoded.
 */
class CacheEntryOfBytes<Value> implements CacheEntry<Value> {
  readonly askedAt: number;
  readonly ageMs: number;
  readonly negative: boolean;
  readonly freshUntil: number;
  readonly clientFreshUntil: number;
  readonly revalidateUntil: number;
  readonly staleUntil: number;
  readonly private: boolean;
  readonly caching: undefined;
  readonly bytes: number;
  readonly #reread: () => Value;

  constructor(kept: CacheEntry, reread: () => Value) {
    this.askedAt = kept.askedAt;
    this.ageMs = kept.ageMs;
    this.negative = kept.negative;
    this.freshUntil = kept.freshUntil;
    this.clientFreshUntil = kept.clientFreshUntil;
    this.revalidateUntil = kept.revalidateUntil;
    this.staleUntil = kept.staleUntil;
    this.private = kept.private;
    this.bytes = kept.bytes;
    this.#reread = reread;
  }

  get value(): Value {
    return this.#reread();
  }
}
