import { inputsFrom } from '../graphql/context.ts';
import { ClientError } from '../lib/client-error.ts';
import { StatusError } from './error-response.ts';
import type { AccountedRequest, IdentifiedRequest } from './graphql-request.ts';
import type { EndpointDefinition } from './pipeline-deps.ts';
import type { Stage } from './stage.ts';

/** Reads from the headers who asks, in which locale and currency, and how long they wait at most. */
export function identify({
  deadlineMs,
}: Pick<EndpointDefinition, 'deadlineMs'>): Stage<AccountedRequest, IdentifiedRequest> {
  return async (request, next) => {
    const inputs = inputsOf(request, deadlineMs);
    const { principal } = inputs;
    const rateLimitKey = principal ? `customer ${principal.customerId}` : `address ${request.network()}`;
    return next({ ...request, inputs, rateLimitKey });
  };
}

/** @throws {StatusError} 400 for a header whose value is not allowed: it is no part of the GraphQL request */
function inputsOf({ headers }: AccountedRequest, deadlineMs: number) {
  try {
    return inputsFrom(headers, deadlineMs);
  } catch (error) {
    throw error instanceof ClientError ? new StatusError(400, error.code, error.message) : error;
  }
}
