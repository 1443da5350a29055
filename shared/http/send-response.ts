import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorResponse } from '../request/error-response.ts';
import type { GraphqlResponse } from '../request/graphql-response.ts';
import { responseTypeOf } from '../request/negotiation.ts';

/** Sends a response, or says that the client has it already. */
export function sendResponse(
  { method, headers: { 'if-none-match': ifNoneMatch } }: FastifyRequest,
  reply: FastifyReply,
  { status, headers, body, lifetime, isPrivate }: GraphqlResponse,
): void {
  const { vary } = headers;
  // What a hook has said that this response depends on (where the page is from that asks) stays said.
  const already = vary === undefined ? undefined : reply.getHeader('vary');
  void reply.code(status).headers(headers);
  if (already !== undefined) void reply.header('vary', `${String(already)}, ${vary}`);
  if (lifetime && method !== 'POST') {
    // A cache on the way gives what it keeps to others: nothing in it may be of one request. What a POST answers no such
    // cache keeps (RFC 9110, 9.3.3), and its client gets its id back.
    if (!isPrivate) void reply.removeHeader('x-request-id');
    // Of a GET or HEAD (RFC 9110, 13.1.2): what a POST answers is no state of the resource that a client could have.
    if (names(ifNoneMatch, lifetime.etag)) {
      void reply.code(304).removeHeader('content-type').send();
      return;
    }
  }
  void reply.send(body);
}

/** Sends the response to a request that is refused, in a type that its client takes. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const responseType = responseTypeOf(request.headers.accept) ?? 'application/json';
  sendResponse(request, reply, errorResponse({ id: request.id, responseType }, error));
}

/** `If-None-Match` lists tags, or `*` for any, and compares weakly: a proxy may have made a tag strong or weak. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => ['*', opaque(etag)].includes(opaque(tag)));
}
