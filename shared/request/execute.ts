import { createRequestContext } from '../graphql/context.ts';
import { currentRequestId } from '../graphql/error-format.ts';
import type { ExecutableRequest } from './graphql-request.ts';
import { responseOf } from './graphql-response.ts';
import type { PipelineDeps } from './pipeline-deps.ts';
import type { Next } from './stage.ts';

/** Has Apollo Server execute an operation. */
export function execute({
  apollo,
  upstreams,
  clock,
  reuse,
}: Pick<PipelineDeps, 'apollo' | 'upstreams' | 'clock' | 'reuse'>): Next<ExecutableRequest> {
  // Where none is kept here, no client may keep one either.
  const reusable = reuse.cacheBytes > 0;
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
      const executed = { result: body.singleResult, status: http.status ?? 200, madeAt: clock.now() };
      return responseOf(request, executed, context, reusable);
    });
}
