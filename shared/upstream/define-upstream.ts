import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Transport, TransportResponse } from './client.ts';
import { decode, DecodeError } from './decode.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import { createPipeline, defaultResilience, type Pipeline, type Resilience } from './pipeline.ts';
import type { BreakerState } from './policies/breaker.ts';
import type { BulkheadStatus } from './policies/bulkhead.ts';
import type { RequestScope } from './scope.ts';
import { buildUrl, type Query } from './url.ts';

/** One request of an endpoint, and the schema that its answer must fit. */
export interface EndpointRequest<Schema extends z.ZodType> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly decode: Schema;
}

/** What an upstream's endpoints are written with. `route` is a template such as `/products/:id`. */
export interface UpstreamHttp {
  /** @throws {UpstreamError} once every policy has given up, `NOT_FOUND` for a 404 included */
  get<Schema extends z.ZodType>(
    scope: RequestScope,
    route: string,
    request: EndpointRequest<Schema>,
  ): Promise<z.output<Schema>>;
  /** Like `get`, for what may well not exist: a 404 is null. */
  find<Schema extends z.ZodType>(
    scope: RequestScope,
    route: string,
    request: EndpointRequest<Schema>,
  ): Promise<z.output<Schema> | null>;
}

/** What a connection to an upstream needs from the process that makes it. */
export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly observe: ObserveUpstream;
}

export interface UpstreamStatus {
  readonly name: string;
  readonly breaker: BreakerState;
  readonly bulkhead: BulkheadStatus;
}

/** An upstream with an address: its endpoints, and how it fares. */
export interface ConnectedUpstream<Endpoints> {
  readonly endpoints: Endpoints;
  readonly status: () => UpstreamStatus;
  readonly close: () => void;
}

export interface UpstreamDefinition<Endpoints> {
  readonly name: string;
  readonly connect: (options: ConnectionOptions) => ConnectedUpstream<Endpoints>;
}

/** Describes one REST service: its name, how it is protected, and its typed endpoints. */
export function defineUpstream<Endpoints>({
  name,
  resilience = {},
  endpoints,
}: {
  name: string;
  resilience?: Partial<Resilience>;
  endpoints: (http: UpstreamHttp) => Endpoints;
}): UpstreamDefinition<Endpoints> {
  return {
    name,
    connect: (options) => {
      const pipeline = createPipeline({ ...defaultResilience, ...resilience }, options.clock, (state) =>
        options.observe({ type: 'breaker-changed', upstream: name, state }),
      );
      return {
        endpoints: endpoints(createHttp(name, pipeline, options)),
        status: () => ({ name, breaker: pipeline.breakerState(), bulkhead: pipeline.bulkheadStatus() }),
        close: pipeline.close,
      };
    },
  };
}

function createHttp(upstream: string, pipeline: Pipeline, options: ConnectionOptions): UpstreamHttp {
  const { baseUrl, transport, clock, observe } = options;

  const get: UpstreamHttp['get'] = async (scope, route, { params, query, decode: schema }) => {
    const endpoint = `GET ${route}`;
    const url = buildUrl(baseUrl, route, params, query);
    const headers = { 'x-request-id': scope.requestId };
    const call = { upstream, endpoint, signal: scope.signal, deadlineAt: scope.deadlineAt };
    const startedAt = clock.now();
    const ended = () => ({
      upstream,
      endpoint,
      requestId: scope.requestId,
      durationMs: clock.now() - startedAt,
    });
    try {
      // The body is decoded inside the pipeline: an answer that makes no sense is a failure of the service.
      const { answer, dropped } = await pipeline.run(call, async ({ signal }) =>
        read(upstream, schema, await transport({ upstream, endpoint, method: 'GET', url, headers, signal })),
      );
      observe({ type: 'call', ...ended() });
      const [first] = dropped;
      if (first) {
        observe({
          type: 'items-dropped',
          upstream,
          endpoint,
          requestId: scope.requestId,
          count: dropped.length,
          issue: first.issue,
        });
      }
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError) {
        const { code, reason, cause } = error;
        observe({ type: 'call', ...ended(), failure: { code, reason, cause } });
      }
      throw error;
    }
  };

  return {
    get,
    find: (scope, route, request) =>
      get(scope, route, request).catch((error: unknown) => {
        if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
        throw error;
      }),
  };
}

/** What a refusal by status means to us. A refusal of the request says nothing about the service's health. */
const refusals: Readonly<Record<number, UpstreamErrorCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'FORBIDDEN',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  410: 'NOT_FOUND',
  422: 'BAD_USER_INPUT',
};

function read<Schema extends z.ZodType>(upstream: string, schema: Schema, response: TransportResponse) {
  const { status, contentType, body } = response;
  if (status < 200 || status > 299) {
    const overloaded = status >= 500 || status === 429;
    throw new UpstreamError(
      refusals[status] ?? (overloaded ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_BAD_ANSWER'),
      upstream,
      { reason: `answered ${status}`, outcome: overloaded || status < 400 ? 'failure' : 'ignored' },
    );
  }
  try {
    if (!/[/+]json\b/i.test(contentType)) throw new DecodeError(`content-type is "${contentType}"`);
    // JSON is UTF-8 (RFC 8259, 8.1); a decoder that mends bad bytes would hide a broken answer.
    return decode(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch (error) {
    throw new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
      reason: error instanceof DecodeError ? error.message : 'the body is not JSON',
      outcome: 'failure',
      cause: error,
    });
  }
}
