import { freshnessOf, isAbout, neverFresh, updatedHeaders } from '../cache/freshness.ts';
import { UpstreamError } from './errors.ts';
import type { Received } from './fetch-upstream.ts';
import { queryOf, type Endpoint } from './endpoint.ts';
import { cacheKeyOf, type CacheEntry } from './cache-entry.ts';
import type { Operation } from './operation.ts';
import type { Reading } from './reading.ts';
import type { Found, Result } from './result.ts';
import { sharedCall, type Caller } from './shared-call.ts';
import type { SingleFlight } from './single-flight.ts';
import { buildUrl } from './url.ts';

/** Answers one question: from what is kept, from a call that is under way for another operation, or by asking. */
export async function readOne<Args, Value>(
  reading: Reading,
  flights: SingleFlight,
  operation: Operation,
  endpoint: Endpoint<Args, Value>,
  args: Args,
): Promise<Result<Value>> {
  const { baseUrl, cache, fetchUpstream, reuse, callLimits } = reading;
  const { route, decode, mayBeAbsent } = endpoint;
  const url = buildUrl(baseUrl, route, endpoint.params?.(args), queryOf(endpoint, args));
  const cacheKey = cacheKeyOf(`GET ${route}`, url, endpoint, operation);
  const { pipeline, limits } = callLimits(endpoint.class);

  /** One call. A 404 comes to null, where that is an answer. */
  const send = (caller: Caller, etag: string | undefined) => {
    reading.counts.sent += 1;
    const ownedBy = endpoint.ownedBy?.(args);
    const outgoing = { endpoint: cacheKey.endpoint, url, decode, ownedBy, pipeline, etag };
    return fetchUpstream(caller, outgoing).catch((error: unknown): Received<null> => {
      if (!mayBeAbsent || !(error instanceof UpstreamError) || error.code !== 'NOT_FOUND') throw error;
      const { caching = {} } = error;
      const askedAt = limits.clock.now();
      return { answer: null, dropped: [], caching, askedAt, bytes: 0, reread: () => null };
    });
  };

  const fetchAnswer = async (caller: Caller): Promise<CacheEntry> => {
    const lookingUp = cache.lookUp(cacheKey);
    const [found] = lookingUp ? (await lookingUp).values() : [];
    if (found) {
      reading.counts.shared += 1;
      return found;
    }
    const last = cache.last(cacheKey);
    let outcome = await send(caller, last?.caching?.etag);
    if ('unchanged' in outcome) {
      const { caching, askedAt } = outcome;
      const { value, bytes, caching: held } = last!;
      if (isAbout(held!.etag!, caching.etag)) {
        const updated = updatedHeaders(held!, caching);
        const freshness = freshnessOf(updated);
        return cache.keep(cacheKey, value, {
          freshness,
          caching: updated,
          askedAt,
          bytes,
          negative: false,
        });
      }
      // It speaks of something else than what is held, and must not update that (RFC 9111, 4.3.4).
      outcome = await send(caller, undefined);
    }
    // Asked without a tag, it cannot be "unchanged".
    const { answer, caching, askedAt, bytes, reread } = outcome as Received<unknown>;
    if (mayBeAbsent && answer === null) {
      // It is asked for each time: services name lifetimes for what there is. What forbids to keep it holds.
      const { ageMs, reusable, mayBeStale, private: isPrivate } = freshnessOf(caching);
      const freshness = { ...neverFresh, ageMs, reusable, mayBeStale, private: isPrivate };
      return cache.keep(cacheKey, answer, { freshness, askedAt, bytes, negative: true });
    }
    const freshness = freshnessOf(caching);
    return cache.keep(cacheKey, answer, { freshness, caching, askedAt, bytes, negative: false, reread });
  };
  const ask = (asking: Operation) => {
    const begin = () => sharedCall([asking], limits, fetchAnswer);
    const shared = reuse.singleFlight && cacheKey.key !== null;
    return shared ? flights.join(cacheKey.key, asking, begin) : begin().join(asking);
  };

  /** What is wanted of an answer; of none there is nothing to want. */
  const found = ({
    value: answer,
    freshUntil,
    clientFreshUntil,
    private: isPrivate,
    stale,
  }: Found<unknown>) => ({
    value: mayBeAbsent && answer === null ? (null as Value) : endpoint.value(answer, args),
    freshUntil,
    clientFreshUntil,
    private: isPrivate,
    ...(stale && { stale }),
  });

  try {
    return found(cache.serve(cacheKey, operation, ask) ?? (await ask(operation)));
  } catch (thrown) {
    const error = thrown as Error;
    if (error instanceof UpstreamError && error.code === 'NOT_FOUND') cache.forget(cacheKey);
    const stale = cache.serveStale(cacheKey, operation, error);
    return stale ? found(stale) : { error, private: cacheKey.private };
  }
}
