import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { principalHeader } from '../auth/principal.ts';
import { single, type OperationInputs } from '../graphql/context.ts';

/** The body of a POST, before it is parsed: the answer to a request that was seen before is found by its text. */
export class JsonBody {
  readonly text: string;
  readonly #parse: (text: string) => unknown;
  #value: { readonly parsed: unknown } | undefined;

  /** @param parse throws what the client is told of a text that is no JSON */
  constructor(text: string, parse: (text: string) => unknown) {
    this.text = text;
    this.#parse = parse;
  }

  value(): unknown {
    this.#value ??= { parsed: this.#parse(this.text) };
    return this.#value.parsed;
  }
}

/** The headers that Apollo looks at: it is shown no others, so that its answer cannot depend on them. */
const headersForApollo = [
  'accept',
  'content-type',
  'apollo-require-preflight',
  'x-apollo-operation-name',
] as const;

/** The headers by which answers to the same URL differ, for the header `Vary` (RFC 9110, 12.5.5). */
export const varyOf = (isPrivate: boolean): string =>
  [
    'accept',
    'accept-encoding',
    'accept-language',
    'x-currency',
    ...(isPrivate ? [principalHeader] : []),
  ].join(', ');

/**
 * Everything that the answer may depend on but for who asks and how long there is: two requests with the same identity
 * can be given the same answer. Null for what cannot be an operation.
 */
export function identityOf(
  { method, headers, url, body }: FastifyRequest,
  { locale, currency }: Pick<OperationInputs, 'locale' | 'currency'>,
): string | null {
  const isPost = method === 'POST';
  const asked = body instanceof JsonBody ? body.text : isPost ? null : url;
  if (asked === null) return null;
  // A HEAD is answered as the GET would be, without the body (RFC 9110, 9.3.2).
  let identity = `${isPost ? 'POST' : 'GET'}\n${locale}\n${currency}`;
  for (const name of headersForApollo) identity += `\n${single(headers, name) ?? ''}`;
  // Last, since it alone may contain line breaks.
  return `${identity}\n${asked}`;
}

/** The request as Apollo takes it, with the document in place of whatever stood for it. */
export function httpRequestOf(
  { headers }: FastifyRequest,
  { text, operationName, variables }: AskedOperation,
): HTTPGraphQLRequest {
  const shown = new HeaderMap();
  for (const name of headersForApollo) {
    const value = single(headers, name);
    if (value) shown.set(name, value);
  }
  // What else a GET could be refused for has been found out before.
  shown.set('content-type', 'application/json');
  const body = { query: text, operationName: operationName ?? null, variables };
  return { method: 'POST', headers: shown, search: '', body };
}

/** An operation as it is executed. */
export interface AskedOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A GraphQL request as it came in: the body of a POST, or the query string of a GET. */
export interface IncomingOperation {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

export function incomingOperationOf({ method, query, body }: FastifyRequest): IncomingOperation {
  const source = method !== 'POST' ? query : body instanceof JsonBody ? body.value() : body;
  return typeof source === 'object' && source !== null ? source : {};
}
