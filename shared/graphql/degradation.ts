import {
  isIntrospectionType,
  isObjectType,
  responsePathAsArray,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type ResponsePath,
} from 'graphql';
import { withListener } from '../upstream/scope.ts';
import type { StaleListener, StaleUse } from '../upstream/staleness.ts';
import type { RequestContext } from './context.ts';
import { groupByField, withinRoom, type Also, type Path } from './places.ts';

/** A field of an answer that shows something old, because its service had nothing new to say. */
export interface Degradation extends StaleUse {
  readonly path: Path;
  /** Other places that show something old of the same service for the same reason; `ageMs` is that of the oldest. */
  readonly also?: Also;
}

/**
 * Lets every field with a resolver of its own be told when it is answered from what was kept. Fields that only read a
 * property have nothing to be told.
 */
export function trackStaleFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (source, args, context: RequestContext, info) =>
        resolve(source, args, new FieldContext(context, info.path), info);
    }
  }
}

/**
 * The operation's context as one field is handed it: whatever is asked with its scope or its loaders is asked for that
 * field, now or later, and the field is told when the answer is old. An asynchronous context would do the same for a
 * multiple of the price.
 */
class FieldContext implements RequestContext, StaleListener {
  readonly #operation: RequestContext;
  readonly #path: ResponsePath;
  /** What has been noted of this field, an entry a service. */
  #noted: Degradation[] | undefined;

  constructor(operation: RequestContext, path: ResponsePath) {
    this.#operation = operation;
    this.#path = path;
  }

  get scope(): RequestContext['scope'] {
    return withListener(this.#operation.scope, this);
  }

  get loaders() {
    return this.#operation.loaders.askedBy(this);
  }

  get principal() {
    return this.#operation.principal;
  }

  get locale() {
    return this.#operation.locale;
  }

  get currency() {
    return this.#operation.currency;
  }

  get now() {
    return this.#operation.now;
  }

  get upstreams() {
    return this.#operation.upstreams;
  }

  get degraded() {
    return this.#operation.degraded;
  }

  get hints() {
    return this.#operation.hints;
  }

  /** A field can need several answers of one service: the oldest is what matters. */
  served(use: StaleUse): void {
    const noted = (this.#noted ??= []);
    const known = noted.find(({ upstream }) => upstream === use.upstream);
    if (!known) {
      const degradation = { path: responsePathAsArray(this.#path), ...use };
      noted.push(degradation);
      this.#operation.degraded.push(degradation);
    } else if (known.ageMs < use.ageMs) Object.assign(known, use);
  }
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
