import type { z } from 'zod';
import { parseBoundedJson, UnboundedJsonError } from './bounded-json.ts';
import type { TransportResponse } from './client.ts';
import { decode, DecodeError } from './decode.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';

/** Most characters of a service's own words in one line of the log. */
const LONGEST_QUOTE = 100;

/** What a refusal by status means to us. A refusal of the request says nothing about the service's health. */
const refusals: Readonly<Record<number, UpstreamErrorCode>> = {
  400: 'BAD_USER_INPUT',
  // It is our own credentials that are refused: whether the customer may ask is settled before we do.
  401: 'UPSTREAM_UNAVAILABLE',
  403: 'UPSTREAM_UNAVAILABLE',
  404: 'NOT_FOUND',
  410: 'NOT_FOUND',
  // Too long a line or header: all that grows in ours is what the client gave.
  414: 'BAD_USER_INPUT',
  422: 'BAD_USER_INPUT',
  431: 'BAD_USER_INPUT',
};

/**
 * Reads a complete HTTP answer through `schema`.
 *
 * @param now epoch ms, against which a Retry-After date is read
 * @param ownedBy whose the answer must be, where its schema says whose items are
 * @throws {UpstreamError} for a status other than 2xx, and for a body that is not JSON or not of that schema
 */
export function readAnswer<Schema extends z.ZodType>(
  upstream: string,
  schema: Schema,
  { status, contentType, caching, retryAfter, body }: TransportResponse,
  now: number,
  ownedBy?: string,
) {
  if (status < 200 || status > 299) {
    const overloaded = status >= 500 || status === 429;
    throw new UpstreamError(
      refusals[status] ?? (overloaded ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_BAD_ANSWER'),
      upstream,
      {
        reason: `answered ${status}`,
        outcome: overloaded || status < 400 ? 'failure' : 'ignored',
        retryAfterMs: parseRetryAfter(retryAfter, now),
        rateLimited: status === 429,
        caching,
      },
    );
  }
  try {
    if (!/[/+]json\b/i.test(contentType)) {
      throw new DecodeError(`content-type is "${contentType.slice(0, LONGEST_QUOTE)}"`);
    }
    return decode(schema, parseBoundedJson(body), ownedBy);
  } catch (error) {
    throw new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
      reason:
        error instanceof DecodeError || error instanceof UnboundedJsonError
          ? error.message
          : 'the body is not JSON',
      outcome: 'failure',
      cause: error,
    });
  }
}

/** However long a service asks to be left alone: a mistake in a header must not silence it for days. */
const LONGEST_RETRY_AFTER_MS = 600_000;

/**
 * The three forms of a date (RFC 9110, 5.6.7), all of them in GMT. JavaScript takes far more for one, a number below zero
 * for instance.
 */
const httpDate =
  /^(?:\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT|\w+day, \d{2}-\w{3}-\d{2} [\d:]{8} GMT|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * Seconds or an HTTP date (RFC 9110, 10.2.3), in ms from `now`; undefined when it is neither. A fraction of a second is
 * against its grammar, and says all the same what is wished for.
 */
function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(header)) return Math.min(Number(header) * 1_000, LONGEST_RETRY_AFTER_MS);
  const at = httpDate.test(header) ? Date.parse(header.endsWith('GMT') ? header : `${header} GMT`) : NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_RETRY_AFTER_MS);
}
