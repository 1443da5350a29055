import { MIMEType } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { remembered } from '../lib/remembered.ts';
import { StatusError } from '../request/error-response.ts';
import { responseTypeOf } from '../request/negotiation.ts';
import { sendError } from './send-response.ts';

/** Turns away what is no GraphQL request by its head, before its body is read: a hook for the endpoint's routes. */
export function refuseByHead(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const error = errorOf(request);
  if (error) sendError(request, reply, error);
  else done();
}

function errorOf({ method, headers }: FastifyRequest): StatusError | null {
  if (responseTypeOf(headers.accept) === null) {
    const message = 'Answers are application/graphql-response+json or application/json: accept one of them.';
    return new StatusError(406, 'BAD_REQUEST', message);
  }
  const type = headers['content-type'];
  if (method === 'POST' && !isJson(type ?? '')) {
    return new StatusError(415, 'BAD_REQUEST', 'Send application/json, in UTF-8.');
  }
  // Browsers have sent odd types across sites without asking first (Apollo Server, GHSA-9q82-xgwf-vj6h).
  if (method !== 'POST' && type !== undefined && !isJson(type)) {
    const message = 'Leave content-type out of a GET, or send application/json.';
    return new StatusError(415, 'BAD_REQUEST', message);
  }
  return null;
}

/** JSON is UTF-8 (RFC 8259, 8.1), and says so or nothing. Clients are of few kinds, and each always sends the same. */
const isJson = remembered(100, (type: string): boolean => {
  try {
    const { essence, params } = new MIMEType(type);
    return essence === 'application/json' && /^utf-?8$/i.test(params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
});
