import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { AbortError, RequestError } from 'got';
import type { CacheHeaders } from '../cache/freshness.ts';
import { UpstreamError } from './errors.ts';

export interface TransportRequest {
  readonly upstream: string;
  /** The endpoint by its route template, e.g. `GET /products/:id`. */
  readonly endpoint: string;
  readonly method: 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting it closes the connection, so the service stops working for nobody. */
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  readonly contentType: string;
  /** How long, and for whom, it may be kept. */
  readonly caching?: CacheHeaders;
  /** The header Retry-After, as it came. */
  readonly retryAfter?: string | undefined;
  readonly body: Uint8Array;
}

/**
 * One HTTP exchange, whatever its status.
 *
 * @throws {UpstreamError} when no complete answer came back
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface TransportOptions {
  /** Most bytes of one answer, after decompression; ten times what the largest answers have. */
  readonly maxBodyBytes?: number;
}

/**
 * HTTP by got over kept-alive connections. What got would do on its own is off: retries belong to the
 * pipeline, a redirect could lead anywhere, and an answer's size has no limit unless it is given one.
 */
export function createTransport({ maxBodyBytes = 2_000_000 }: TransportOptions = {}): {
  readonly send: Transport;
  readonly close: () => void;
} {
  // Node's own agents keep nothing alive unless asked. The bulkheads bound the sockets in use; this bounds
  // the idle ones. Last used, first reused: the oldest idle socket is the likeliest to be half closed.
  const pool = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' } as const;
  const agent = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    headers: { 'user-agent': 'storefront-bff', 'accept': 'application/json' },
  });

  const send: Transport = async ({ upstream, method, url, headers, signal }) => {
    if (signal.aborted) throw signal.reason;
    const controller = new AbortController();
    let tooLarge = false;
    // Linked by hand: AbortSignal.any costs a tenth of the whole call, and garbage collections later.
    const follow = () => controller.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    const exchange = client(url, { method, headers, signal: controller.signal });
    void exchange.on('downloadProgress', ({ transferred }) => {
      if (transferred <= maxBodyBytes) return;
      tooLarge = true;
      controller.abort();
    });
    try {
      const { statusCode, headers: answered, body } = await exchange;
      return {
        status: statusCode,
        contentType: answered['content-type'] ?? '',
        caching: {
          cacheControl: answered['cache-control'],
          age: answered.age,
          vary: answered.vary,
          etag: answered.etag,
        },
        retryAfter: answered['retry-after'],
        body,
      };
    } catch (error) {
      // Whoever aborted said why: a time limit, or a client that left.
      if (signal.aborted) throw signal.reason;
      throw asUpstreamError(upstream, error, tooLarge ? maxBodyBytes : undefined);
    } finally {
      signal.removeEventListener('abort', follow);
    }
  };

  return {
    send,
    close: () => {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

function asUpstreamError(upstream: string, error: unknown, exceededBytes: number | undefined): UpstreamError {
  if (error instanceof AbortError && exceededBytes !== undefined) {
    return new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, {
      reason: `the answer is larger than ${exceededBytes} bytes`,
      outcome: 'failure',
    });
  }
  // Got's own error holds the whole request, headers and credentials too: only its cause is fit for a log.
  const cause = error instanceof RequestError ? error.cause : error;
  const code = codeOf(cause) ?? codeOf(error);
  // A body that cannot be unpacked is an answer, and a wrong one; anything else is a connection that failed.
  const isUnpacking = code !== undefined && /^(Z_|ZSTD_|ERR__ERROR_)/.test(code);
  return new UpstreamError(isUnpacking ? 'UPSTREAM_BAD_ANSWER' : 'UPSTREAM_UNAVAILABLE', upstream, {
    reason: code ?? 'the connection failed',
    outcome: 'failure',
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
