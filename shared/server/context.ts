import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { principalFrom, type Principal } from '../auth/principal.ts';
import { badInput } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { currencies, isCurrency, type Currency } from '../lib/currency.ts';
import { preferredLocale } from '../lib/locale.ts';
import { createLoaders, type Loaders } from '../loaders/create-loaders.ts';
import type { RequestScope } from '../upstream/scope.ts';
import type { Upstreams } from '../upstreams/index.ts';

/** What every resolver is handed. Made once an operation, and never shared between two. */
export interface RequestContext {
  readonly scope: RequestScope;
  readonly principal: Principal | null;
  /** BCP 47, from `accept-language`. */
  readonly locale: string;
  /** From `x-currency`. */
  readonly currency: Currency;
  /** When the operation began (epoch ms): one "now" for all of its fields. */
  readonly now: number;
  readonly upstreams: Upstreams;
  readonly loaders: Loaders;
}

/** Which app sent a request, as it says of itself. Used for logs alone. */
export interface ClientIdentity {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** Headers as Node hands them over. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

function single(headers: Headers, ...names: readonly string[]): string | undefined {
  return names.map((name) => headers[name]).find((value) => typeof value === 'string');
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
  return {
    name: single(headers, 'apollographql-client-name', 'x-client-name')?.slice(0, 64),
    version: single(headers, 'apollographql-client-version', 'x-client-version')?.slice(0, 64),
  };
}

function currencyFrom(headers: Headers): Currency {
  const given = single(headers, 'x-currency') ?? 'EUR';
  if (isCurrency(given)) return given;
  throw badInput('The header x-currency', given, `one of ${currencies.join(', ')}`);
}

/** Aborts when the connection closes before the answer is complete. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('the client closed the connection'));
  });
  return controller.signal;
}

/**
 * The context of one operation.
 *
 * @throws {ClientError} `BAD_USER_INPUT` for a header whose value is not allowed
 */
export function createRequestContext({
  headers,
  requestId,
  signal,
  deadlineMs,
  clock,
  upstreams,
}: {
  headers: Headers;
  requestId: string;
  signal: AbortSignal;
  deadlineMs: number;
  clock: Clock;
  upstreams: Upstreams;
}): RequestContext {
  const now = clock.now();
  const scope: RequestScope = { requestId, signal, deadlineAt: now + deadlineMs };
  const currency = currencyFrom(headers);
  return {
    scope,
    principal: principalFrom(headers),
    locale: preferredLocale(single(headers, 'accept-language')),
    currency,
    now,
    upstreams,
    loaders: createLoaders(upstreams, scope, currency),
  };
}
