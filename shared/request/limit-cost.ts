import { getVariableValues, type OperationDefinitionNode } from 'graphql';
import { costOf } from '../graphql/cost.ts';
import { coded, DocumentError } from '../graphql/documents/prepared-documents.ts';
import { ClientError } from '../lib/client-error.ts';
import type { FoundRequest, PricedRequest } from './graphql-request.ts';
import type { EndpointDefinition, PipelineDeps } from './pipeline-deps.ts';
import type { Stage } from './stage.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Coerces the variables, and refuses an operation that costs more with them than one may. */
export function limitCost(
  { schema, costs, limits: { maxCost } }: Pick<EndpointDefinition, 'schema' | 'costs' | 'limits'>,
  { introspection: suggestions }: Pick<PipelineDeps, 'introspection'>,
): Stage<FoundRequest, PricedRequest> {
  const known = new WeakMap<OperationDefinitionNode, Map<string, number>>();

  return async (request, next) => {
    const { document, operation, parameters, record } = request;
    const variables = coerced(operation, parameters.variables);
    const cost = remembered(operation, variables, () =>
      costOf(schema, costs, document.document, operation, variables),
    );
    if (cost > maxCost) {
      throw new ClientError(
        'LIMIT_EXCEEDED',
        `The operation costs ${cost} points, and may cost ${maxCost}.`,
        {
          details: { cost, maxCost },
        },
      );
    }
    record.cost = cost;
    return next({ ...request, variables, cost });
  };

  /** @throws {DocumentError} `BAD_USER_INPUT` for the first variable that does not fit */
  function coerced(operation: OperationDefinitionNode, given: Variables): Variables {
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      // Each error repeats the whole value: twenty of a large one are megabytes, and most of a second.
      maxErrors: 1,
    });
    if (coerced) return coerced;
    throw new DocumentError([coded(errors[0]!, 'BAD_USER_INPUT', { suggestions })]);
  }

  /** Walks an operation once for each of the variables' {@link relevant} values. */
  function remembered(operation: OperationDefinitionNode, variables: Variables, walk: () => number): number {
    const costs = known.get(operation) ?? new Map<string, number>();
    known.set(operation, costs);
    const key = relevant(operation, variables);
    const cost = costs.get(key) ?? walk();
    if (costs.size >= MAX_COSTS) costs.clear();
    costs.set(key, cost);
    return cost;
  }
}

/** Most costs that are kept of one operation. */
const MAX_COSTS = 100;

/**
 * What a cost can depend on: numbers, which size lists; booleans, by which fields are included; and of any other value
 * whether it is there, since a field costs nothing whose arguments are refused for a null.
 */
function relevant({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): string {
  let key = '';
  for (const { variable } of variableDefinitions) {
    const value = variables[variable.name.value];
    const decides =
      typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined;
    key += decides ? `${String(value)} ` : '+ ';
  }
  return key;
}
