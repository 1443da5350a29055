import { GraphQLError } from 'graphql';
import { DocumentError } from '../graphql/documents/prepared-documents.ts';
import { currentRequestId, formatError, withBoundedErrors } from '../graphql/error-format.ts';
import { ClientError, type ErrorCode } from '../lib/client-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { codesOf, type GraphqlResponse } from './graphql-response.ts';

/** An error that has a status of its own, whatever media type it is told in. */
export class StatusError extends ClientError {
  override readonly name = 'StatusError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The response to a request that is refused, whoever refuses it.
 *
 * @param request `id` is undefined where there is no request to speak of
 * @param error what is meant for no client is thrown on
 */
export function errorResponse(
  { id, responseType }: { readonly id?: string } & Pick<GraphqlRequest, 'responseType'>,
  error: unknown,
): GraphqlResponse {
  if (!(error instanceof DocumentError || error instanceof ClientError)) throw error;
  const errors =
    error instanceof DocumentError
      ? error.errors
      : [new GraphQLError(error.message, { originalError: error })];
  const failure = withBoundedErrors({
    errors: currentRequestId.run(id, () => errors.map((each) => formatError(each.toJSON(), each))),
  });
  const { status, headers } =
    error instanceof StatusError ? error : { status: statusOf(error, responseType) };
  return {
    status,
    headers: { 'content-type': `${responseType}; charset=utf-8`, ...headers },
    body: Buffer.from(JSON.stringify(failure)),
    source: 'refused',
    outcome: 'rejected',
    errorCodes: codesOf(failure),
    operationType: undefined,
    failure,
    principal: null,
    isPrivate: false,
    lacksTime: false,
    lifetime: undefined,
  };
}

/**
 * As JSON, a well-formed request is answered with 200 whatever becomes of it, since that type says nothing of who
 * answers; in GraphQL's own type the status may say it.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
function statusOf(
  error: DocumentError | ClientError,
  responseType: GraphqlRequest['responseType'],
): 200 | 400 {
  const isGraphql = !(error instanceof ClientError && error.code === 'BAD_REQUEST');
  return isGraphql && responseType === 'application/json' ? 200 : 400;
}
