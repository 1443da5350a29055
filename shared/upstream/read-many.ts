import { freshnessOf } from '../cache/freshness.ts';
import { batcher, type Batcher, type Outcome } from './batcher.ts';
import { cacheKeyOf, type CacheKey } from './cache-entry.ts';
import type { DroppedItem } from './decode.ts';
import { queryOf, type BulkEndpoint } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import type { Received } from './fetch-upstream.ts';
import type { Operation } from './operation.ts';
import type { Pipeline } from '../resilience/pipeline.ts';
import type { Reading } from './reading.ts';
import type { Found, Result } from './result.ts';
import type { Caller } from './shared-call.ts';
import { buildUrl } from './url.ts';

/** The batchers that have something under way, by the cache key that their ids share. */
export type Batchers = Map<string, Batcher<Found<unknown>>>;

/** Answers for many ids, each from what is kept, from a call under way, or by asking together with other operations. */
export async function readMany<Args, Item, Value>(
  reading: Reading,
  batchers: Batchers,
  operation: Operation,
  endpoint: BulkEndpoint<Args, Item, Value>,
  ids: readonly string[],
  args: Args,
): Promise<ReadonlyMap<string, Result<Value>>> {
  const { cache, reuse, counts } = reading;
  const { route, parameter } = endpoint;
  // The same question without its ids: what is kept, and what can travel together, is found by it.
  const params = endpoint.params?.(args);
  const query = queryOf(endpoint, args);
  const address = buildUrl('', route, params, { ...query, [parameter]: '' });
  const cacheKey = cacheKeyOf(`GET ${route}`, address, endpoint, operation);

  const load = (asking: Operation, ids: readonly string[]) => {
    const { key } = cacheKey;
    const known = key === null ? undefined : batchers.get(key);
    if (known) return known.load(asking, ids);
    const { pipeline, limits } = reading.callLimits(endpoint.class);
    const bulkCall: BulkCall<Item, Value> = {
      cacheKey,
      endpoint,
      ownedBy: endpoint.ownedBy?.(args),
      pipeline,
      urlOf: (chunk) => buildUrl(reading.baseUrl, route, params, { ...query, [parameter]: chunk.join(',') }),
    };
    const made: Batcher<Found<unknown>> = batcher<Found<unknown>>(
      {
        ...limits,
        maxIds: endpoint.maxIds,
        batching: reuse.batching && key !== null,
        singleFlight: reuse.singleFlight && key !== null,
        onJoined: (joined) => (counts.joined += joined),
        onIdle: () => {
          if (key !== null && batchers.get(key) === made) batchers.delete(key);
        },
      },
      (caller, chunk) => fetchItems(reading, bulkCall, caller, chunk),
    );
    if (key !== null) batchers.set(key, made);
    return made.load(asking, ids);
  };

  const results = new Map<string, Result<unknown>>();
  const missing: string[] = [];
  const old: string[] = [];
  let revalidation: Promise<unknown> | undefined;
  for (const id of new Set(ids)) {
    const entry = cache.serve(
      cacheKey,
      operation,
      (revalidating) => {
        old.push(id);
        // Once this loop is through, so that all that is old is asked for again in one call.
        revalidation ??= Promise.resolve().then(() => load(revalidating, old));
        return revalidation;
      },
      id,
    );
    if (entry) results.set(id, entry);
    else missing.push(id);
  }
  const outcomes = missing.length > 0 ? await load(operation, missing) : undefined;
  for (const id of missing) {
    const outcome = outcomes!.get(id)!;
    if ('value' in outcome) {
      results.set(id, outcome);
      continue;
    }
    const { error } = outcome;
    const stale = cache.serveStale(cacheKey, operation, error, id);
    results.set(id, stale ?? { error, private: cacheKey.private });
  }
  return results as ReadonlyMap<string, Result<Value>>;
}

type Outcomes = ReadonlyMap<string, Outcome<Found<unknown>>>;

/** What all calls with one cache key have in common, whichever ids they are for. */
interface BulkCall<Item, Value> {
  readonly cacheKey: CacheKey;
  readonly endpoint: Pick<
    BulkEndpoint<never, Item, Value>,
    'decode' | 'items' | 'idOf' | 'idKey' | 'grouped'
  >;
  readonly ownedBy: string | undefined;
  readonly pipeline: Pipeline;
  readonly urlOf: (ids: readonly string[]) => string;
}

