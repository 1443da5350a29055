import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '../../lib/client-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Upstreams } from '../../upstreams/index.ts';
import { clientFrom, inputsFrom, type RequestContext } from '../context.ts';
import { errorBody } from '../error-format.ts';
import { priorityOf, type LoadShedder } from '../load-shedding.ts';
import { countOperations } from '../operation-metrics.ts';
import { answering, type Source } from './answering.ts';
import type { Answer } from './answer.ts';
import { executor } from './execute.ts';
import { identityOf, incomingOperationOf, JsonBody } from './operation-request.ts';
import { responseCache } from './response-cache.ts';
import { sendAnswer } from './send-answer.ts';

/** How requests share answers. None of it changes an answer. */
export interface AnswerSharing {
  /** Executes identical operations that are under way at the same time once. */
  readonly coalesce: boolean;
  /** Room for answers that are given again; with 0 none is kept, nor may any client keep one. */
  readonly cacheBytes: number;
}

/** The GraphQL endpoint: a request is refused for want of room, answered with what is kept, or executed. */
export function registerGraphql(
  app: FastifyInstance,
  {
    definition: { deadlineMs, critical, clients },
    documentNames,
    apollo,
    upstreams,
    clock,
    logger,
    metrics,
    load,
    sharing: { coalesce, cacheBytes },
  }: {
    definition: {
      readonly deadlineMs: number;
      readonly critical: readonly string[];
      readonly clients: readonly string[];
    };
    documentNames: readonly string[];
    apollo: ApolloServer<RequestContext>;
    upstreams: Upstreams;
    clock: Clock;
    logger: Logger;
    metrics: Metrics;
    load: LoadShedder;
    sharing: AnswerSharing;
  },
): void {
  const criticalNames = new Set(critical);
  const cache = responseCache(cacheBytes, clock);
  metrics.gauge('response_cache_bytes', 'Room that kept answers take.', [], () => [[{}, cache.bytes()]]);
  const execute = executor({ apollo, upstreams, clock, keepAnswers: cacheBytes > 0 });
  const answer = answering({ clock, coalesce, cache });
  const report = reporter({ metrics, logger, clock, operations: documentNames, clients });

  const handle = (request: FastifyRequest, reply: FastifyReply) => {
    void reply.header('cache-control', 'no-store');
    const leave = load.admit(() => priorityOf(incomingOperationOf(request), criticalNames));
    if (!leave) {
      const body = errorBody(request.id, 'OVERLOADED', errorCodes.OVERLOADED);
      return reply.code(503).header('retry-after', '1').send(body);
    }
    onceAnswered(reply, leave);

    const requestedAt = clock.now();
    const inputs = inputsFrom(request.headers, deadlineMs);
    const identity = identityOf(request, inputs);
    const kept = identity === null ? undefined : cache.find(identity, inputs.principal);
    if (kept) {
      report(request, kept, 'cached', requestedAt);
      return sendAnswer(request, reply, kept, requestedAt - kept.lifetime!.madeAt);
    }

    const waiting = answer({
      inputs,
      identity,
      operation: incomingOperationOf(request),
      requestedAt,
      execute: (signal) => execute(request, { inputs, requestedAt, signal }),
    });
    onceAnswered(reply, waiting.leave);
    waiting.answer
      .then((sourced) => {
        if (!sourced) return;
        report(request, sourced.answer, sourced.source, requestedAt);
        sendAnswer(request, reply, sourced.answer, 0);
      })
      .catch((error: unknown) => void reply.send(error));
    return undefined;
  };

  // A scope of its own: other routes have their bodies parsed at once.
  void app.register(async (scope) => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) =>
      done(
        null,
        new JsonBody(text, (json) => {
          let parsed: { error: Error | null; value?: unknown } | undefined;
          void parse(request, json, (error, value) => (parsed = { error, value }));
          if (parsed?.error) throw parsed.error;
          return parsed?.value;
        }),
      ),
    );
    scope.route({ method: ['GET', 'POST'], url: '/graphql', handler: handle });
  });
}

/** When the answer has been sent, or nobody is left to send it to. */
function onceAnswered({ raw }: FastifyReply, action: () => void): void {
  // A client can leave between its last byte and this moment, and an event that has passed is never heard.
  if (raw.closed) action();
  else raw.once('close', action);
}

/** Counts an operation, and leaves a line of it in the log, whatever it was answered with. */
function reporter({
  metrics,
  logger,
  clock,
  ...known
}: {
  metrics: Metrics;
  logger: Logger;
  clock: Clock;
  operations: readonly string[];
  clients: readonly string[];
}) {
  const count = countOperations(metrics, known);
  return (request: FastifyRequest, { operation }: Answer, source: Source, requestedAt: number) => {
    if (!operation) return;
    const { name, type, outcome, errorCodes } = operation;
    const client = clientFrom(request.headers);
    const durationMs = clock.now() - requestedAt;
    count({ name, clientName: client.name, outcome, source, durationMs });
    logger.info(
      {
        requestId: request.id,
        operation: name ?? type,
        client,
        source,
        durationMs: Math.round(durationMs),
        errorCodes,
      },
      'operation',
    );
  };
}
