/** Who asks. */
export interface Principal {
  readonly customerId: string;
}

/**
 * What one client operation lends to every call made for it.
 */
export interface RequestScope {
  /** Travels to every service as `x-request-id`, and back to the client. */
  readonly requestId: string;
  /** Aborts when the client has gone: nobody is left to read an answer. */
  readonly signal: AbortSignal;
  /** When the whole operation must be answered, on the {@link Clock}'s scale (ms). */
  readonly deadlineAt: number;
  /** Who asks; null when nobody is signed in. */
  readonly principal: Principal | null;
}
