import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import type { Clock } from '../lib/clock.ts';
import { knownOrOther, type Metrics } from '../telemetry/metrics.ts';
import type { RequestContext } from './context.ts';
import type { Priority } from './load-shedding.ts';

export interface KnownNames {
  /** The operations that the frontend ships. */
  readonly operations: Iterable<string>;
  /** The apps that say who they are. */
  readonly clients: Iterable<string>;
}

/** Counts and times operations. Names that are not known are all one, `other`: clients can send any. */
export function countOperations(
  metrics: Metrics,
  clock: Clock,
  { operations, clients }: KnownNames,
): ApolloServerPlugin<RequestContext> {
  const operationLabel = knownOrOther(operations);
  const clientLabel = knownOrOther(clients);
  const total = metrics.counter(
    'operations_total',
    'Operations by what they came to: ok, partial (some fields failed), failed (no data), rejected (never executed).',
    ['operation', 'client', 'outcome'],
  );
  const durations = metrics.durations('operation_duration_seconds', 'How long operations took.', [
    'operation',
  ]);

  return {
    requestDidStart: async ({ contextValue }) => ({
      willSendResponse: async ({ operationName, response }) => {
        const operation = operationLabel(operationName);
        const { name } = contextValue.client;
        total({ operation, client: clientLabel(name), outcome: outcomeOf(response) });
        durations({ operation }, clock.now() - contextValue.now);
      },
    }),
  };
}

/** Counts what is shed at the door, before there is an operation to speak of. */
export function countShed(metrics: Metrics): (priority: Priority) => void {
  const shed = metrics.counter('operations_shed_total', 'Operations refused for want of room.', ['priority']);
  // From zero, so that the first one shows as an increase.
  for (const priority of ['normal', 'critical'] satisfies Priority[]) shed({ priority }, 0);
  return (priority) => shed({ priority });
}

function outcomeOf({ body }: GraphQLResponse): 'ok' | 'partial' | 'failed' | 'rejected' {
  if (body.kind !== 'single') return 'ok';
  const { data, errors } = body.singleResult;
  // The GraphQL specification, 7.1: no `data` when execution never began, null when it came to nothing.
  if (data === undefined) return 'rejected';
  if (data === null) return 'failed';
  return errors && errors.length > 0 ? 'partial' : 'ok';
}
