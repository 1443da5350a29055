import type { StaleListener, StaleUse } from './staleness.ts';

/** Who asks. */
export interface Principal {
  readonly customerId: string;
}

declare const sealed: unique symbol;

/**
 * A scope as resolvers and loaders see it: to be handed on with a call, with nothing to be read. What an answer depends on
 * is either an argument of its endpoint, and so part of the request, or declared in `varyOn`: else one customer's answer
 * could be kept, or merged with others, under a key that does not say whose it is.
 */
export interface SealedScope {
  readonly [sealed]?: true;
}

/**
 * What one client operation lends to every call made for it.
 */
export interface RequestScope extends SealedScope {
  /** Travels to every service as `x-request-id`, and back to the client. */
  readonly requestId: string;
  /** Aborts when the client has gone: nobody is left to read an answer. */
  readonly signal: AbortSignal;
  /** When the whole operation must be answered, on the {@link Clock}'s scale (ms). */
  readonly deadlineAt: number;
  /** Who asks; null when nobody is signed in. */
  readonly principal: Principal | null;
  /** Told of every answer that the operation is given, so that it knows how long its own stays true. */
  readonly heard?: (lifetime: Lifetime) => void;
  /** Told of every old answer that whoever asks is given. */
  readonly stale?: StaleListener;
}

/** How long, from now (ms), an answer stays true, and whether it is one principal's alone. */
export interface Lifetime {
  readonly freshMs: number;
  /** The same for a client's own cache, which its service may speak of apart. */
  readonly clientFreshMs: number;
  readonly private: boolean;
  /** There is no answer, or an old one, because the operation's own time was up. */
  readonly lacksTime?: boolean;
}

/** What an endpoint's answers may depend on besides its arguments. */
export type VaryInput = 'principal';

/** The scope behind the seal: for the kit alone. */
export function unseal(scope: SealedScope): RequestScope {
  return scope as RequestScope;
}

/** The same scope, for calls whose old answers `stale` is told of. */
export function withListener<Scope extends SealedScope>(scope: Scope, stale: StaleListener): Scope {
  return { ...scope, stale };
}

/** Tells whoever asks with `scope` of an old answer that was asked for with another: what shows it is this one's. */
export function tellOfOld(scope: SealedScope, use: StaleUse): void {
  unseal(scope).stale?.served(use);
}
