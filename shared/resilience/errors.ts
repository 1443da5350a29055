/**
 * What the end of a call says about the health of the service. `ignored` says nothing: the service was well and refused
 * the request, or we never asked it, or gave up for reasons of our own.
 */
export type Outcome = 'failure' | 'ignored';

/** What an error tells the policies about the call that it ended. */
export interface Judged {
  readonly outcome: Outcome;
  /** Whether another attempt a moment later may succeed. */
  readonly retryable: boolean;
  /** Whether a time limit above the attempt ended it, so that nothing is known of the service but how long it took. */
  readonly outOfTime: boolean;
  /** Whether the service counts our calls and has had enough of them. */
  readonly rateLimited: boolean;
  /** For how long the service asked for no further calls. */
  readonly retryAfterMs: number | undefined;
}

/** What `error` tells the policies; undefined where it was not made to tell them anything. */
export function judged(error: unknown): Judged | undefined {
  return error instanceof Error && 'outcome' in error ? (error as Error & Judged) : undefined;
}

/**
 * Why a policy ended a call, or never let it out:
 * - `operation-deadline` the client's whole operation has no time left
 * - `call-deadline` the time for the call, its waits and retries included, is over
 * - `attempt-timeout` one attempt took too long
 * - `superseded` another attempt was answered first
 * - `rate-limited`, `bulkhead-full`, `breaker-open` it was refused
 */
export type PolicyErrorKind =
  | 'operation-deadline'
  | 'call-deadline'
  | 'attempt-timeout'
  | 'superseded'
  | 'rate-limited'
  | 'bulkhead-full'
  | 'breaker-open';

/** A policy ended a call or refused it. The message is for logs. */
export class PolicyError extends Error implements Judged {
  override readonly name = 'PolicyError';
  readonly kind: PolicyErrorKind;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  readonly outOfTime: boolean;
  readonly rateLimited = false;
  readonly retryAfterMs = undefined;

  constructor(kind: PolicyErrorKind, message: string) {
    super(message);
    this.kind = kind;
    // Whatever else we decide says nothing about the service.
    this.outcome = kind === 'attempt-timeout' ? 'failure' : 'ignored';
    this.retryable = kind === 'attempt-timeout';
    this.outOfTime = kind === 'operation-deadline' || kind === 'call-deadline';
  }
}
