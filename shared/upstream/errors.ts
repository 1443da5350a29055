import type { CacheHeaders } from '../cache/freshness.ts';
import { ClientError, type ErrorCode } from '../lib/client-error.ts';

/** The codes of {@link ErrorCode} that a call of an upstream can end in. */
export type UpstreamErrorCode = Extract<
  ErrorCode,
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_BAD_ANSWER'
  | 'DEADLINE_EXCEEDED'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
>;

/**
 * What the outcome says about the upstream's health. `ignored` says nothing: the service was well and refused
 * the request, or we never asked it, or gave up for reasons of our own.
 */
export type Outcome = 'failure' | 'ignored';

const sentences: Record<UpstreamErrorCode, (upstream: string) => string> = {
  UPSTREAM_UNAVAILABLE: (upstream) => `The ${upstream} service is unavailable.`,
  UPSTREAM_TIMEOUT: (upstream) => `The ${upstream} service did not answer in time.`,
  UPSTREAM_BAD_ANSWER: (upstream) => `The ${upstream} service gave an answer that could not be used.`,
  DEADLINE_EXCEEDED: (upstream) =>
    `The time for this operation ran out before the ${upstream} service answered.`,
  NOT_FOUND: (upstream) => `The ${upstream} service knows nothing by this id.`,
  BAD_USER_INPUT: (upstream) => `The ${upstream} service did not accept the given input.`,
};

/**
 * A call of an upstream that came to nothing. `message` is fit for clients; `reason` and `cause` are for the
 * log alone, since they can hold hosts and the upstream's own words.
 */
export class UpstreamError extends ClientError {
  override readonly name = 'UpstreamError';
  declare readonly code: UpstreamErrorCode;
  readonly upstream: string;
  readonly outcome: Outcome;
  readonly reason: string;
  /** How long the service asked to be left alone (Retry-After, RFC 9110, 10.2.3). */
  readonly retryAfterMs: number | undefined;
  /** The service counts our calls and has had enough of them (429). */
  readonly rateLimited: boolean;
  /** What the service says of keeping this error response, where that is an answer (a 404, say). */
  readonly caching: CacheHeaders | undefined;

  constructor(
    code: UpstreamErrorCode,
    upstream: string,
    details: {
      reason: string;
      outcome: Outcome;
      cause?: unknown;
      retryAfterMs?: number | undefined;
      rateLimited?: boolean;
      caching?: CacheHeaders | undefined;
    },
  ) {
    super(code, sentences[code](upstream), { cause: details.cause });
    this.upstream = upstream;
    this.outcome = details.outcome;
    this.reason = details.reason;
    this.retryAfterMs = details.retryAfterMs;
    this.rateLimited = details.rateLimited ?? false;
    this.caching = details.caching;
  }
}

/** Whether the operation's own time was up: with more of it there might have been an answer. */
export function isLackOfTime(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'DEADLINE_EXCEEDED';
}
