import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { principalFrom } from '../auth/principal.ts';
import { badInput } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { currencies, isCurrency, type Currency } from '../lib/currency.ts';
import { preferredLocale } from '../lib/locale.ts';
import { createLoaders, type Loaders } from '../loaders/create-loaders.ts';
import type { Principal, RequestScope } from '../upstream/scope.ts';
import type { Degradation } from './degradation.ts';
import type { Upstreams } from '../upstreams/index.ts';

/** What every resolver is handed. Made once an operation, and never shared between two. */
export interface RequestContext {
  readonly scope: RequestScope;
  readonly principal: Principal | null;
  readonly client: ClientIdentity;
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
}

/** Which app sent a request, as it says of itself. Used for logs and metrics alone. */
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

/** How long the operation may take (ms): what the client type is given, or less where this client asks for less. */
function deadlineMsFrom(headers: Headers, longestMs: number): number {
  const given = single(headers, 'x-request-deadline-ms') ?? String(longestMs);
  if (/^\d+$/.test(given) && Number(given) > 0) return Math.min(Number(given), longestMs);
  throw badInput('The header x-request-deadline-ms', given, 'a whole number above 0');
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
  const principal = principalFrom(headers);
  const scope: RequestScope = {
    requestId,
    signal,
    deadlineAt: now + deadlineMsFrom(headers, deadlineMs),
    principal,
  };
  const currency = currencyFrom(headers);
  return {
    scope,
    principal,
    client: clientFrom(headers),
    locale: preferredLocale(single(headers, 'accept-language')),
    currency,
    now,
    upstreams,
    loaders: createLoaders(upstreams, scope, currency),
    degraded: [],
  };
}
