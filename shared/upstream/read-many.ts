import { freshnessOf } from '../cache/freshness.ts';
import { batcher, type Batcher, type Settled } from './batcher.ts';
import { isLackOfTime, UpstreamError } from './errors.ts';
import type { DroppedItem } from './decode.ts';
import type { Received } from './fetch-upstream.ts';
import { queryOf, type BulkEndpoint } from './endpoint.ts';
import type { Reading } from './http.ts';
import { notFresh, cacheKeyOf, type CacheEntry, type Lasting, type CacheKey } from './upstream-cache.ts';
import type { Pipeline } from '../resilience/pipeline.ts';
import type { Caller } from './shared-call.ts';
import type { RequestScope } from './scope.ts';
import { buildUrl } from './url.ts';

/** The batchers that have something under way, by the question that their ids share. */
export type Batchers = Map<string, Batcher<CacheEntry<readonly unknown[]>>>;

/** Answers for many ids, each from what is kept, from a call under way, or by asking together with other operations. */
export async function readMany<Args, Item>(
  reading: Reading,
  batchers: Batchers,
  scope: RequestScope,
  endpoint: BulkEndpoint<Args, Item>,
  ids: readonly string[],
  args: Args,
): Promise<readonly Item[]> {
  const { answers, counts } = reading;
  const { route, parameter } = endpoint;
  // The same question without its ids: what is kept, and what can travel together, is found by it.
  const params = endpoint.params?.(args);
  const query = queryOf(endpoint, args);
  const address = buildUrl('', route, params, { ...query, [parameter]: '' });
  const cacheKey = cacheKeyOf(`GET ${route}`, address, endpoint, scope);

  const load = (asking: RequestScope, ids: readonly string[]) => {
    const known = cacheKey.key === null ? undefined : batchers.get(cacheKey.key);
    if (known) return known.load(asking, ids);
    const { key } = cacheKey;
    const { pipeline, limits } = reading.callLimits(endpoint.class);
    const asked: AskedItems<Item> = {
      cacheKey,
      endpoint,
      ownedBy: endpoint.ownedBy?.(args),
      pipeline,
      urlOf: (chunk) => buildUrl(reading.baseUrl, route, params, { ...query, [parameter]: chunk.join(',') }),
    };
    const made: Batcher<CacheEntry<readonly unknown[]>> = batcher(
      {
        ...limits,
        maxIds: endpoint.maxIds,
        batching: reading.sharing.batching && key !== null,
        singleFlight: reading.sharing.singleFlight && key !== null,
        onJoined: (joined) => (counts.joined += joined),
        onIdle: () => {
          if (key !== null && batchers.get(key) === made) batchers.delete(key);
        },
      },
      (caller, chunk) => fetchItems(reading, asked, caller, chunk),
    );
    if (key !== null) batchers.set(key, made);
    return made.load(asking, ids);
  };

  const found: Item[] = [];
  const missing: string[] = [];
  let lasting: Lasting = { freshUntil: Infinity, clientFreshUntil: Infinity, private: false };
  let lacksTime = false;
  const take = (kept: CacheEntry) => {
    for (const item of kept.answer as readonly Item[]) found.push(item);
    lasting = {
      freshUntil: Math.min(lasting.freshUntil, kept.freshUntil),
      clientFreshUntil: Math.min(lasting.clientFreshUntil, kept.clientFreshUntil),
      private: lasting.private || kept.private,
    };
  };
  const old: string[] = [];
  let renewal: Promise<unknown> | undefined;
  const renew = (renewing: RequestScope, id: string) => {
    old.push(id);
    // Once the loop below is through, so that all that is old is asked for again in one call.
    renewal ??= Promise.resolve().then(() => load(renewing, old));
    return renewal;
  };
  for (const id of new Set(ids)) {
    const kept = answers.serve(cacheKey, scope, (renewing) => renew(renewing, id), id);
    if (kept) take(kept);
    else missing.push(id);
  }
  const settled = missing.length > 0 ? await load(scope, missing) : undefined;
  for (const id of missing) {
    const outcome = settled!.get(id)!;
    if ('value' in outcome) {
      take(outcome.value);
      continue;
    }
    lasting = { ...notFresh, private: lasting.private };
    lacksTime ||= isLackOfTime(outcome.error);
    const kept = answers.serveStale(cacheKey, scope, outcome.error, id);
    if (kept) found.push(...(kept.answer as readonly Item[]));
    else if (scope.stale?.missed) scope.stale.missed(id, outcome.error);
    else {
      reading.tell(scope, cacheKey, notFresh, lacksTime);
      throw outcome.error;
    }
  }
  reading.tell(scope, cacheKey, lasting, lacksTime);
  return found;
}

