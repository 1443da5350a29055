import compress from '@fastify/compress';
import cors from '@fastify/cors';
import { constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { principalHeader } from '../auth/principal.ts';
import type { AddressBlock } from '../lib/ip-address.ts';
import { boundConnections } from './connections.ts';
import { preflightHeaders } from '../request/cross-site.ts';
import { StatusError } from '../request/error-response.ts';
import { namesOneHost } from './host-header.ts';
import { securityHeaders } from './security-headers.ts';
import { sendError } from './send-response.ts';

/** Whose requests are taken, and how many at once. */
export interface HttpOptions {
  /** Origins whose pages may read answers with their users' cookies, such as `https://shop.example`. */
  readonly corsOrigins: readonly string[];
  /** Whether pages that a developer serves on this machine may as well, whatever their port. */
  readonly loopbackOrigins: boolean;
  readonly maxConnectionsPerAddress: number;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly AddressBlock[];
  /** How slow clients may be, where it is not as usual. */
  readonly slowClients?: { readonly headersMs: number; readonly requestMs: number };
}

/** Below this, an answer fits into one packet as it is. */
const COMPRESSED_FROM_BYTES = 1_024;

/** Cheap levels: what is compressed is made anew each time, and the next answer waits for it. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 5;

/** How pages on this machine write where they are from (RFC 6454, 6.2). */
const loopbackOrigin = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Headers of every response, also of those that no hook sees.
 *
 * @param playground whether a page is served here
 */
export function defaultHeaders({ corsOrigins, loopbackOrigins }: HttpOptions, playground: boolean) {
  return {
    ...securityHeaders({ page: playground, otherSites: corsOrigins.length > 0 || loopbackOrigins }),
    // Caches may keep even what says nothing of it, such as a 404 (RFC 9110, 15.1): what may be kept says so.
    'cache-control': 'no-store',
  };
}

/**
 * What stands between clients and the routes: headers, hosts, other origins, compression, connections.
 *
 * @param headers see {@link defaultHeaders}
 */
export function registerMiddleware(
  app: FastifyInstance,
  { corsOrigins, loopbackOrigins, maxConnectionsPerAddress }: HttpOptions,
  headers: Readonly<Record<string, string>>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    if (namesOneHost(request.raw)) return done();
    const message = 'Send one header Host, with the host alone.';
    return sendError(request, reply, new StatusError(400, 'BAD_REQUEST', message));
  });
  if (corsOrigins.length > 0 || loopbackOrigins) {
    void app.register(cors, {
      origin: [...corsOrigins, ...(loopbackOrigins ? [loopbackOrigin] : [])],
      credentials: true,
      // A route answers OPTIONS, so that one which is no preflight is answered in the same way.
      preflightContinue: true,
      strictPreflight: false,
      methods: ['GET', 'POST'],
      allowedHeaders: [
        `content-type, ${preflightHeaders.join(', ')}, accept-language, x-currency, ${principalHeader}`,
        'x-request-id, x-request-deadline-ms',
        'apollographql-client-name, apollographql-client-version, x-client-name, x-client-version',
      ],
      exposedHeaders: [
        'age, etag, x-request-id, x-operation-cost',
        'ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after',
      ],
      maxAge: 600,
    });
  }
  void app.register(compress, {
    encodings: ['br', 'zstd', 'gzip'],
    threshold: COMPRESSED_FROM_BYTES,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    zlibOptions: { level: GZIP_LEVEL },
  });
  boundConnections(app.server, maxConnectionsPerAddress);
}
