import { hash } from 'node:crypto';
import type { MockApp } from './define-mock.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `Cache-Control` of the route's successful answers; `no-store` when absent. */
    cacheControl?: string;
  }
}

/** Gives every answer its `Cache-Control`, every successful GET an `ETag`, and answers 304 to whoever has it. */
export function answerConditionally(app: MockApp): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const ok = reply.statusCode === 200;
    if (!reply.hasHeader('cache-control')) {
      reply.header('cache-control', (ok && request.routeOptions.config.cacheControl) || 'no-store');
    }
    if (request.method !== 'GET' || !ok) return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;

    const etag = `"${hash('sha1', payload, 'base64url')}"`;
    reply.header('etag', etag);
    if (!names(request.headers['if-none-match'], etag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return null;
  });
}

/** `If-None-Match` lists tags, or `*` for any; it compares weakly, so the mark of a weak tag is nothing to it. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
