import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ClientError, errorCodes, type ErrorCode } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ConnectedUpstreams } from '../upstreams/index.ts';
import { createApollo } from './apollo.ts';
import { clientGone, createRequestContext, requestIdFrom } from './context.ts';
import { documentNames } from './documents.ts';
import { currentRequestId, errorExtensions } from './error-format.ts';
import { registerHealth } from './health.ts';
import { loadShedder, priorityOf, type LoadLimits } from './load-shedding.ts';
import { countOperations, countShed } from './operation-metrics.ts';
import { registerPlayground } from './playground/register.ts';

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
  /** The folder of the documents that the frontend ships, ending in a slash. */
  readonly documents: URL;
}

export interface BffOptions {
  readonly upstreams: ConnectedUpstreams;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits: LoadLimits;
  /** How late the process's event loop is at this moment. */
  readonly eventLoopDelayMs: () => number;
  /** Serves GraphiQL and answers introspection. */
  readonly playground: boolean;
}

export interface Bff {
  /** Starts to listen; returns the base URL. */
  readonly listen: (address: { host: string; port: number }) => Promise<string>;
  /** Takes no new requests, lets running operations finish, and lets go of everything. */
  readonly close: () => Promise<void>;
}

/** A GraphQL server for one client type. */
export async function createBff(definition: BffDefinition, options: BffOptions): Promise<Bff> {
  const { upstreams, clock, logger, metrics, limits, eventLoopDelayMs, playground } = options;
  const answerError = errorHandler(logger);
  const app = fastify({
    genReqId: ({ headers }) => requestIdFrom(headers),
    // A request that reaches a closing server is answered, and its connection closed behind it.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address that cannot be parsed has no route, and so no hook and no error handler either.
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply.header('x-request-id', request.id));
    },
  });
  const apollo = createApollo({
    schema: definition.schema,
    introspection: playground,
    clock,
    logger,
    plugins: [
      countOperations(metrics, clock, {
        operations: await documentNames(definition.documents),
        clients: definition.clients,
      }),
      fastifyApolloDrainPlugin(app),
    ],
  });
  await apollo.start();

  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody(request.id, 'NOT_FOUND', 'The GraphQL endpoint is /graphql.')),
  );

  let stopping = false;
  // A client that keeps its connection would hold up the end of the process: nobody else closes it in time.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) void reply.header('connection', 'close');
  });
  registerHealth(app, { isStopping: () => stopping, statuses: upstreams.statuses });
  if (playground) registerPlayground(app, { title: definition.name, documents: definition.documents });

  const critical = new Set(definition.critical);
  const load = loadShedder({ limits, eventLoopDelayMs, clock, logger, onShed: countShed(metrics) });
  metrics.gauge('operations_running', 'Operations under way.', [], () => [[{}, load.running()]]);

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: (request, reply) =>
      currentRequestId.run(request.id, () => {
        // An answer can be one customer's alone, and says nothing yet of how long it is true.
        void reply.header('cache-control', 'no-store');
        const leave = load.admit(() =>
          priorityOf(request.method === 'GET' ? request.query : request.body, critical),
        );
        if (!leave) {
          const body = errorBody(request.id, 'OVERLOADED', errorCodes.OVERLOADED);
          return reply.code(503).header('retry-after', '1').send(body);
        }
        onceAnswered(reply, leave);
        // The adapter of Apollo builds a URL of it, and would throw as if the fault were ours.
        if (!URL.canParse(`http://${request.hostname}`)) {
          throw new ClientError('BAD_REQUEST', 'The header host does not name a host.');
        }
        // Made before Apollo is asked, which would answer a wrong header with a 500.
        const context = createRequestContext({
          headers: request.headers,
          requestId: request.id,
          signal: clientGone(reply),
          deadlineMs: definition.deadlineMs,
          clock,
          upstreams: upstreams.endpoints,
        });
        return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
      }),
  });

  return {
    listen: (address) => app.listen(address),
    close: async () => {
      stopping = true;
      // Apollo's drain plugin closes the app: running operations end first.
      await apollo.stop();
      load.close();
      upstreams.close();
    },
  };
}

/** When the answer has been sent, or nobody is left to send it to. */
function onceAnswered({ raw }: FastifyReply, action: () => void): void {
  // A client can leave between its last byte and this moment, and an event that has passed is never heard.
  if (raw.closed) action();
  else raw.once('close', action);
}

/** Errors outside GraphQL (a malformed body, an unknown path) have the shape of those inside it. */
function errorBody(requestId: string, code: ErrorCode, message: string) {
  return currentRequestId.run(requestId, () => ({
    errors: [{ message, extensions: errorExtensions(code) }],
  }));
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
