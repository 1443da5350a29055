import type { ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../lib/clock.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { createRequestContext, type OperationInputs, type RequestContext } from '../graphql/context.ts';
import { currentRequestId } from '../graphql/error-format.ts';
import { answerOf, type Answer } from './answer.ts';
import { httpRequestOf, type AskedOperation } from './operation-request.ts';

/** One execution of an operation by Apollo. */
export type Execute = (
  request: FastifyRequest,
  about: {
    readonly operation: AskedOperation;
    readonly inputs: OperationInputs;
    readonly requestedAt: number;
    /** Aborts when nobody waits for the answer any more. */
    readonly signal: AbortSignal;
  },
) => Promise<Answer>;

/** @param keepAnswers whether they may be kept, by whomever */
export function executor({
  apollo,
  upstreams,
  clock,
  keepAnswers,
}: {
  apollo: ApolloServer<RequestContext>;
  upstreams: Upstreams;
  clock: Clock;
  keepAnswers: boolean;
}): Execute {
  return (request, { operation, inputs, requestedAt, signal }) =>
    currentRequestId.run(request.id, async () => {
      const context = createRequestContext({
        inputs,
        requestId: request.id,
        signal,
        clock,
        requestedAt,
        upstreams,
      });
      const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: httpRequestOf(request, operation),
        context: async () => context,
      });
      if (body.kind !== 'complete') throw new Error('an incremental answer');
      return answerOf(
        { status: status ?? 200, headers: Object.fromEntries(headers), text: body.string },
        {
          hints: context.hints,
          degraded: context.degraded,
          askedBy: inputs.principal,
          locale: inputs.locale,
          now: clock.now(),
          mayBeKept: keepAnswers,
        },
      );
    });
}
