import type { CacheHeaders } from '../cache/freshness.ts';
import { ClientError, isRetryable, type ErrorCode } from '../lib/client-error.ts';
import { PolicyError, type Judged, type Outcome, type PolicyErrorKind } from '../resilience/errors.ts';

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
export class UpstreamError extends ClientError implements Judged {
  override readonly name = 'UpstreamError';
  declare readonly code: UpstreamErrorCode;
  readonly upstream: string;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  readonly outOfTime: boolean;
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
    this.retryable = isRetryable(code);
    this.outOfTime = code === 'DEADLINE_EXCEEDED';
    this.reason = details.reason;
    this.retryAfterMs = details.retryAfterMs;
    this.rateLimited = details.rateLimited ?? false;
    this.caching = details.caching;
  }
}

/** How a policy's error is told to clients. */
const policyErrorCodes: Record<PolicyErrorKind, UpstreamErrorCode> = {
  'operation-deadline': 'DEADLINE_EXCEEDED',
  'call-deadline': 'UPSTREAM_TIMEOUT',
  'attempt-timeout': 'UPSTREAM_TIMEOUT',
  'superseded': 'UPSTREAM_UNAVAILABLE',
  'rate-limited': 'UPSTREAM_UNAVAILABLE',
  'bulkhead-full': 'UPSTREAM_UNAVAILABLE',
  'breaker-open': 'UPSTREAM_UNAVAILABLE',
};

/** A policy's error as one of a call of `upstream`; any other error as it is. */
export function fromPolicy(upstream: string, error: unknown): unknown {
  if (!(error instanceof PolicyError)) return error;
  const { kind, message, outcome } = error;
  return new UpstreamError(policyErrorCodes[kind], upstream, { reason: message, outcome });
}

/** Whether the operation's own time was up: with more of it there might have been an answer. */
export function isLackOfTime(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'DEADLINE_EXCEEDED';
}
