import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { ClientError } from '../lib/client-error.ts';
import type { Answer } from './answer.ts';
import { answerTypeOf, statusOf, type AnswerType } from './negotiation.ts';
import { currentRequestId, formatError, withBoundedErrors } from '../graphql/error-format.ts';
import { ChangeByGetError, QuotaError } from './admission.ts';
import { DocumentError } from '../graphql/documents/prepared-documents.ts';

/**
 * The answer to an operation that is not admitted.
 *
 * @param error what a step of {@link Admission} threw; what is no refusal is thrown on
 * @param name of the operation, as far as it is known
 */
export function refusal(
  { id, headers: { accept } }: FastifyRequest,
  error: unknown,
  name: string | undefined,
): Answer {
  if (!(error instanceof DocumentError || error instanceof ClientError)) throw error;
  const errors =
    error instanceof DocumentError
      ? error.errors
      : [new GraphQLError(error.message, { originalError: error })];
  const body = withBoundedErrors({
    errors: currentRequestId.run(id, () => errors.map((each) => formatError(each.toJSON(), each))),
  });
  const type = answerTypeOf(accept) ?? 'application/json';
  const { status, headers } = statusAndHeaders(type, error);
  return {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, ...headers },
    body: Buffer.from(JSON.stringify(body)),
    operation: {
      name: name ?? null,
      type: undefined,
      outcome: 'rejected',
      errorCodes: body.errors.map(({ extensions }) => extensions?.['code']),
      failure: body,
    },
    askedBy: null,
    isPrivate: false,
    lacksTime: false,
    lifetime: undefined,
  };
}

function statusAndHeaders(type: AnswerType, error: DocumentError | ClientError) {
  if (error instanceof QuotaError) return { status: 429, headers: error.headers };
  if (error instanceof ChangeByGetError) return { status: 405, headers: { allow: 'POST' } };
  const isNone = error instanceof ClientError && error.code === 'BAD_REQUEST';
  return { status: statusOf(type, isNone ? 'no GraphQL request' : 'not executed'), headers: {} };
}
