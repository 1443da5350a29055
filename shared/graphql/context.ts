import { randomUUID } from 'node:crypto';
import { principalFrom } from '../auth/principal.ts';
import { badInput } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { currencies, isCurrency, type Currency } from '../lib/currency.ts';
import { preferredLocale } from '../lib/locale.ts';
import { createLoaders, type Loaders } from '../loaders/create-loaders.ts';
import { unseal, type Principal, type RequestScope, type SealedScope } from '../upstream/scope.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { newCacheHints, type CacheHints } from './cache-hints.ts';
import type { Degradation } from './degradation.ts';

/**
 * What every resolver is handed. Made once an operation, and never shared between two. What it says of the request is
 * either one of the {@link OperationInputs} or has no part in answers.
 */
export interface RequestContext {
  readonly scope: SealedScope & Pick<RequestScope, 'requestId' | 'signal'>;
  /** Who asks. Whoever reads it makes the whole answer that customer's alone. */
  readonly principal: Principal | null;
  /** BCP 47, from `accept-language`. */
  readonly locale: string;
  /** From `x-currency`. */
  readonly currency: Currency;
  /** When the operation began (epoch ms): one "now" for all of its fields. */
  readonly now: number;
  readonly upstreams: Upstreams;
  readonly loaders: Loaders;
  /** Where the answer shows something old. Resolvers need not look: it is kept for them. */
  readonly degraded: Degradation[];
  /** What becomes known of the answer. Not for resolvers either. */
  readonly hints: CacheHints;
}

/** All of a request's headers that an operation's answer may depend on. */
export interface OperationInputs {
  readonly principal: Principal | null;
  readonly locale: string;
  readonly currency: Currency;
  /** How long the operation may take. */
  readonly deadlineMs: number;
}

/** Which app sent a request, as it says of itself. Used for logs and metrics alone. */
export interface ClientIdentity {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** Headers as Node hands them over. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The value of a header that is given once. */
function single(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The caller's `x-request-id` where it is a plain token, and a new one otherwise: the id goes into logs and
 * into the headers of every call.
 */
export function requestIdFrom(headers: Headers): string {
  const given = single(headers, 'x-request-id');
  return given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Client name and version, from the headers that Apollo's client libraries send or their plain forms. */
export function clientFrom(headers: Headers): ClientIdentity {
  const [name, version] = [
    single(headers, 'apollographql-client-name') ?? single(headers, 'x-client-name'),
    single(headers, 'apollographql-client-version') ?? single(headers, 'x-client-version'),
  ];
  return { name: name?.slice(0, 64), version: version?.slice(0, 64) };
}

/**
 * Reads what an operation's answer may depend on.
 *
 * @param longestMs the time budget of the client type, for who does not ask for less
 * @throws {ClientError} `BAD_USER_INPUT` for a header whose value is not allowed
 */
export function inputsFrom(headers: Headers, longestMs: number): OperationInputs {
  return {
    principal: principalFrom(headers),
    locale: preferredLocale(single(headers, 'accept-language')),
    currency: currencyFrom(headers),
    deadlineMs: deadlineMsFrom(headers, longestMs),
  };
}

function currencyFrom(headers: Headers): Currency {
  const given = single(headers, 'x-currency') ?? 'EUR';
  if (isCurrency(given)) return given;
  throw badInput('The header x-currency', given, `one of ${currencies.join(', ')}`);
}

function deadlineMsFrom(headers: Headers, longestMs: number): number {
  const given = single(headers, 'x-request-deadline-ms');
  if (given === undefined) return longestMs;
  if (/^\d+$/.test(given) && Number(given) > 0) return Math.min(Number(given), longestMs);
  throw badInput('The header x-request-deadline-ms', given, 'a whole number above 0');
}

/**
 * The context of one operation.
 *
 * @param requestedAt when it was asked for: it has been waiting since, and its time budget runs
 */
export function createRequestContext({
  inputs: { principal, locale, currency, deadlineMs },
  requestId,
  signal,
  clock,
  requestedAt = clock.now(),
  upstreams,
}: {
  inputs: OperationInputs;
  requestId: string;
  signal: AbortSignal;
  clock: Clock;
  requestedAt?: number;
  upstreams: Upstreams;
}): RequestContext {
  const hints = newCacheHints();
  const scope: RequestScope = {
    requestId,
    signal,
    deadlineAt: requestedAt + deadlineMs,
    principal,
    heard: ({ freshMs, clientFreshMs, private: isPrivate, lacksTime = false }) => {
      // Read once, since what is equally long must end at one moment.
      const now = clock.now();
      hints.freshUntil = Math.min(hints.freshUntil, now + freshMs);
      hints.clientFreshUntil = Math.min(hints.clientFreshUntil, now + clientFreshMs);
      hints.isPrivate ||= isPrivate;
      hints.lacksTime ||= lacksTime;
    },
  };
  return Object.assign(Object.create(whoAsks) as typeof whoAsks, {
    scope,
    locale,
    currency,
    now: clock.now(),
    upstreams,
    loaders: createLoaders(upstreams, scope, currency),
    degraded: [],
    hints,
  });
}

/** In the contexts' prototype, since Apollo copies a context property by property, and would read one of its own. */
const whoAsks = {
  get principal(): Principal | null {
    const { hints, scope } = this as unknown as RequestContext;
    hints.isPrivate = true;
    return unseal(scope).principal;
  },
};
