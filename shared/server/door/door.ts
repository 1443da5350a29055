import compress from '@fastify/compress';
import cors from '@fastify/cors';
import { constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { principalHeader } from '../../auth/principal.ts';
import { boundConnections } from './connections.ts';
import { preflightHeaders } from './cross-site.ts';
import { securityHeaders } from './security-headers.ts';

/** Who may come in, and how many at once. */
export interface DoorOptions {
  /** Origins whose pages may read answers with their users' cookies, such as `https://shop.example`. */
  readonly corsOrigins: readonly string[];
  readonly maxConnectionsPerAddress: number;
  /** Addresses whose `X-Forwarded-For` is believed; see fastify's `trustProxy`. */
  readonly trustedProxies: readonly string[];
  /** How slow clients may be, where it is not as usual. */
  readonly slowClients?: { readonly headersMs: number; readonly requestMs: number };
}

/** Below this, an answer fits into one packet as it is. */
const COMPRESSED_FROM_BYTES = 1_024;

/** Cheap levels: what is compressed is made anew each time, and the next answer waits for it. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 5;

/**
 * What stands between clients and the routes: security headers, other origins, compression, connections.
 *
 * @param playground whether a page is served here
 */
export function registerDoor(
  app: FastifyInstance,
  { corsOrigins, maxConnectionsPerAddress }: DoorOptions,
  playground: boolean,
): void {
  const headers = securityHeaders({ page: playground, otherSites: corsOrigins.length > 0 });
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  if (corsOrigins.length > 0) {
    void app.register(cors, {
      origin: [...corsOrigins],
      credentials: true,
      methods: ['GET', 'POST'],
      allowedHeaders: [
        'content-type',
        ...preflightHeaders,
        'accept-language',
        'x-currency',
        principalHeader,
        'x-request-id',
        'x-request-deadline-ms',
        'apollographql-client-name',
        'apollographql-client-version',
        'x-client-name',
        'x-client-version',
      ],
      exposedHeaders: [
        'age',
        'etag',
        'x-request-id',
        'x-operation-cost',
        'ratelimit-limit',
        'ratelimit-remaining',
        'ratelimit-reset',
        'retry-after',
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
