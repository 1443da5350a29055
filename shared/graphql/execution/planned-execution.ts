import { HeaderMap, type GraphQLRequestListener } from '@apollo/server';
import {
  getVariableValues,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { boundedCache } from '../../cache/bounded-cache.ts';
import type { RequestContext } from '../context.ts';
import { formatError } from '../error-format.ts';
import { conditionsOf, type Variables } from './collect-fields.ts';
import { executePlan } from './execute.ts';
import { planOperation, type OperationPlan } from './plan.ts';

/** Room for all the plans that are kept. */
const MAX_PLAN_BYTES = 25_000_000;

/** Measured: of each field's plan a third, and the rest of the parsed document that it holds on to. */
const BYTES_A_FIELD = 1_500;

/** A context with the operation's variables, coerced, where that has been done before it is executed. */
export type ExecutionContext = RequestContext & { readonly variables?: Variables };

/**
 * Executes queries by a plan that is made once a document, to the answers that graphql-js gives. Left to graphql-js
 * are mutations, and requests that it refuses: for an operation or variables that the document does not know.
 *
 * Nothing that a client writes becomes code, as it does where documents are compiled to JavaScript, and planning costs
 * less than executing once: so every document is planned, however rare.
 *
 * Not a `gateway`, which is Apollo's place for other executors: it makes accessors for each request, which keep all of
 * the request in memory until the next major garbage collection.
 *
 * @param didEncounterErrors what Apollo calls its plugins for, had it executed the operation
 */
export function plannedExecution(
  schema: GraphQLSchema,
  didEncounterErrors: (errors: readonly GraphQLError[], context: RequestContext) => void,
): NonNullable<GraphQLRequestListener<ExecutionContext>['responseForOperation']> {
  const known = boundedCache<Plans>(MAX_PLAN_BYTES);

  return async ({ queryHash, document, operation, request, contextValue }) => {
    // There is none where the request names another than its document holds.
    if ((operation as OperationDefinitionNode | undefined)?.operation !== OperationTypeNode.QUERY)
      return null;
    const variables = contextValue.variables ?? coerced(schema, operation, request.variables);
    if (!variables) return null;

    const key = `${queryHash} ${operation.name?.value}`;
    const plans = known.get(key) ?? plansOf(schema, document, operation);
    const { data = null, errors } = await executePlan(plans.forVariables(variables), contextValue, variables);
    // Plans grow while they are executed.
    known.set(key, plans, plans.size() * BYTES_A_FIELD);

    if (errors) didEncounterErrors(errors, contextValue);
    const formatted = errors?.map((error) => formatError(error.toJSON(), error));
    return {
      http: { headers: new HeaderMap() },
      body: { kind: 'single', singleResult: formatted ? { errors: formatted, data } : { data } },
    };
  };
}

/** Undefined where one does not fit: graphql-js will tell all of them. */
function coerced(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables = {},
): Variables | undefined {
  return getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 }).coerced;
}

/** The plans of one operation. */
interface Plans {
  /** The plan for these variables: one for each outcome of the conditions. */
  readonly forVariables: (coerced: Variables) => OperationPlan;
  readonly size: () => number;
}

function plansOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plans {
  const conditions = conditionsOf(document);
  const plans = new Map<string, OperationPlan>();
  return {
    forVariables: (coerced) => {
      const given = conditions.filter((name) => Object.hasOwn(coerced, name));
      const outcome = given.map((name) => `${name}=${String(coerced[name])}`).join();
      let plan = plans.get(outcome);
      if (!plan) {
        const values = Object.fromEntries(given.map((name) => [name, coerced[name]]));
        plan = planOperation(schema, document, operation, values);
        plans.set(outcome, plan);
      }
      return plan;
    },
    size: () => [...plans.values()].reduce((sum, plan) => sum + plan.size(), plans.size),
  };
}
