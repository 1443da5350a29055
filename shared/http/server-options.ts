import type { Socket } from 'node:net';
import { STATUS_CODES, type Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { errorResponse, StatusError } from '../request/error-response.ts';

/**
 * Most bytes of a request's body (413 beyond): documents are bounded themselves, and variables are what people type. Read at
 * once, the most intricate JSON of that size takes about 20 ms.
 */
const MAX_BODY_BYTES = 100_000;

/** Most bytes of all headers of a request (431 beyond). */
const MAX_HEADER_BYTES = 16_384;

/** How slow a client may be (ms). Whoever drips its bytes holds a connection, and nothing else, for no longer. */
const slowClientLimits = { headersMs: 5_000, requestMs: 15_000 } as const;

/** What Node's HTTP server is bounded by, before there is a request to speak of. */
export function serverOptions({
  headersMs,
  requestMs,
}: {
  readonly headersMs: number;
  readonly requestMs: number;
} = slowClientLimits) {
  return {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestMs,
    clientErrorHandler: refuseConnection,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: headersMs,
      // How often connections are looked at; Node's own default is twice as long as headers may take.
      connectionsCheckingInterval: Math.max(100, Math.floor(headersMs / 5)),
      // Two requests in one (a length and chunks, say) are what smuggling is made of.
      insecureHTTPParser: false,
      // Looked at with all else that a host can be wrong in, and answered in our form: see `namesOneHost`.
      requireHostHeader: false,
    },
  } satisfies FastifyHttpOptions<Server>;
}

const statusByError: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP, or came too slowly, is told so in our form; there is nobody to trust with another request. */
function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = statusByError[error.code ?? ''] ?? 400;
  const message = status === 408 ? 'The request took too long to arrive.' : STATUS_CODES[status]!;
  const { headers, body } = errorResponse(
    { responseType: 'application/json' },
    new StatusError(status, 'BAD_REQUEST', message),
  );
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-type: ${headers['content-type']}`,
    `content-length: ${body.length}`,
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body.toString()}`);
  socket.destroySoon();
}
