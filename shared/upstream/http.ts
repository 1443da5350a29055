import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import type { DroppedItem } from './decode.ts';
import { UpstreamError } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import type { Pipeline } from './pipeline.ts';
import { readAnswer } from './read-answer.ts';
import type { RequestScope } from './scope.ts';
import type { StaleIfError, StaleStore } from './stale-store.ts';
import { staleListener } from './staleness.ts';
import { buildUrl, type Query } from './url.ts';

/** One request of an endpoint, and the schema that its answer must fit. */
export interface EndpointRequest<Schema extends z.ZodType, Class extends string> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly decode: Schema;
  /** The class of endpoints that it belongs to; `default` unless given. */
  readonly class?: Class;
  /** How long its last good answer may stand in for a fresh one; never, unless given. */
  readonly stale?: StaleIfError;
}

/** A request for many things by id. */
export interface BulkRequest<Schema extends z.ZodType, Item, Class extends string> extends EndpointRequest<
  Schema,
  Class
> {
  /** The query parameter that takes the ids, with commas between. */
  readonly parameter: string;
  readonly ids: readonly string[];
  /** The items of an answer. */
  readonly items: (answer: z.output<Schema>) => readonly Item[];
  /** The id, one of those asked for, that an item belongs to. */
  readonly idOf: (item: Item) => string;
}

/** What an upstream's endpoints are written with. `route` is a template such as `/products/:id`. */
export interface UpstreamHttp<Class extends string = never> {
  /** @throws {UpstreamError} once every policy has given up, `NOT_FOUND` for a 404 included */
  readonly get: <Schema extends z.ZodType>(
    scope: RequestScope,
    route: string,
    request: EndpointRequest<Schema, Class>,
  ) => Promise<z.output<Schema>>;
  /** Like `get`, for what may well not exist: a 404 is null. */
  readonly find: <Schema extends z.ZodType>(
    scope: RequestScope,
    route: string,
    request: EndpointRequest<Schema, Class>,
  ) => Promise<z.output<Schema> | null>;
  /** Like `get`, for many things by id: what stands in for a failed call is looked for id by id. */
  readonly getMany: <Schema extends z.ZodType, Item>(
    scope: RequestScope,
    route: string,
    request: BulkRequest<Schema, Item, Class>,
  ) => Promise<readonly Item[]>;
}

/** What a connected upstream asks its questions with. */
export interface HttpOptions {
  readonly upstream: string;
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly observe: ObserveUpstream;
  readonly pipelineOf: (endpointClass: string) => Pipeline;
  readonly store: StaleStore;
}

/** The HTTP side of one upstream. */
export function createHttp<Class extends string>(options: HttpOptions): UpstreamHttp<Class> {
  const { upstream, baseUrl, transport, clock, observe, pipelineOf, store } = options;

  const fetchAnswer = async <Schema extends z.ZodType>(
    scope: RequestScope,
    endpoint: string,
    url: string,
    { decode, class: endpointClass = 'default' as Class }: EndpointRequest<Schema, Class>,
  ): Promise<{ answer: z.output<Schema>; dropped: readonly DroppedItem[] }> => {
    const { requestId, signal, deadlineAt } = scope;
    const about = { upstream, endpoint, requestId };
    const startedAt = clock.now();
    try {
      const call = { ...about, idempotent: true, signal, deadlineAt };
      // The body is decoded inside the pipeline: an answer that makes no sense is a failure of the service.
      const { answer, dropped } = await pipelineOf(endpointClass).run(call, async (attempt) => {
        const headers = {
          'x-request-id': requestId,
          // What is left of the time: a service need not work on an answer that nobody will wait for.
          'x-request-deadline-ms': String(Math.max(1, Math.floor(attempt.deadlineAt - clock.now()))),
        };
        const request = { upstream, endpoint, method: 'GET', url, headers, signal: attempt.signal } as const;
        return readAnswer(upstream, decode, await transport(request), clock.now());
      });
      observe({ type: 'call', ...about, durationMs: clock.now() - startedAt });
      const [first] = dropped;
      if (first) observe({ type: 'items-dropped', ...about, count: dropped.length, issue: first.issue });
      return { answer, dropped };
    } catch (error) {
      if (error instanceof UpstreamError) {
        const { code, reason, cause } = error;
        const durationMs = clock.now() - startedAt;
        observe({ type: 'call', ...about, durationMs, failure: { code, reason, cause } });
      }
      throw error;
    }
  };

  const find: UpstreamHttp<Class>['find'] = async (scope, route, request) => {
    const endpoint = `GET ${route}`;
    const url = buildUrl(baseUrl, route, request.params, request.query);
    const ask = () =>
      fetchAnswer(scope, endpoint, url, request).then(
        ({ answer }) => answer,
        (error: unknown) => {
          if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
          throw error;
        },
      );
    return request.stale ? store.one(endpoint, url, request.stale, scope, ask) : ask();
  };

  return {
    find,
    get: async (scope, route, request) => {
      const endpoint = `GET ${route}`;
      const url = buildUrl(baseUrl, route, request.params, request.query);
      const ask = async () => (await fetchAnswer(scope, endpoint, url, request)).answer;
      return request.stale ? store.one(endpoint, url, request.stale, scope, ask) : ask();
    },
    getMany: async (scope, route, request) => {
      const { parameter, ids, items, idOf, stale } = request;
      const endpoint = `GET ${route}`;
      const query = { ...request.query, [parameter]: ids.join(',') };
      const url = buildUrl(baseUrl, route, request.params, query);
      const listener = staleListener();
      const ask = async () => {
        const { answer, dropped } = await fetchAnswer(scope, endpoint, url, request);
        const found = items(answer);
        // What was left out could be what was asked for: no answer must not be taken for "there is none".
        if (dropped.length > 0) {
          const answered = new Set(found.map(idOf));
          const lost = unreadable(upstream, dropped[0]!.issue);
          for (const id of ids) if (!answered.has(id)) listener?.missed?.(id, lost);
        }
        return { items: found, complete: dropped.length === 0 };
      };
      // The same question without its ids, so that an id is found whichever batch it travelled in.
      const key = buildUrl('', route, request.params, request.query);
      return stale ? store.many(endpoint, key, stale, scope, ids, idOf, ask) : (await ask()).items;
    },
  };
}

function unreadable(upstream: string, issue: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
    reason: `an item that could not be read: ${issue}`,
    outcome: 'failure',
  });
}
