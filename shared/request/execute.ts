import type { ApolloServer } from '@apollo/server';
import { createRequestContext } from '../graphql/context.ts';
import { currentRequestId } from '../graphql/error-format.ts';
import type { ExecutionContext } from '../graphql/execution/planned-execution.ts';
import type { Clock } from '../lib/clock.ts';
import type { Upstreams } from '../upstreams/index.ts';
import type { ExecutableRequest } from './graphql-request.ts';
import { responseOf } from './graphql-response.ts';
import type { Next } from './stage.ts';

/** Has Apollo Server execute an operation. */
export function execute(deps: {
  readonly apollo: ApolloServer<ExecutionContext>;
  readonly upstreams: Upstreams;
  readonly clock: Clock;
  readonly reuse: { readonly cacheBytes: number };
}): Next<ExecutableRequest> {
  const { apollo, upstreams, clock } = deps;
  // Where none is kept here, no client may keep one either.
  const reusable = deps.reuse.cacheBytes > 0;
  return (request) =>
    currentRequestId.run(request.id, async () => {
      const { id: requestId, inputs, signal, receivedAt, document, parameters, variables } = request;
      const { operationName } = parameters;
      const context = createRequestContext({
        inputs,
        requestId,
        signal,
        clock,
        requestedAt: receivedAt,
        upstreams,
      });
      const { http, body } = await apollo.executeOperation(
        {
          query: document.text,
          ...(operationName !== undefined && { operationName }),
          variables: parameters.variables,
        },
        { contextValue: Object.assign(context, { variables }) },
      );
      if (body.kind !== 'single') throw new Error('an incremental result');
      const { hints, degraded } = context;
      const execution = { status: http.status ?? 200, hints, degraded, madeAt: clock.now() };
      return responseOf(request, { result: body.singleResult, ...execution }, reusable);
    });
}
