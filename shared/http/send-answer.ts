import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyFor, type Answer } from '../request/answer.ts';

/**
 * Sends an answer, or says that the client has it already.
 *
 * @param options.ageMs how long it has been kept; 0 for one that was made for this request
 * @param options.quota headers that say what is left of this client's quota
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { ageMs = 0, quota = {} }: { ageMs?: number; quota?: Readonly<Record<string, string>> } = {},
): void {
  const { status, headers, lifetime, isPrivate } = answer;
  const { vary } = headers;
  // What a hook has said that this response depends on (where the page is from that asks) stays said.
  const already = vary === undefined ? undefined : reply.getHeader('vary');
  void reply.code(status).headers(headers);
  if (already !== undefined) void reply.header('vary', `${String(already)}, ${vary}`);
  // A cache on the way gives what it keeps to others: nothing in it may be of one client, or of one request. What a POST
  // answers no such cache keeps (RFC 9110, 9.3.3), and its client gets its id back.
  if (!lifetime || isPrivate) void reply.headers(quota);
  else if (request.method !== 'POST') void reply.removeHeader('x-request-id');
  if (lifetime) {
    // Rounded up, so that nobody is promised more time than there is.
    if (ageMs > 0) void reply.header('age', String(Math.ceil(ageMs / 1_000)));
    // Of a GET or HEAD (RFC 9110, 13.1.2): what a POST answers is no state of the resource that a client could have.
    if (request.method !== 'POST' && names(request.headers['if-none-match'], lifetime.etag)) {
      void reply.code(304).removeHeader('content-type').send();
      return;
    }
  }
  void reply.send(bodyFor(answer, request.id));
}

/** `If-None-Match` lists tags, or `*` for any, and compares weakly: a proxy may have made a tag strong or weak. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => ['*', opaque(etag)].includes(opaque(tag)));
}
