import type { FastifyRequest } from 'fastify';

/** How faults and counters name a route: `GET /products/:id`; of an unknown address, the method alone. */
export function routeOf(request: FastifyRequest): string {
  const { url = '' } = request.routeOptions;
  return `${request.method} ${url}`;
}

/** Whether a request is for what the service offers, rather than for its health, document, pictures or controls. */
export function isApiRoute(request: FastifyRequest): boolean {
  return isApiPath(request.routeOptions.url);
}

/** The same of a route's template; an unknown address has none. */
export function isApiPath(template: string | undefined): boolean {
  return template !== undefined && !/^\/(_|images\/|health$|openapi\.json$)/.test(template);
}
