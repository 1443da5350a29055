import { AsyncLocalStorage } from 'node:async_hooks';
import {
  GraphQLError,
  isValueNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { ClientError, errorCodes, isRetryable, type ErrorCode } from '../lib/client-error.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { groupByField, withinRoom } from './places.ts';

/**
 * The id of the request being answered. Errors can arise before an operation has a context (a body that is not
 * GraphQL, say), and they too must name the request.
 */
export const currentRequestId = new AsyncLocalStorage<string | undefined>();

/** Codes whose message graphql-js or Apollo Server writes about the client's own document or variables. */
const aboutTheRequest: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
]);

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in errorCodes;
}

/** What was thrown, where graphql-js or Apollo Server wrapped it. */
function thrown(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

/**
 * The code of what a GraphQL library says about the client's own document, variables or arguments; undefined for any
 * other error.
 *
 * @param code that the library has given it
 */
function codeOfRequestError(error: unknown, code: unknown): ErrorCode | undefined {
  if (isErrorCode(code) && aboutTheRequest.has(code)) return code;
  // A null from a variable, where an argument or a condition may not be null, is found by execution alone (the GraphQL
  // specification, 6.4.1). graphql-js gives that error no code, but lets it point at the value, as it does no other.
  const cause = thrown(error);
  const [node] = (cause instanceof GraphQLError && cause.nodes) || [];
  return node && isValueNode(node) ? 'BAD_USER_INPUT' : undefined;
}

/** An error can be about every field of a document, and a person looks at a few. */
const MAX_LOCATIONS = 10;

/** As much of a message as a person reads; what it quotes is the client's own, however large. */
const MAX_MESSAGE_LENGTH = 500;

function shortened(message: string): string {
  return message.length <= MAX_MESSAGE_LENGTH ? message : `${message.slice(0, MAX_MESSAGE_LENGTH)}…`;
}

/**
 * The extensions that every error carries: `code` from the closed list of {@link errorCodes}, whether trying
 * again can help, the request's id, and the upstream where one is to blame.
 */
function errorExtensions(
  code: ErrorCode,
  { upstream, details }: { upstream?: string | undefined; details?: ClientError['details'] } = {},
) {
  return {
    ...details,
    code,
    retryable: isRetryable(code),
    ...(upstream !== undefined && { upstream }),
    requestId: currentRequestId.getStore(),
  };
}

/**
 * Turns any error into what a client may see. Only a {@link ClientError}, and what the GraphQL library says
 * about the request itself, keep their words; the rest is a fault of ours, and stays in the log.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = {
    ...(locations && { locations: locations.slice(0, MAX_LOCATIONS) }),
    ...(path && { path }),
  };
  const cause = thrown(error);
  if (cause instanceof ClientError) {
    const upstream = cause instanceof UpstreamError ? cause.upstream : undefined;
    const extensions = errorExtensions(cause.code, { upstream, details: cause.details });
    return { message: cause.message, ...place, extensions };
  }
  const code = codeOfRequestError(error, formatted.extensions?.['code']);
  if (code) return { message: shortened(formatted.message), ...place, extensions: errorExtensions(code) };
  return { message: 'Something went wrong on our side.', ...place, extensions: errorExtensions('INTERNAL') };
}

/**
 * Bounds what a result says of its errors: a service that is down fails each item of a list, which could weigh many times
 * what is left of the data. The same error of the same field is told once, at its first place, and the others stand in its
 * `extensions.also`. Errors that there is no room for are counted in the result's `extensions.errorsOmitted`.
 */
export function withBoundedErrors<Result extends FormattedExecutionResult>(result: Result): Result {
  if (!result.errors) return result;
  const grouped = groupByField(result.errors, ({ message, extensions }) => [message, extensions]).map(
    ({ entries: [first], also }): GraphQLFormattedError =>
      also ? { ...first!, extensions: { ...first!.extensions, also } } : first!,
  );
  const { told, omitted } = withinRoom(grouped);
  return {
    ...result,
    errors: told,
    ...(omitted > 0 && { extensions: { ...result.extensions, errorsOmitted: omitted } }),
  };
}

/** Whether `error` is a fault of this server, which a person should look at. */
export function isInternal(error: GraphQLError): boolean {
  return !(thrown(error) instanceof ClientError || codeOfRequestError(error, error.extensions['code']));
}
