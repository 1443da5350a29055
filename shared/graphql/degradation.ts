import type { FormattedExecutionResult } from 'graphql';
import type { StaleUse } from '../upstream/result.ts';
import { groupByField, withinRoom, type Also, type Path } from './places.ts';

/** A field of an answer that shows something old, because its service had nothing new to say. */
export interface Degradation extends StaleUse {
  readonly path: Path;
  /** Other places that show something old of the same service for the same reason; `ageMs` is that of the oldest. */
  readonly also?: Also;
}

/** What an operation has shown that is stale. */
interface Degrading {
  readonly degraded: Degradation[];
}

/** Notes that the field at `path` shows something stale. It can need several answers of one service: the oldest matters. */
export function noteStale({ degraded }: Degrading, path: Path, uses: readonly StaleUse[]): void {
  const oldest = new Map<string, StaleUse>();
  for (const use of uses) {
    const known = oldest.get(use.upstream);
    if (!known || known.ageMs < use.ageMs) oldest.set(use.upstream, use);
  }
  for (const use of oldest.values()) degraded.push({ path, ...use });
}

/**
 * Says in `extensions.degraded` which fields are old, and how old, so that a screen can say so too: the same field of all
 * items of a list in one entry. What there is no room for is counted in `extensions.degradedOmitted`.
 */
export function withDegradation<Result extends FormattedExecutionResult>(
  result: Result,
  degraded: readonly Degradation[],
): Result {
  if (degraded.length === 0) return result;
  const grouped = groupByField(degraded, ({ upstream, reason }) => [upstream, reason]);
  const { told, omitted } = withinRoom(
    grouped.map(({ entries, also }): Degradation => {
      const ageMs = entries.reduce((oldest, entry) => Math.max(oldest, entry.ageMs), 0);
      return { ...entries[0]!, ageMs, ...(also && { also }) };
    }),
  );
  const extensions = {
    ...result.extensions,
    degraded: told,
    ...(omitted > 0 && { degradedOmitted: omitted }),
  };
  return { ...result, extensions };
}
