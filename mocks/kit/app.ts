import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import { answerConditionally } from './cache.ts';
import { countCalls } from './calls.ts';
import type { MockApp, MockService, ServiceContext } from './define-mock.ts';
import { injectFaults } from './faults.ts';
import { guardControls } from './guard.ts';
import { logOutput } from './log-output.ts';
import { publishOpenApi } from './openapi.ts';
import { answerProblems, sendProblem } from './problems.ts';
import { isApiRoute } from './api-route.ts';

/** One for the process, as its standard output is. */
const output = logOutput();

/** Builds the server that every service has in common and lets the service declare its routes on it. */
export async function createApp(
  service: MockService,
  db: DatabaseSync,
  { logLevel, isDraining, ...context }: ServiceContext & { logLevel: string; isDraining: () => boolean },
): Promise<MockApp> {
  const app = Fastify({
    logger: { level: logLevel, name: service.name, stream: output },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: 'x-request-id',
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    // A caller learns of everything that is wrong at once, and a field it did not mean to send is not hidden from it.
    ajv: { customOptions: { allErrors: true, removeAdditional: false, discriminator: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  output.onRecovered((lines) => app.log.error({ lines }, 'log lines dropped'));
  await publishOpenApi(app, service);
  answerProblems(app);
  logRequests(app);
  guardControls(app);
  countCalls(app);
  beSlow(app, service.latencyMs);
  // Before the ETag is made: what a fault does to a body, the tag must tell too.
  injectFaults(app);
  answerConditionally(app);

  // A caller that keeps its connection would lose the request that crosses with its end.
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('connection', 'close');
  });

  app.get('/health', { schema: { hide: true } }, () => ({ status: 'ok', service: service.name }));
  app.get('/readyz', { schema: { hide: true } }, (_request, reply) =>
    reply.code(isDraining() ? 503 : 200).send({ status: isDraining() ? 'stopping' : 'ready' }),
  );
  service.routes(app, db, context);
  return app;
}

/** One line a request, whatever its end, under the id by which the caller knows it. */
function logRequests(app: MockApp): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      const { statusCode, writableFinished } = reply.raw;
      const durationMs = Math.round(reply.elapsedTime);
      const facts = { method: request.method, url: request.url, statusCode, durationMs };
      request.log.info(facts, writableFinished ? 'answered' : 'cut off');
    });
  });
}

function beSlow(app: MockApp, latencyMs = 0): void {
  if (latencyMs === 0) return;
  app.addHook('onRequest', async (request) => {
    if (isApiRoute(request)) await sleep(latencyMs);
  });
}
