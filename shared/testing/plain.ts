import type { AnyEndpoint, BulkEndpoint, Endpoint } from '../upstream/endpoint.ts';
import { isLackOfTime } from '../upstream/errors.ts';
import type { Operation } from '../upstream/operation.ts';
import { isFailure, type Result, type StaleUse } from '../upstream/result.ts';
import type {
  ConnectedUpstream,
  ConnectionOptions,
  UpstreamDefinition,
} from '../upstream/define-upstream.ts';
import {
  connectUpstreams,
  definitions,
  type ConnectedUpstreams,
  type UpstreamName,
} from '../upstreams/index.ts';

/** How long an answer stays true from now on (ms), and for whom. */
export interface HeardLifetime {
  readonly freshMs: number;
  readonly clientFreshMs: number;
  readonly private: boolean;
  readonly lacksTime?: boolean;
}

/** An operation that is told what the results of its calls say besides their values. */
export interface ListeningOperation extends Operation {
  readonly heard?: (lifetime: HeardLifetime) => void;
  /** Told of each stale value; `id` is that of a bulk call. */
  readonly served?: (use: StaleUse, id?: string) => void;
  /** Told of ids without a value; unless it is there, one of them fails the whole call. */
  readonly missed?: (id: string, error: Error) => void;
}

type Rest<Args> = [Args] extends [void] ? [] : [args: Args];

/** A call of an endpoint as most tests want it: values, and errors that are thrown. A bulk one has the items found. */
export type PlainCall<Any> =
  Any extends BulkEndpoint<infer Args, infer Item, unknown>
    ? (operation: ListeningOperation, ids: readonly string[], ...rest: Rest<Args>) => Promise<readonly Item[]>
    : Any extends Endpoint<infer Args, infer Value>
      ? (operation: ListeningOperation, ...rest: Rest<Args>) => Promise<Value>
      : never;

export type PlainCalls<Own> = { readonly [Name in keyof Own]: PlainCall<Own[Name]> };

/** The plain calls of every upstream. */
export type PlainUpstreams = {
  readonly [Name in UpstreamName]: PlainCalls<(typeof definitions)[Name]['endpoints']>;
};

type Endpoints = Readonly<Record<string, AnyEndpoint>>;
type Call = (operation: Operation, ...rest: unknown[]) => Promise<unknown>;

/** The calls of connected endpoints, made plain. */
function plainCalls<Own extends Endpoints>(
  endpoints: Own,
  calls: { readonly [Name in keyof Own]: unknown },
  now: () => number,
): PlainCalls<Own> {
  const plain = Object.entries(endpoints).map(([name, { kind }]) => {
    const call = calls[name] as Call;
    const plainCall = async (operation: ListeningOperation, ...rest: unknown[]) => {
      const found = await call(operation, ...rest);
      const results = kind === 'bulk' ? (found as ReadonlyMap<string, Result<unknown>>) : undefined;
      return results
        ? itemsOf(results, operation, now())
        : valueOf(found as Result<unknown>, operation, now());
    };
    return [name, plainCall] as const;
  });
  const calledPlainly: unknown = Object.fromEntries(plain);
  return calledPlainly as PlainCalls<Own>;
}

function valueOf(result: Result<unknown>, operation: ListeningOperation, now: number): unknown {
  hear(operation, [result], now);
  if (isFailure(result)) throw result.error;
  if (result.stale) operation.served?.(result.stale, undefined);
  return result.value;
}

function itemsOf(
  results: ReadonlyMap<string, Result<unknown>>,
  operation: ListeningOperation,
  now: number,
): unknown[] {
  hear(operation, [...results.values()], now);
  const items: unknown[] = [];
  for (const [id, result] of results) {
    if (!isFailure(result)) {
      if (result.stale) operation.served?.(result.stale, id);
      if (Array.isArray(result.value)) items.push(...(result.value as unknown[]));
      else if (result.value !== null) items.push(result.value);
    } else if (operation.missed) operation.missed(id, result.error);
    else throw result.error;
  }
  return items;
}

function hear({ heard }: ListeningOperation, results: readonly Result<unknown>[], now: number): void {
  const least = (read: (found: { freshUntil: number; clientFreshUntil: number }) => number) =>
    Math.max(0, Math.min(...results.map((result) => (isFailure(result) ? 0 : read(result)))) - now);
  const lacksTime = results.some((result) =>
    isFailure(result) ? isLackOfTime(result.error) : result.stale?.reason === 'DEADLINE_EXCEEDED',
  );
  heard?.({
    freshMs: least(({ freshUntil }) => freshUntil),
    clientFreshMs: least(({ clientFreshUntil }) => clientFreshUntil),
    private: results.some((result) => result.private),
    ...(lacksTime && { lacksTime }),
  });
}

/** A plain call that stands in for an endpoint, as loaders call it. What it answers stays true for ever. */
export function standInFor(endpoint: AnyEndpoint, plainCall: Call): Call {
  const found = (value: unknown): Result<unknown> => ({
    value,
    freshUntil: Infinity,
    clientFreshUntil: Infinity,
    private: false,
  });
  const failure = (error: unknown): Result<unknown> => ({ error: error as Error, private: false });
  if (endpoint.kind === 'single') {
    return async (operation, ...rest) => plainCall(operation, ...rest).then(found, failure);
  }
  const { grouped, idOf } = endpoint as BulkEndpoint<never, unknown, unknown>;
  return async (operation, ids, ...rest) => {
    const asked = ids as readonly string[];
    try {
      const items = (await plainCall(operation, asked, ...rest)) as readonly unknown[];
      const byId = Map.groupBy(items, idOf);
      return new Map(
        asked.map((id) => [id, found(grouped ? (byId.get(id) ?? []) : (byId.get(id)?.at(-1) ?? null))]),
      );
    } catch (error) {
      return new Map(asked.map((id) => [id, failure(error)]));
    }
  };
}

/** Connects one upstream, to be called plainly. */
export function connectPlain<Own extends Endpoints>(
  definition: UpstreamDefinition<Own>,
  options: ConnectionOptions,
): Omit<ConnectedUpstream<Own>, 'endpoints'> & { readonly endpoints: PlainCalls<Own> } {
  const connected = definition.connect(options);
  const { now } = options.clock;
  return { ...connected, endpoints: plainCalls(definition.endpoints, connected.endpoints, () => now()) };
}

/** Connects every upstream, to be called plainly. */
export function connectPlainUpstreams(
  baseUrls: Readonly<Record<UpstreamName, string>>,
  options: Omit<ConnectionOptions, 'baseUrl'>,
): Omit<ConnectedUpstreams, 'endpoints'> & { readonly endpoints: PlainUpstreams } {
  const connected = connectUpstreams(baseUrls, options);
  const plain = Object.entries(definitions).map(([name, { endpoints }]) => [
    name,
    plainCalls(endpoints as Endpoints, connected.endpoints[name as UpstreamName], () => options.clock.now()),
  ]);
  return { ...connected, endpoints: Object.fromEntries(plain) as PlainUpstreams };
}

/** The same operation, whose stale values and missing ids `listener` is told of. */
export function withListener(
  operation: Operation,
  listener: Pick<ListeningOperation, 'served' | 'missed'>,
): ListeningOperation {
  return { ...operation, ...listener };
}
