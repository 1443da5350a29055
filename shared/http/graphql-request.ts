import { MIMEType } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from '../graphql/error-format.ts';
import { answerTypeOf } from '../request/negotiation.ts';

/** The header `Allow` of the GraphQL endpoint. */
export const allowedMethods = 'GET, HEAD, POST, OPTIONS';

/** Why a request is turned away before its body is read. */
interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Looks at the head of a request to the GraphQL endpoint; null lets it in. */
function refusalOf({ method, headers }: FastifyRequest): Refusal | null {
  if (answerTypeOf(headers.accept) === null) {
    return {
      status: 406,
      message: 'Answers are application/graphql-response+json or application/json: accept one of them.',
    };
  }
  const type = headers['content-type'];
  if (method === 'POST' && !isJson(type)) {
    return { status: 415, message: 'Send application/json, in UTF-8.' };
  }
  // Browsers have sent odd types across sites without asking first (Apollo Server, GHSA-9q82-xgwf-vj6h).
  if (method !== 'POST' && type !== undefined && !isJson(type)) {
    return { status: 415, message: 'Leave content-type out of a GET, or send application/json.' };
  }
  return null;
}

/** JSON is UTF-8 (RFC 8259, 8.1), and says so or nothing. */
function isJson(type = ''): boolean {
  try {
    const { essence, params } = new MIMEType(type);
    return essence === 'application/json' && /^utf-?8$/i.test(params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
}

/** Turns away what is no GraphQL request by its head: a hook for the endpoint's routes. */
export function refuseByHead(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const refusal = refusalOf(request);
  if (refusal) sendRefusal(request, reply, refusal);
  else done();
}

/** Answers with an error alone, in a type that the client takes. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, message }: Refusal,
): void {
  void reply
    .code(status)
    .type(`${answerTypeOf(request.headers.accept) ?? 'application/json'}; charset=utf-8`)
    .send(JSON.stringify(errorBody(request.id, status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', message)));
}
