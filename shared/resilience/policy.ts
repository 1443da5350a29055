/** One call as the policies see it: a policy decides when, whether and how long, never what. */
export interface Call {
  /** What is called, e.g. `GET /products/:id`. Calls of one name take about equally long. */
  readonly name: string;
  /** The client's operation that the call is made for, for logs. */
  readonly requestId: string;
  /** Whether asking twice does no more than asking once. */
  readonly idempotent: boolean;
  /** Aborts the call. Each policy may hand a narrower signal to the next. */
  readonly signal: AbortSignal;
  /**
   * When the call must be answered, on the {@link Clock}'s scale (ms): with the client's whole operation, or before,
   * as the deadline policy narrows it.
   */
  readonly deadlineAt: number;
}

/** The rest of the pipeline, down to the wire. */
export type Next<Answer> = (call: Call) => Promise<Answer>;

/** One rule that stands around a call. It may pass it on, hold it, refuse it, or give up on it. */
export type Policy = <Answer>(call: Call, next: Next<Answer>) => Promise<Answer>;

/** Nests policies, the first outermost. */
export function compose(...policies: readonly Policy[]): Policy {
  return (call, next) =>
    policies.reduceRight<typeof next>((inner, policy) => (innerCall) => policy(innerCall, inner), next)(call);
}
