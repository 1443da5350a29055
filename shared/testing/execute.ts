import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { systemClock, type Clock } from '../lib/clock.ts';
import { createApollo } from '../graphql/apollo.ts';
import { createRequestContext, inputsFrom, type Headers } from '../graphql/context.ts';
import { currentRequestId } from '../graphql/error-format.ts';
import { createLogger } from '../telemetry/logger.ts';
import type { AnyEndpoint } from '../upstream/endpoint.ts';
import { definitions, type UpstreamName, type Upstreams } from '../upstreams/index.ts';
import { standInFor, type PlainUpstreams } from './plain.ts';

/** Endpoints that answer for the services in one test; whichever is left out fails when it is asked. */
export type StandIns = { readonly [Name in UpstreamName]?: Partial<PlainUpstreams[Name]> };

export interface ExecuteOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Headers;
  readonly clock?: Clock;
}

/** What a client would read. `data` is loosely typed on purpose: a test states the answer it expects. */
export interface Executed {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test indexes into the answer it asked for
  readonly data: any;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
}

/** Upstreams whose endpoints are stand-ins. */
export function standInUpstreams(standIns: StandIns): Upstreams {
  type Call = Parameters<typeof standInFor>[1];
  const upstreams = Object.entries(definitions).map(([name, { endpoints }]) => {
    const given = (standIns as Record<string, Record<string, Call>>)[name] ?? {};
    const calls = Object.entries(endpoints as Record<string, AnyEndpoint>).map(([endpoint, data]) => {
      const none: Call = () =>
        Promise.reject(new Error(`${name}.${endpoint} was asked, and has no stand-in`));
      return [endpoint, standInFor(data, given[endpoint] ?? none)] as const;
    });
    return [name, Object.fromEntries(calls)] as const;
  });
  return Object.fromEntries(upstreams) as unknown as Upstreams;
}

/**
 * Executes documents against the real schema, loaders and error format of a BFF, with stand-ins for the
 * services: no socket is opened.
 */
export function executor(loadSchema: () => Promise<GraphQLSchema>) {
  const logger = createLogger('test', 'silent');
  const server = loadSchema().then((schema) =>
    createApollo({ schema, introspection: true, compiledExecution: true, logger }),
  );
  return async (
    document: string,
    standIns: StandIns = {},
    { variables = {}, headers = {}, clock = systemClock }: ExecuteOptions = {},
  ): Promise<Executed> => {
    const contextValue = createRequestContext({
      inputs: inputsFrom(headers, 5_000),
      requestId: 'test',
      signal: new AbortController().signal,
      clock,
      upstreams: standInUpstreams(standIns),
    });
    const { body } = await currentRequestId.run('test', async () =>
      (await server).executeOperation({ query: document, variables }, { contextValue }),
    );
    if (body.kind !== 'single') throw new Error('an incremental answer');
    const { data, errors } = body.singleResult;
    // Through JSON, as a client gets it: graphql-js makes objects without a prototype.
    return JSON.parse(JSON.stringify({ data, errors })) as Executed;
  };
}
