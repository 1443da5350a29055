import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { TrustedDocuments } from '../graphql/documents/trusted-documents.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { Principal } from '../upstream/operation.ts';
import type { Admission, FoundOperation, QuotaHeaders } from '../request/admission.ts';
import {
  operationParameters,
  requestedNames,
  type OperationNames,
  type OperationParameters,
} from '../request/parameters.ts';
import { refusal } from '../request/refusal.ts';
import { clientFrom, inputsFrom, type ClientIdentity, type RequestContext } from '../graphql/context.ts';
import type { OutdatedClients } from '../request/outdated-clients.ts';
import { clientNetworkOf } from './client-network.ts';
import { isPreflighted } from '../request/cross-site.ts';
import { allowedMethods, refuseByHead } from './graphql-request.ts';
import { countDeprecatedUse } from '../graphql/deprecated-use-metric.ts';
import { errorBody } from '../graphql/error-format.ts';
import { priorityOf, type LoadShedder } from '../request/load-shedding.ts';
import { countOperations } from '../request/operation-metrics.ts';
import { answering, type Source } from '../request/answering.ts';
import type { Answer } from '../request/answer.ts';
import { executor } from '../request/execute.ts';
import { identityOf, incomingOperationOf, JsonBody } from '../request/operation-request.ts';
import { responseCache } from '../request/response-cache.ts';
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
    admission,
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
    admission: Admission;
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

  /** The operation that a request asks for; or why there is none, and what the request itself calls it. */
  const find = async (request: FastifyRequest): Promise<Found | NotFound> => {
    let parameters: OperationParameters | undefined;
    try {
      const byGet = request.method !== 'POST';
      parameters = operationParameters(incomingOperationOf(request), byGet);
      const preflighted = !byGet || isPreflighted(request.headers);
      const operation = await admission.find(parameters, { preflighted });
      const names = { name: operation.operation.name?.value, documentId: operation.document.id };
      return { operation, parameters, names };
    } catch (error) {
      return { error, names: parameters ? requestedNames(parameters) : {} };
    }
  };

  const respond = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const asked: Asked = { requestedAt: clock.now(), client: clientFrom(request.headers) };
    const refuse = (error: unknown, names: OperationNames) => {
      const refused = refusal(request, error, names.name);
      report(request, refused, 'refused', { ...asked, ...names });
      sendAnswer(request, reply, refused);
    };

    const tooOld = outdated?.refuse(asked.client);
    if (tooOld) {
      const found = await find(request);
      const mayAsk = 'operation' in found && outdated!.except.includes(found.names.name ?? '');
      if (!mayAsk) return refuse(tooOld, found.names);
    }

    const inputs = inputsFrom(request.headers, deadlineMs);
    const rateLimitKey = rateLimitKeyOf(request, inputs.principal);
    const identity = identityOf(request, inputs);
    const kept = identity === null ? undefined : cache.find(identity, inputs.principal);
    if (kept) {
      const { answer, accounting } = kept;
      countDeprecated(asked.client, accounting.deprecated);
      let quota: QuotaHeaders;
      try {
        quota = await admission.charge(rateLimitKey, accounting.cost);
      } catch (error) {
        return refuse(error, { name: answer.operation?.name ?? undefined, ...accounting });
      }
      report(request, answer, 'cached', { ...asked, ...accounting });
      const ageMs = asked.requestedAt - answer.lifetime!.madeAt;
      return sendAnswer(request, reply, answer, { ageMs, quota });
    }

    const found = await find(request);
    if (!('operation' in found)) return refuse(found.error, found.names);
    const { text, document, deprecated } = found.operation;
    const { variables } = found.parameters;
    // Whatever becomes of it: an app that is refused would ask for it all the same.
    countDeprecated(asked.client, deprecated);
    let cost: number;
    let quota: QuotaHeaders;
    try {
      cost = admission.price(found.operation, variables, { mayChange: request.method === 'POST' });
      quota = await admission.charge(rateLimitKey, cost);
    } catch (error) {
      return refuse(error, found.names);
    }
    const accounting = { documentId: document.id, deprecated, cost };
    const operation = { ...found.parameters, text };
    const waiting = answer({
      inputs,
      identity,
      operation,
      accounting,
      requestedAt: asked.requestedAt,
      execute: (signal) => execute(request, { operation, inputs, requestedAt: asked.requestedAt, signal }),
    });
    onceAnswered(reply, waiting.leave);
    const sourced = await waiting.answer;
    if (!sourced) return;
    report(request, sourced.answer, sourced.source, { ...asked, ...accounting });
    sendAnswer(request, reply, sourced.answer, { quota });
  };

  const handle = (request: FastifyRequest, reply: FastifyReply) => {
    const leave = load.admit(() => priorityOf(incomingOperationOf(request), criticalNames, trusted.all()));
    if (!leave) {
      const body = errorBody(request.id, 'OVERLOADED', errorCodes.OVERLOADED);
      return reply.code(503).header('retry-after', '1').send(body);
    }
    onceAnswered(reply, leave);
    respond(request, reply).catch((error: unknown) => void reply.send(error));
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
  /** On the clock's scale (ms). */
  readonly requestedAt: number;
  readonly client: ClientIdentity;
}

interface Found {
  readonly operation: FoundOperation;
  readonly parameters: OperationParameters;
  readonly names: OperationNames;
}

interface NotFound {
  readonly error: unknown;
  readonly names: OperationNames;
}

/** Whose quota an operation is paid from: the customer's, or for whoever is not signed in, that of all at one address. */
function rateLimitKeyOf(request: FastifyRequest, principal: Principal | null): string {
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
    { requestedAt, client, documentId, cost }: Asked & Omit<OperationNames, 'name'> & { cost?: number },
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
        cost,
        durationMs: Math.round(durationMs),
        errorCodes,
      },
      'operation',
    );
  };
}
