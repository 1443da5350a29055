import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '../../lib/client-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TrustedDocuments } from '../../operations/trusted-documents.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Upstreams } from '../../upstreams/index.ts';
import type { Principal } from '../../upstream/scope.ts';
import type { Admit, Admitted } from '../admission/admission.ts';
import { operationParameters, type OperationParameters } from '../admission/parameters.ts';
import { refusal } from '../admission/refusal.ts';
import {
  clientFrom,
  inputsFrom,
  type ClientIdentity,
  type OperationInputs,
  type RequestContext,
} from '../context.ts';
import type { OutdatedClients } from '../create-bff.ts';
import { clientNetworkOf } from '../door/client-network.ts';
import { isPreflighted } from '../door/cross-site.ts';
import { allowedMethods, refuseByHead } from '../door/graphql-request.ts';
import { countDeprecatedUse } from '../deprecated-use-metric.ts';
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
    definition: { deadlineMs, critical, clients, outdated },
    documentNames,
    versions,
    apollo,
    upstreams,
    clock,
    logger,
    metrics,
    load,
    admit,
    trusted,
    sharing: { coalesce, cacheBytes },
  }: {
    definition: {
      readonly deadlineMs: number;
      readonly critical: readonly string[];
      readonly clients: readonly string[];
      readonly outdated?: OutdatedClients;
    };
    documentNames: readonly string[];
    /** Of the apps' releases, for metrics. */
    versions: readonly string[];
    apollo: ApolloServer<RequestContext>;
    upstreams: Upstreams;
    clock: Clock;
    logger: Logger;
    metrics: Metrics;
    load: LoadShedder;
    admit: Admit;
    trusted: TrustedDocuments;
    sharing: AnswerSharing;
  },
): void {
  const criticalNames = new Set(critical);
  const cache = responseCache(cacheBytes, clock);
  metrics.gauge('response_cache_bytes', 'Room that kept answers take.', [], () => [[{}, cache.bytes()]]);
  const execute = executor({ apollo, upstreams, clock, keepAnswers: cacheBytes > 0 });
  const answer = answering({ clock, coalesce, cache });
  const known = { operations: documentNames, clients, versions };
  const report = reporter({ metrics, logger, clock, ...known });
  const countDeprecated = countDeprecatedUse(metrics, known);

  const respond = async (request: FastifyRequest, reply: FastifyReply, asked: Asked): Promise<void> => {
    const { inputs, identity, requestedAt, client } = asked;
    const byGet = request.method !== 'POST';
    let parameters: OperationParameters;
    let admitted: Admitted;
    try {
      parameters = operationParameters(incomingOperationOf(request), byGet);
      const payer = payerOf(request, inputs.principal);
      const preflighted = !byGet || isPreflighted(request.headers);
      admitted = await admit(parameters, { client, payer, mayChange: !byGet, preflighted });
    } catch (error) {
      const refused = refusal(request, error);
      report(request, refused, 'refused', asked);
      return void sendAnswer(request, reply, refused, 0);
    }
    void reply.headers(admitted.headers);
    countDeprecated(client, admitted.document.deprecated);
    const operation = { ...parameters, text: admitted.text };
    const waiting = answer({
      inputs,
      identity,
      operation,
      requestedAt,
      execute: (signal) => execute(request, { operation, inputs, requestedAt, signal }),
    });
    onceAnswered(reply, waiting.leave);
    const sourced = await waiting.answer;
    if (!sourced) return;
    report(request, sourced.answer, sourced.source, { ...asked, documentId: admitted.document.id });
    sendAnswer(request, reply, sourced.answer, 0);
  };

  const handle = (request: FastifyRequest, reply: FastifyReply) => {
    const leave = load.admit(() => priorityOf(incomingOperationOf(request), criticalNames, trusted.all()));
    if (!leave) {
      const body = errorBody(request.id, 'OVERLOADED', errorCodes.OVERLOADED);
      return reply.code(503).header('retry-after', '1').send(body);
    }
    onceAnswered(reply, leave);

    const requestedAt = clock.now();
    const inputs = inputsFrom(request.headers, deadlineMs);
    const client = clientFrom(request.headers);
    const identity = identityOf(request, inputs);
    const asked = { inputs, identity, requestedAt, client };
    // An app that is too old is told so, whatever is kept for the others.
    const mayBeKept = identity !== null && !outdated?.refuse(client);
    const kept = mayBeKept ? cache.find(identity, inputs.principal) : undefined;
    if (kept) {
      report(request, kept, 'cached', asked);
      return sendAnswer(request, reply, kept, requestedAt - kept.lifetime!.madeAt);
    }
    respond(request, reply, asked).catch((error: unknown) => void reply.send(error));
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
    scope.route({ method: ['GET', 'POST'], url: '/graphql', onRequest: refuseByHead, handler: handle });
    // What of it a browser asks for another site's page has been said before (`registerDoor`).
    scope.options('/graphql', (_request, reply) => reply.code(204).header('allow', allowedMethods).send());
  });
}

/** What is known of a request before it is an operation. */
interface Asked {
  readonly inputs: OperationInputs;
  readonly identity: string | null;
  /** On the clock's scale (ms). */
  readonly requestedAt: number;
  readonly client: ClientIdentity;
}

/** Who pays for an operation: the customer, or for whoever is not signed in, all that come from one address. */
function payerOf(request: FastifyRequest, principal: Principal | null): string {
  return principal ? `customer ${principal.customerId}` : `address ${clientNetworkOf(request)}`;
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
  versions: readonly string[];
}) {
  const count = countOperations(metrics, known);
  return (
    request: FastifyRequest,
    { operation }: Answer,
    source: Source,
    { requestedAt, client, documentId }: Pick<Asked, 'requestedAt' | 'client'> & { documentId?: string },
  ) => {
    if (!operation) return;
    const { name, type, outcome, errorCodes } = operation;
    const durationMs = clock.now() - requestedAt;
    count({ name, client, outcome, source, durationMs });
    logger.info(
      {
        requestId: request.id,
        operation: name ?? type,
        documentId,
        client,
        source,
        durationMs: Math.round(durationMs),
        errorCodes,
      },
      'operation',
    );
  };
}
