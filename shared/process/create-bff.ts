import { Server as TcpServer } from 'node:net';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ClientError } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { isAmong } from '../lib/ip-address.ts';
import type { FieldCosts } from '../graphql/cost.ts';
import type { CostQuota } from '../graphql/cost-quota.ts';
import type { OperationLimits } from '../graphql/limits.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ConnectedUpstreams } from '../upstreams/index.ts';
import { noteExecution } from '../graphql/cache-hints.ts';
import { registerGraphql, type AnswerSharing } from '../http/register.ts';
import { admission } from '../request/admission.ts';
import { preparedDocuments } from '../graphql/documents/prepared-documents.ts';
import { createApollo } from '../graphql/apollo.ts';
import { requestIdFrom } from '../graphql/context.ts';
import { documentNames } from '../graphql/documents/client-documents.ts';
import { defaultHeaders, registerDoor, type DoorOptions } from '../http/door.ts';
import { allowedMethods, sendRefusal } from '../http/graphql-request.ts';
import { serverOptions } from '../http/server-options.ts';
import { errorBody } from '../graphql/error-format.ts';
import { registerHealth } from './health.ts';
import { loadShedder, type LoadLimits } from '../request/load-shedding.ts';
import { countShed } from '../request/operation-metrics.ts';
import { registerPlayground } from '../http/playground/register.ts';
import type { OutdatedClients } from '../request/outdated-clients.ts';

/** What makes one BFF differ from another. */
export interface BffDefinition {
  /** The process's name in logs and tables, e.g. `bff-web`. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The time budget of a whole operation. */
  readonly deadlineMs: number;
  /** Operations that are shed last when there is too much work, by name. */
  readonly critical: readonly string[];
  /** What the client's apps call themselves; metrics count all others as one. */
  readonly clients: readonly string[];
  /** Which versions of its apps are answered no more, but for the operations that tell them so. */
  readonly outdated?: OutdatedClients;
  /** What one operation may ask for, and one client in a minute. */
  readonly limits: OperationLimits;
  readonly costs: FieldCosts;
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
  readonly door: DoorOptions;
  /** Whether queries are executed by plan, or by graphql-js; it changes no answer either. */
  readonly compiledExecution: boolean;
  /** How answers are shared between requests; none of it changes an answer. */
  readonly answers: AnswerSharing;
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
  const {
    upstreams,
    clock,
    logger,
    metrics,
    limits,
    eventLoopDelayMs,
    playground,
    introspection,
    compiledExecution,
    answers,
    documents: lookup,
    quota,
    door,
  } = options;
  const documents = preparedDocuments(definition.schema, { limits: definition.limits, introspection });
  const answerError = errorHandler(logger);
  const headers = defaultHeaders(door, playground);
  const app = fastify({
    ...serverOptions(door.slowClients),
    // Fastify's own list knows no address with a port beside it, as some proxies write it.
    trustProxy: door.trustedProxies.length > 0 && ((address) => isAmong(address, door.trustedProxies)),
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
    schema: definition.schema,
    introspection,
    compiledExecution,
    logger,
    documents,
    plugins: [noteExecution, fastifyApolloDrainPlugin(app)],
  });
  await apollo.start();

  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    if (request.url.split('?')[0] !== '/graphql') {
      return sendRefusal(request, reply, { status: 404, message: 'The GraphQL endpoint is /graphql.' });
    }
    const message = `GraphQL is asked for by POST, or for queries by GET, and not by ${request.method}.`;
    return sendRefusal(request, reply.header('allow', allowedMethods), { status: 405, message });
  });

  let retiring = false;
  let stopping = false;
  // A client that keeps its connection would hold up the end of the process: nobody else closes it in time.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping || retiring) void reply.header('connection', 'close');
    done();
  });
  registerDoor(app, door, headers);
  registerHealth(app, { isStopping: () => stopping, statuses: upstreams.statuses });
  if (playground) registerPlayground(app, { title: definition.name, documents: definition.documents });

  const load = loadShedder({ limits, eventLoopDelayMs, clock, logger, onShed: countShed(metrics) });
  metrics.gauge('operations_running', 'Operations under way.', [], () => [[{}, load.running()]]);
  registerGraphql(app, {
    definition,
    apollo,
    upstreams: upstreams.endpoints,
    clock,
    logger,
    metrics,
    load,
    trusted: lookup.trusted,
    admission: admission({
      schema: definition.schema,
      limits: definition.limits,
      costs: definition.costs,
      documents,
      lookup,
      quota,
      suggestions: introspection,
    }),
    versions: [...new Set(lookup.trusted.all().flatMap(({ releases }) => releases))],
    documentNames: await documentNames(definition.documents),
    sharing: answers,
  });

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

function errorHandler(logger: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof ClientError) {
      return reply.code(400).send(errorBody(request.id, error.code, error.message));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(errorBody(request.id, 'BAD_REQUEST', error.message));
    logger.error({ requestId: request.id, err: error }, 'request failed');
    return reply.code(500).send(errorBody(request.id, 'INTERNAL', 'Something went wrong on our side.'));
  };
}