/** What other processes have kept for `ids`, and what the service has for the rest. */
async function fetchItems<Item, Value>(
  reading: Reading,
  bulkCall: BulkCall<Item, Value>,
  caller: Caller,
  ids: readonly string[],
): Promise<Outcomes> {
  const lookingUp = reading.cache.lookUp(bulkCall.cacheKey, ids);
  const kept = lookingUp ? await lookingUp : undefined;
  if (!kept || kept.size === 0) return fetchFromService(reading, bulkCall, caller, ids);
  reading.counts.shared += kept.size;
  const missing = ids.filter((id) => !kept.has(id));
  if (missing.length === 0) return kept;
  const outcomes = new Map<string, Outcome<Found<unknown>>>(kept);
  try {
    const rest = await fetchFromService(reading, bulkCall, caller, missing);
    for (const [id, outcome] of rest) outcomes.set(id, outcome);
  } catch (error) {
    // Whose id it was that the service refused is for the batcher to find out.
    if (error instanceof UpstreamError && error.code === 'BAD_USER_INPUT') throw error;
    for (const id of missing) outcomes.set(id, { error: error as Error });
  }
  return outcomes;
}

/** One call: what the service has for each of `ids`, kept id by id. */
async function fetchFromService<Item, Value>(
  { upstream, fetchUpstream, cache, counts }: Reading,
  { cacheKey, endpoint, ownedBy, pipeline, urlOf }: BulkCall<Item, Value>,
  caller: Caller,
  ids: readonly string[],
): Promise<Outcomes> {
  const { decode, items, idOf, grouped } = endpoint;
  counts.sent += ids.length;
  const outgoing = { endpoint: cacheKey.endpoint, url: urlOf(ids), decode, ownedBy, pipeline };
  // Asked without a tag, it cannot be "unchanged".
  const received = (await fetchUpstream(caller, outgoing)) as Received<unknown>;
  const byId = new Map<string, Item | Item[]>();
  for (const item of items(received.answer)) {
    const id = idOf(item);
    const known = grouped ? (byId.get(id) as Item[] | undefined) : undefined;
    if (known) known.push(item);
    else byId.set(id, grouped ? [item] : item);
  }
  const bytes = Math.ceil(received.bytes / ids.length);
  const { askedAt } = received;
  // Kept without its tag, which stands for this very set of ids, and that will hardly be asked for together again.
  const freshness = freshnessOf(received.caching);
  const lostOf = lostItems(upstream, received.dropped, endpoint);
  const outcomes = new Map<string, Outcome<Found<unknown>>>();
  for (const id of ids) {
    const own = byId.get(id);
    const lost = own !== undefined && !grouped ? undefined : lostOf(id);
    const value = own ?? (grouped ? [] : null);
    const about = { freshness, askedAt, bytes, negative: own === undefined };
    outcomes.set(id, lost ?? cache.keep(cacheKey, value, about, id));
  }
  return outcomes;
}

/**
 * What it means for an id that items were left out: one that was its own could not be read, and one that does not say
 * whose it is could have been. No answer must not be taken for "there is none", nor a part of a group for the whole.
 */
function lostItems(
  upstream: string,
  dropped: readonly DroppedItem[],
  { idKey }: { readonly idKey?: string },
): (id: string) => Outcome<never> | undefined {
  const byId = new Map<string, DroppedItem>();
  let anyones: DroppedItem | undefined;
  for (const item of dropped) {
    if (item.isPart) continue;
    const id = item.idBy(idKey);
    if (id === undefined) anyones ??= item;
    else if (!byId.has(id)) byId.set(id, item);
  }
  const causes = new Map<DroppedItem, UpstreamError>();
  const causeOf = (item: DroppedItem) => {
    const known = causes.get(item) ?? unreadable(upstream, item.issue);
    causes.set(item, known);
    return known;
  };
  return (id) => {
    const own = byId.get(id);
    if (own) return { error: causeOf(own) };
    return anyones && { error: causeOf(anyones), retryAlone: true };
  };
}

function unreadable(upstream: string, issue: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
    reason: `an item that could not be read: ${issue}`,
    outcome: 'failure',
  });
}
