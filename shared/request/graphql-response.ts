import { createHash } from 'node:crypto';
import { OperationTypeNode, type FormattedExecutionResult } from 'graphql';
import { principalHeader } from '../auth/principal.ts';
import type { OperationInputs, RequestContext } from '../graphql/context.ts';
import type { CacheHints } from '../graphql/cache-hints.ts';
import type { ExecutableRequest } from './graphql-request.ts';

/** What an operation came to: all of it; some fields failed; no data; it never began. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'rejected';

/** How a response came about: by execution, by another's execution, from the cache, or by a refusal before any. */
export type Source = 'executed' | 'joined' | 'cached' | 'refused';

/** The response to a GraphQL request, whatever server sends it. */
export interface GraphqlResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly source: Source;
  readonly outcome: Outcome;
  readonly errorCodes: readonly unknown[];
  /** `query` or `mutation`; undefined where nothing was executed. */
  readonly operationType: string | undefined;
  /** Kept only where it holds errors, each of which names the request that it answers. */
  readonly failure: FormattedExecutionResult | undefined;
  /** Whom it was made for. */
  readonly principal: OperationInputs['principal'];
  /** It depends on who asks. */
  readonly isPrivate: boolean;
  /** More time could have brought more. */
  readonly lacksTime: boolean;
  /** How long it stays true; undefined for what must be made anew each time. */
  readonly lifetime: ResponseLifetime | undefined;
}

export interface ResponseLifetime {
  /** On the clock's scale (ms). */
  readonly madeAt: number;
  readonly freshUntil: number;
  /** The header `ETag`: a weak validator (RFC 9110, 8.8.3), as the same response travels compressed and not. */
  readonly etag: string;
}

/**
 * The response to an operation that has been executed.
 *
 * @param executed what Apollo Server came to, with which status, and when (ms on the clock's scale)
 * @param context what became known of it meanwhile
 * @param reusable whether anybody may keep responses at all
 */
export function responseOf(
  { operation, responseType, inputs: { principal, locale } }: ExecutableRequest,
  { result, status, madeAt }: { result: FormattedExecutionResult; status: number; madeAt: number },
  { hints, degraded }: Pick<RequestContext, 'hints' | 'degraded'>,
  reusable: boolean,
): GraphqlResponse {
  const { isPrivate, freshUntil, lacksTime } = hints;
  const contentType = `${responseType}; charset=utf-8`;
  const body = bodyOf(result);
  const errorCodes = codesOf(result);
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  const isWhole = status === 200 && errorCodes.length === 0 && degraded.length === 0;
  // Nobody has promised anything for what no service was asked for. What a field makes of the time of day (an arrival's
  // date, say) may get as old as the data that it is made of.
  const isFresh = freshUntil > madeAt && freshUntil < Infinity;
  const lifetime =
    reusable && isQuery && isWhole && isFresh
      ? { madeAt, freshUntil, etag: etagOf(contentType, body) }
      : undefined;
  return {
    status,
    headers: {
      'content-type': contentType,
      'content-language': locale,
      ...(lifetime && cachingHeaders(lifetime, hints)),
    },
    body,
    source: 'executed',
    outcome: outcomeOf(result),
    errorCodes,
    operationType: operation.operation,
    failure: errorCodes.length > 0 ? result : undefined,
    principal,
    isPrivate,
    lacksTime,
    lifetime,
  };
}

/** The code of each error of a result. */
export const codesOf = ({ errors = [] }: FormattedExecutionResult): readonly unknown[] =>
  errors.map(({ extensions }) => extensions?.['code']);

/**
 * The lifetime is the whole one: the header `Age` says how much of it has passed (RFC 9111, 5.1). That of the caches between
 * is told apart where it is another than the clients' (5.2.2.10).
 */
function cachingHeaders(
  { madeAt, freshUntil, etag }: ResponseLifetime,
  { clientFreshUntil, isPrivate }: CacheHints,
) {
  const seconds = (until: number) => Math.max(0, Math.floor((until - madeAt) / 1_000));
  const maxAge = `max-age=${seconds(clientFreshUntil)}`;
  const sharedMaxAge = clientFreshUntil === freshUntil ? '' : `, s-maxage=${seconds(freshUntil)}`;
  return {
    'cache-control': isPrivate ? `private, ${maxAge}` : `public, ${maxAge}${sharedMaxAge}`,
    etag,
    'vary': isPrivate ? `${varied}, ${principalHeader}` : varied,
  };
}

/** The headers by which responses to the same URL differ, for the header `Vary` (RFC 9110, 12.5.5). */
const varied = 'accept, accept-encoding, accept-language, x-currency';

/** The same response for another request that waited for it: its errors name that request. */
export function joinedBy(response: GraphqlResponse, requestId: string): GraphqlResponse {
  const { failure, body } = response;
  const errors = failure?.errors?.map((error) => ({
    ...error,
    extensions: { ...error.extensions, requestId },
  }));
  return { ...response, source: 'joined', body: failure ? bodyOf({ ...failure, errors: errors! }) : body };
}

/** Errors stand first (GraphQL specification, 7.1), so that a person who reads along sees them. */
function bodyOf({ errors, data, extensions }: FormattedExecutionResult): Buffer {
  return Buffer.from(`${JSON.stringify({ errors, data, extensions })}\n`);
}

/** The same data in another media type is another representation. */
function etagOf(contentType: string, body: Buffer): string {
  const hash = createHash('sha1').update(`${contentType}\n`).update(body);
  return `W/"${hash.digest('base64url')}"`;
}

function outcomeOf({ data, errors }: FormattedExecutionResult): Outcome {
  // The GraphQL specification, 7.1: no `data` when execution never began, null when it came to nothing.
  if (data === undefined) return 'rejected';
  if (data === null) return 'failed';
  return errors && errors.length > 0 ? 'partial' : 'ok';
}
