/** Who asks. */
export interface Principal {
  readonly customerId: string;
}

/** What of a client's operation goes down with every call that is made for it. */
export interface Operation {
  /** Travels to every service as `x-request-id`, and back to the client. */
  readonly requestId: string;
  /** Aborts when the client has gone: nobody is left to read an answer. */
  readonly signal: AbortSignal;
  /** When the whole operation must be answered, on the {@link Clock}'s scale (ms). */
  readonly deadlineAt: number;
  /** Who asks; null when nobody is signed in. */
  readonly principal: Principal | null;
}

/** What an endpoint's answers may depend on besides its arguments. */
export type VaryInput = 'principal';
