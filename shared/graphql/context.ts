import { randomUUID } from 'node:crypto';
import { principalFrom } from '../auth/principal.ts';
import { badInput } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { currencies, isCurrency, type Currency } from '../lib/currency.ts';
import { preferredLocale } from '../lib/locale.ts';
import { OperationLoaders } from '../loaders/loaders.ts';
import type { Operation, Principal } from '../upstream/operation.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { newCacheHints, type CacheHints } from './cache-hints.ts';
import type { Degradation } from './degradation.ts';

/** What every resolver is handed: nothing by which it could ask a service, which fields declare. */
export interface ResolverContext {
  /** Who asks. Whoever reads it makes the whole answer that customer's alone. */
  readonly principal: Principal | null;
  /** BCP 47, from `accept-language`. */
  readonly locale: string;
  /** From `x-currency`. */
  readonly currency: Currency;
  /** When the operation began (epoch ms): one "now" for all of its fields. */
  readonly now: number;
}

/**
 * The context of one operation, never shared between two. What it says of the request is either one of the
 * {@link OperationInputs} or has no part in answers.
 */
export interface RequestContext extends ResolverContext {
  readonly operation: Operation;
  readonly loaders: OperationLoaders;
  /** Where the answer shows something stale. */
  readonly degraded: Degradation[];
  /** What becomes known of the answer while it is made. */
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
  const operation: Operation = { requestId, signal, deadlineAt: requestedAt + deadlineMs, principal };
  return Object.assign(Object.create(whoAsks) as typeof whoAsks, {
    operation,
    locale,
    currency,
    now: clock.now(),
    loaders: new OperationLoaders({ upstreams, operation, currency }),
    degraded: [],
    hints: newCacheHints(),
  });
}

/** In the contexts' prototype, since Apollo copies a context property by property, and would read one of its own. */
const whoAsks = {
  get principal(): Principal | null {
    const { hints, operation } = this as unknown as RequestContext;
    hints.isPrivate = true;
    return operation.principal;
  },
};