type Found<Item> = ReadonlyMap<string, Settled<CacheEntry<readonly Item[]>>>;

/** What all calls of one question have in common, whichever ids they are for. */
interface AskedItems<Item> {
  readonly cacheKey: CacheKey;
  readonly endpoint: Pick<BulkEndpoint<never, Item>, 'decode' | 'items' | 'idOf' | 'idKey' | 'grouped'>;
  readonly ownedBy: string | undefined;
  readonly pipeline: Pipeline;
  readonly urlOf: (ids: readonly string[]) => string;
}

/** What other processes have kept for `ids`, and what the service has for the rest. */
async function fetchItems<Item>(
  reading: Reading,
  asked: AskedItems<Item>,
  caller: Caller,
  ids: readonly string[],
): Promise<Found<Item>> {
  const lookingUp = reading.answers.lookUp(asked.cacheKey, ids);
  const kept = lookingUp ? await lookingUp : undefined;
  if (!kept || kept.size === 0) return askForItems(reading, asked, caller, ids);
  reading.counts.shared += kept.size;
  const found = new Map<string, Settled<CacheEntry<readonly Item[]>>>();
  for (const [id, value] of kept) found.set(id, { value: value as CacheEntry<readonly Item[]> });
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  try {
    const rest = await askForItems(reading, asked, caller, missing);
    for (const [id, outcome] of rest) found.set(id, outcome);
  } catch (error) {
    // Whose id it was that the service refused is for the batcher to find out.
    if (error instanceof UpstreamError && error.code === 'BAD_USER_INPUT') throw error;
    for (const id of missing) found.set(id, { error: error as Error });
  }
  return found;
}

/** One call: what the service has for each of `ids`, kept id by id. */
async function askForItems<Item>(
  { upstream, fetchUpstream, answers, counts }: Reading,
  { cacheKey, endpoint, ownedBy, pipeline, urlOf }: AskedItems<Item>,
  caller: Caller,
  ids: readonly string[],
): Promise<Found<Item>> {
  const { decode, items, idOf } = endpoint;
  counts.sent += ids.length;
  const outgoing = { endpoint: cacheKey.endpoint, url: urlOf(ids), decode, ownedBy, pipeline };
  // Asked without a tag, it cannot be "unchanged".
  const received = (await fetchUpstream(caller, outgoing)) as Received<unknown>;
  const byId = new Map<string, Item[]>();
  for (const item of items(received.answer)) {
    const id = idOf(item);
    const known = byId.get(id);
    if (known) known.push(item);
    else byId.set(id, [item]);
  }
  const bytes = Math.ceil(received.bytes / ids.length);
  const { askedAt } = received;
  // Kept without its tag, which stands for this very set of ids, and that will hardly be asked for together again.
  const freshness = freshnessOf(received.caching);
  const lostOf = lostItems(upstream, received.dropped, endpoint);
  const found = new Map<string, Settled<CacheEntry<readonly Item[]>>>();
  for (const id of ids) {
    const own = byId.get(id);
    const lost = own && !endpoint.grouped ? undefined : lostOf(id);
    if (lost) found.set(id, lost);
    else
      found.set(id, {
        value: answers.keep(cacheKey, own ?? [], { freshness, askedAt, bytes, negative: !own }, id),
      });
  }
  return found;
}

/**
 * What it means for an id that items were left out: one that was its own could not be read, and one that does not say
 * whose it is could have been. No answer must not be taken for "there is none", nor a part of a group for the whole.
 */
function lostItems(
  upstream: string,
  dropped: readonly DroppedItem[],
  { idKey }: { readonly idKey?: string },
): (id: string) => Settled<never> | undefined {
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
    return anyones && { error: causeOf(anyones), perhapsOthers: true };
  };
}

function unreadable(upstream: string, issue: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
    reason: `an item that could not be read: ${issue}`,
    outcome: 'failure',
  });
}
