import { knownOrOther, type Metrics } from '../telemetry/metrics.ts';
import type { ClientIdentity } from './context.ts';

/**
 * Counts the operations that ask for something deprecated, by what they ask for and by who does: a field can go when
 * its count no longer grows. Names and versions that are not known are all one, `other`: clients can send any.
 *
 * @param known `clients`, the apps that say who they are; `versions`, those of their releases
 */
export function countDeprecatedUse(
  metrics: Metrics,
  known: { readonly clients: Iterable<string>; readonly versions: Iterable<string> },
): (client: ClientIdentity, fields: readonly string[]) => void {
  const clientLabel = knownOrOther(known.clients);
  const versionLabel = knownOrOther(known.versions);
  const total = metrics.counter(
    'operations_deprecated_use_total',
    'Operations that ask for a deprecated field, argument or enum value, by its schema coordinate.',
    ['field', 'client', 'version'],
  );

  return ({ name, version }, fields) => {
    if (fields.length === 0) return;
    const labels = { client: clientLabel(name), version: versionLabel(version) };
    for (const field of fields) total({ field, ...labels });
  };
}
