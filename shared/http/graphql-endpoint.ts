import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../lib/client-error.ts';
import { ClientGoneError } from '../request/coalesce.ts';
import { isPreflighted } from '../request/cross-site.ts';
import type { GraphqlRequest, RawParameters } from '../request/graphql-request.ts';
import { responseTypeOf } from '../request/negotiation.ts';
import type { Next } from '../request/stage.ts';
import { clientNetworkOf } from './client-network.ts';
import { refuseByHead } from './request-head.ts';
import { sendResponse } from './send-response.ts';

/** The header `Allow` of the GraphQL endpoint. */
export const allowedMethods = 'GET, HEAD, POST, OPTIONS';

/** The GraphQL endpoint: hands each request to `respond`, and sends the response. */
export function registerGraphqlEndpoint(app: FastifyInstance, respond: Next<GraphqlRequest>): void {
  // A scope of its own: other routes have their bodies parsed at once.
  void app.register(async (scope) => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    // A cached response is found by the text of the body, which is parsed only where there is none.
    scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_request, text, done) =>
      done(null, text),
    );

    /** @throws {ClientError} `BAD_REQUEST` */
    const parsed = (request: FastifyRequest, text: string): unknown => {
      let value: unknown;
      void parse(request, text, (error, parsed) => {
        if (error) throw new ClientError('BAD_REQUEST', error.message);
        value = parsed;
      });
      return value;
    };

    const graphqlRequest = (request: FastifyRequest, reply: FastifyReply): GraphqlRequest => {
      const { id, headers, url, query, body } = request;
      const isPost = request.method === 'POST';
      return {
        id,
        method: isPost ? 'POST' : 'GET',
        headers,
        preflighted: isPost || isPreflighted(headers),
        responseType: responseTypeOf(headers.accept) ?? 'application/json',
        text: isPost ? (typeof body === 'string' ? body : '') : url,
        rawParameters: () => {
          const source = !isPost ? query : typeof body === 'string' ? parsed(request, body) : body;
          return (typeof source === 'object' && source !== null ? source : {}) satisfies RawParameters;
        },
        network: () => clientNetworkOf(request),
        onClose: (action) => onceClosed(reply, action),
      };
    };

    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      onRequest: refuseByHead,
      handler: (request, reply) => {
        respond(graphqlRequest(request, reply))
          .then((response) => sendResponse(request, reply, response))
          .catch((error: unknown) => {
            if (!(error instanceof ClientGoneError)) void reply.send(error);
          });
      },
    });
    // What of it a browser asks for another site's page has been said before (`registerMiddleware`).
    scope.options('/graphql', (_request, reply) => reply.code(204).header('allow', allowedMethods).send());
  });
}

/** When the response has been sent, or nobody is left to send it to. */
function onceClosed({ raw }: FastifyReply, action: () => void): void {
  // A client can leave between its last byte and this moment, and an event that has passed is never heard.
  if (raw.closed) action();
  else raw.once('close', action);
}
