import { createHash } from 'node:crypto';
import type { FormattedExecutionResult } from 'graphql';
import type { Principal } from '../upstream/operation.ts';
import type { CacheHints } from '../graphql/cache-hints.ts';
import { varyOf } from './operation-request.ts';

/** What an operation came to: all of it; some fields failed; no data; it never began. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'rejected';

/** The answer to an operation, as it can be given to any number of requests. */
export interface Answer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Undefined where the request never became an operation. */
  readonly operation: AnsweredOperation | undefined;
  readonly askedBy: Principal | null;
  /** It depends on who asked. */
  readonly isPrivate: boolean;
  /** More time could have brought more. */
  readonly lacksTime: boolean;
  /** How long it stays true; undefined for what must be made anew each time. */
  readonly lifetime: AnswerLifetime | undefined;
}

export interface AnsweredOperation {
  readonly name: string | null;
  readonly type: string | undefined;
  readonly outcome: Outcome;
  readonly errorCodes: readonly unknown[];
  /** Kept only where it holds errors, each of which names the request that it answers. */
  readonly failure: FormattedExecutionResult | undefined;
}

export interface AnswerLifetime {
  /** On the clock's scale (ms). */
  readonly madeAt: number;
  readonly freshUntil: number;
  /** Until when a client's own cache may take it for fresh. */
  readonly clientFreshUntil: number;
  /** The header `ETag`: a weak validator (RFC 9110, 8.8.3), as the same answer travels compressed and not. */
  readonly etag: string;
}

/** What Apollo answers. */
export interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * @param notes what became known of it as it was made
 * @param degraded what of it is old
 * @param locale of what the BFF itself says in it: the one that it chose of the client's wishes
 * @param now when it was made
 * @param mayBeKept whether anybody may keep it at all
 */
export function answerOf(
  { status, headers, text }: Written,
  {
    hints: { result, isPrivate, freshUntil, clientFreshUntil, lacksTime },
    degraded,
    askedBy,
    locale,
    now,
    mayBeKept,
  }: {
    hints: CacheHints;
    degraded: readonly unknown[];
    askedBy: Principal | null;
    locale: string;
    now: number;
    mayBeKept: boolean;
  },
): Answer {
  const body = Buffer.from(text);
  const errorCodes = result?.body.errors?.map(({ extensions }) => extensions?.['code']) ?? [];
  const isWhole = result?.operationType === 'query' && errorCodes.length === 0 && degraded.length === 0;
  // Nobody has promised anything for what no service was asked for. What a field makes of the time of day (an arrival's
  // date, say) may get as old as the data that it is made of.
  const isFresh = status === 200 && isWhole && freshUntil > now && freshUntil < Infinity;
  const lifetime =
    mayBeKept && isFresh
      ? { madeAt: now, freshUntil, clientFreshUntil, etag: etagOf(headers['content-type'], body) }
      : undefined;
  return {
    status,
    headers: {
      ...headers,
      'content-language': locale,
      ...(lifetime && cachingHeaders(lifetime, isPrivate)),
    },
    body,
    operation: result && {
      name: result.operationName,
      type: result.operationType,
      outcome: outcomeOf(result.body),
      errorCodes,
      failure: errorCodes.length > 0 ? result.body : undefined,
    },
    askedBy,
    isPrivate,
    lacksTime,
    lifetime,
  };
}

/**
 * The lifetime is the whole one: the header `Age` says how much of it has passed (RFC 9111, 5.1). That of the caches between
 * is told apart where it is another than the clients' (5.2.2.10).
 */
function cachingHeaders({ madeAt, freshUntil, clientFreshUntil, etag }: AnswerLifetime, isPrivate: boolean) {
  const seconds = (until: number) => Math.max(0, Math.floor((until - madeAt) / 1_000));
  const maxAge = `max-age=${seconds(clientFreshUntil)}`;
  const sharedMaxAge = clientFreshUntil === freshUntil ? '' : `, s-maxage=${seconds(freshUntil)}`;
  return {
    'cache-control': isPrivate ? `private, ${maxAge}` : `public, ${maxAge}${sharedMaxAge}`,
    etag,
    'vary': varyOf(isPrivate),
  };
}

/** The body for one of several requests that share the answer: its errors name that request. */
export function bodyFor({ body, operation }: Answer, requestId: string): Buffer {
  if (!operation?.failure) return body;
  const { errors, data, extensions } = operation.failure;
  const own = errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return Buffer.from(JSON.stringify({ errors: own, data, extensions }));
}

/** The same data in another media type is another representation. */
function etagOf(contentType: string | undefined, body: Buffer): string {
  const hash = createHash('sha1').update(`${contentType}\n`).update(body);
  return `W/"${hash.digest('base64url')}"`;
}

function outcomeOf({ data, errors }: FormattedExecutionResult): Outcome {
  // The GraphQL specification, 7.1: no `data` when execution never began, null when it came to nothing.
  if (data === undefined) return 'rejected';
  if (data === null) return 'failed';
  return errors && errors.length > 0 ? 'partial' : 'ok';
}
