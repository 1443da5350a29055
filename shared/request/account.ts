import { clientFrom } from '../graphql/context.ts';
import { countDeprecatedUse } from '../graphql/deprecated-use-metric.ts';
import { knownOrOther } from '../telemetry/metrics.ts';
import { errorResponse } from './error-response.ts';
import type { AccountedRequest, GraphqlRequest } from './graphql-request.ts';
import type { PipelineDeps } from './pipeline-deps.ts';
import type { Stage } from './stage.ts';

/**
 * Accounts for every operation, whatever it is answered with: counts and times it, counts what it asks for that is
 * deprecated, and leaves one line in the log. What a stage throws becomes the response here. Names that are not known are
 * all one in metrics, `other`: clients can send any.
 */
export function account({
  clock,
  logger,
  metrics,
  known,
}: Pick<PipelineDeps, 'clock' | 'logger' | 'metrics' | 'known'>): Stage<GraphqlRequest, AccountedRequest> {
  const operationLabel = knownOrOther(known.operations);
  const clientLabel = knownOrOther(known.clients);
  const versionLabel = knownOrOther(known.versions);
  const total = metrics.counter(
    'operations_total',
    'Operations by what they came to: ok, partial (some fields failed), failed (no data), rejected (never executed); ' +
      'and by how: executed, joined (given the answer of an identical one that was under way), cached (given an answer ' +
      'that was kept), refused (before it was executed).',
    ['operation', 'client', 'version', 'outcome', 'source'],
  );
  const durations = metrics.durations('operation_duration_seconds', 'How long operations took.', [
    'operation',
  ]);
  const countDeprecated = countDeprecatedUse(metrics, known);

  return async (request, next) => {
    const accounted: AccountedRequest = {
      ...request,
      receivedAt: clock.now(),
      client: clientFrom(request.headers),
      record: {},
    };
    const response = await next(accounted).catch((error: unknown) => errorResponse(request, error));
    const durationMs = clock.now() - accounted.receivedAt;
    const { client, record } = accounted;
    countDeprecated(client, record.deprecated ?? []);
    const operation = operationLabel(record.name);
    total({
      operation,
      client: clientLabel(client.name),
      version: versionLabel(client.version),
      outcome: response.outcome,
      source: response.source,
    });
    durations({ operation }, durationMs);
    logger.info(
      {
        requestId: request.id,
        operation: record.name ?? response.operationType,
        documentId: record.documentId,
        client,
        source: response.source,
        cost: record.cost,
        durationMs: Math.round(durationMs),
        errorCodes: response.errorCodes,
      },
      'operation',
    );
    return response;
  };
}
