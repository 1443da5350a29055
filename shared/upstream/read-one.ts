import { freshnessOf, isAbout, neverFresh, updatedHeaders } from '../cache/freshness.ts';
import { isLackOfTime, UpstreamError } from './errors.ts';
import type { Received } from './fetch-upstream.ts';
import { queryOf, type Endpoint } from './endpoint.ts';
import type { Reading } from './http.ts';
import { notFresh, cacheKeyOf, type CacheEntry } from './upstream-cache.ts';
import { sharedCall, type Caller } from './shared-call.ts';
import type { SingleFlight } from './single-flight.ts';
import type { RequestScope } from './scope.ts';
import { buildUrl } from './url.ts';

/** Answers one question: from what is kept, from a call that is under way for another operation, or by asking. */
export async function readOne<Args, Value>(
  reading: Reading,
  flights: SingleFlight,
  scope: RequestScope,
  endpoint: Endpoint<Args, Value>,
  args: Args,
): Promise<Value> {
  const { baseUrl, answers, fetchUpstream, sharing, callLimits } = reading;
  const { route, decode, mayBeAbsent } = endpoint;
  const url = buildUrl(baseUrl, route, endpoint.params?.(args), queryOf(endpoint, args));
  const cacheKey = cacheKeyOf(`GET ${route}`, url, endpoint, scope);
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
    const lookingUp = answers.lookUp(cacheKey);
    const [found] = lookingUp ? (await lookingUp).values() : [];
    if (found) {
      reading.counts.shared += 1;
      return found;
    }
    const last = answers.last(cacheKey);
    let outcome = await send(caller, last?.caching?.etag);
    if ('unchanged' in outcome) {
      const { caching, askedAt } = outcome;
      const { answer, bytes, caching: held } = last!;
      if (isAbout(held!.etag!, caching.etag)) {
        const updated = updatedHeaders(held!, caching);
        const freshness = freshnessOf(updated);
        return answers.keep(cacheKey, answer, {
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
      return answers.keep(cacheKey, answer, { freshness, askedAt, bytes, negative: true });
    }
    const freshness = freshnessOf(caching);
    return answers.keep(cacheKey, answer, { freshness, caching, askedAt, bytes, negative: false, reread });
  };
  const ask = (asking: RequestScope) => {
    const begin = () => sharedCall([asking], limits, fetchAnswer);
    const shared = sharing.singleFlight && cacheKey.key !== null;
    return shared ? flights.join(cacheKey.key, asking, begin) : begin().join(asking);
  };

  /** What is wanted of an answer; of none there is nothing to want. */
  const valueOf = ({ answer }: CacheEntry) =>
    mayBeAbsent && answer === null ? (null as Value) : endpoint.value(answer, args);

  try {
    const kept = answers.serve(cacheKey, scope, ask) ?? (await ask(scope));
    reading.tell(scope, cacheKey, kept);
    return valueOf(kept);
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'NOT_FOUND') answers.forget(cacheKey);
    reading.tell(scope, cacheKey, notFresh, isLackOfTime(error));
    const kept = answers.serveStale(cacheKey, scope, error as Error);
    if (!kept) throw error;
    return valueOf(kept);
  }
}
