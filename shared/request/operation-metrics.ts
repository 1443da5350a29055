import { knownOrOther, type Metrics } from '../telemetry/metrics.ts';
import type { ClientIdentity } from '../graphql/context.ts';
import type { Outcome } from './answer.ts';
import type { Source } from './answering.ts';
import type { Priority } from './load-shedding.ts';

export interface KnownNames {
  /** The operations that the frontend ships. */
  readonly operations: Iterable<string>;
  /** The apps that say who they are. */
  readonly clients: Iterable<string>;
  /** The versions in which they were released. */
  readonly versions: Iterable<string>;
}

/** An operation that has been answered. */
export interface CountedOperation {
  readonly name: string | null;
  readonly client: ClientIdentity;
  readonly outcome: Outcome;
  readonly source: Source;
  readonly durationMs: number;
}

/** Counts and times operations. Names that are not known are all one, `other`: clients can send any. */
export function countOperations(
  metrics: Metrics,
  { operations, clients, versions }: KnownNames,
): (operation: CountedOperation) => void {
  const operationLabel = knownOrOther(operations);
  const clientLabel = knownOrOther(clients);
  const versionLabel = knownOrOther(versions);
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

  return ({ name, client, outcome, source, durationMs }) => {
    const operation = operationLabel(name);
    total({
      operation,
      client: clientLabel(client.name),
      version: versionLabel(client.version),
      outcome,
      source,
    });
    durations({ operation }, durationMs);
  };
}

/** Counts what is shed at the door, before there is an operation to speak of. */
export function countShed(metrics: Metrics): (priority: Priority) => void {
  const shed = metrics.counter('operations_shed_total', 'Operations refused for want of room.', ['priority']);
  // From zero, so that the first one shows as an increase.
  for (const priority of ['normal', 'critical'] satisfies Priority[]) shed({ priority }, 0);
  return (priority) => shed({ priority });
}
