import { Server as TcpServer } from 'node:net';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { ClientError } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { isAmong } from '../lib/ip-address.ts';
import type { CostQuota } from '../graphql/cost-quota.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ConnectedUpstreams } from '../upstreams/index.ts';
import { registerGraphqlEndpoint, allowedMethods } from '../http/graphql-endpoint.ts';
import { StatusError } from '../request/error-response.ts';
import type { EndpointDefinition, ResponseReuse } from '../request/pipeline-deps.ts';
import { requestPipeline } from '../request/pipeline.ts';
import { preparedDocuments } from '../graphql/documents/prepared-documents.ts';
import { createApollo } from '../graphql/apollo.ts';
import { requestIdFrom } from '../graphql/context.ts';
import { documentNames } from '../graphql/documents/client-documents.ts';
import { defaultHeaders, registerMiddleware, type HttpOptions } from '../http/middleware.ts';
import { sendError } from '../http/send-response.ts';
import { serverOptions } from '../http/server-options.ts';
import { registerHealth } from './health.ts';
import { loadShedder, type LoadLimits } from '../request/shed-load.ts';
import { registerPlayground } from '../http/playground/register.ts';

/** What makes one BFF differ from another. */
export interface BffDefinition extends EndpointDefinition {
  /** The process's name in logs and tables, e.g. `bff-web`. */
  readonly name: string;
  /** What the client's apps call themselves; metrics count all others as one. */
  readonly clients: readonly string[];
  /** The folder of the documents that the frontend ships, ending in a slash. */
  readonly documents: URL;
  /** The folder of what its released apps ship, ending in a slash. */
  readonly releases: URL;
}

export interface BffOptions {
  readonly upstreams: ConnectedUpstreams;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits: LoadLimits;
  /** How late the process's event loop is at this moment. */
  readonly eventLoopDelayMs: () => number;
  /** Serves GraphiQL. */
  readonly playground: boolean;
  /** Answers questions about the schema itself. */
  readonly introspection: boolean;
  /** Which documents are executed. */
  readonly documents: DocumentLookup;
  /** What each client may spend. */
  readonly quota: CostQuota;
  readonly http: HttpOptions;
  /** Whether queries are executed by plan, or by graphql-js; it changes no answer either. */
  readonly compiledExecution: boolean;
  /** How responses are reused between requests; none of it changes a response. */
  readonly reuse: ResponseReuse;
}

export interface Bff {
  /** Starts to listen; returns the base URL. */
  readonly listen: (address: { host: string; port: number }) => Promise<string>;
  /**
   * Takes no new connections, and answers on those that there are; resolves when all of them have ended, each after
   * its next answer or when it has been idle for long.
   */
  readonly retire: () => Promise<void>;
  /**
   * Goes on as before, but that `/readyz` fails and each connection ends with its next response; resolves after `forMs`.
   * Closed after that, it resets no connection that was used meanwhile.
   */
  readonly drain: (forMs: number) => Promise<void>;
  /** Takes no new requests, lets running operations finish, and lets go of everything. */
  readonly close: () => Promise<void>;
}

/** A GraphQL server for one client type. */
export async function createBff(definition: BffDefinition, options: BffOptions): Promise<Bff> {
  const { upstreams, clock, logger, playground, introspection, documents, quota, http } = options;
  const { schema } = definition;
  const prepared = preparedDocuments(schema, { limits: definition.limits, introspection });
  const answerError = errorHandler(logger);
  const headers = defaultHeaders(http, playground);
  const app = fastify({
    ...serverOptions(http.slowClients),
    // Fastify's own list knows no address with a port beside it, as some proxies write it.
    trustProxy: http.trustedProxies.length > 0 && ((address) => isAmong(address, http.trustedProxies)),
    genReqId: ({ headers }) => requestIdFrom(headers),
    // A request that reaches a closing server is answered, and its connection closed behind it.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address that cannot be parsed has no route, and so no hook and no error handler either.
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply.headers(headers).header('x-request-id', request.id));
    },
  });
  const apollo = createApollo({
    schema,
    introspection,
    compiledExecution: options.compiledExecution,
    logger,
    documents: prepared,
    plugins: [fastifyApolloDrainPlugin(app)],
  });
  await apollo.start();

  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    if (request.url.split('?')[0] !== '/graphql') {
      const message = 'The GraphQL endpoint is /graphql.';
      return sendError(request, reply, new StatusError(404, 'NOT_FOUND', message));
    }
    const message = `GraphQL is asked for by POST, or for queries by GET, and not by ${request.method}.`;
    const allow = { allow: allowedMethods };
    return sendError(request, reply, new StatusError(405, 'BAD_REQUEST', message, allow));
  });

  let retiring = false;
  let stopping = false;
  // A client that keeps its connection would hold up the end of the process: nobody else closes it in time.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping || retiring) void reply.header('connection', 'close');
    done();
  });
  registerMiddleware(app, http, headers);
  registerHealth(app, { isStopping: () => stopping, statuses: upstreams.statuses });
  if (playground) registerPlayground(app, { title: definition.name, documents: definition.documents });

  const load = loadShedder(options);
  const known = {
    operations: await documentNames(definition.documents),
    clients: definition.clients,
    versions: documents.trusted.all().flatMap(({ releases }) => releases),
  };
  const deps = { ...options, upstreams: upstreams.endpoints, load, prepared, apollo, known };
  registerGraphqlEndpoint(app, requestPipeline(definition, deps));

  return {
    listen: (address) => app.listen(address),
    retire: () =>
      new Promise((resolve) => {
        retiring = true;
        // An HTTP server's own close() ends idle connections, and with them a request that is just on its way.
        TcpServer.prototype.close.call(app.server, () => resolve());
      }),
    drain: (forMs) =>
      new Promise((resolve) => {
        stopping = true;
        clock.after(forMs, resolve);
      }),
    close: async () => {
      stopping = true;
      // Apollo's drain plugin closes the app: running operations end first.
      await apollo.stop();
      load.close();
      quota.close();
      upstreams.close();
    },
  };
}

/** For what is thrown outside of GraphQL: by Fastify, about a request; or by a fault of ours, which a person should look at. */
function errorHandler(logger: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof ClientError) return sendError(request, reply, error);
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(request, reply, new StatusError(status, 'BAD_REQUEST', error.message));
    logger.error({ requestId: request.id, err: error }, 'request failed');
    const message = 'Something went wrong on our side.';
    return sendError(request, reply, new StatusError(500, 'INTERNAL', message));
  };
}
