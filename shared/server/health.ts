import type { FastifyInstance } from 'fastify';
import type { UpstreamStatus } from '../upstream/define-upstream.ts';

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic, until it begins to shut down. An upstream that is
 * down never makes a BFF unready, since every other field is still served; its open breaker is named.
 */
export function registerHealth(
  app: FastifyInstance,
  { isStopping, statuses }: { isStopping: () => boolean; statuses: () => readonly UpstreamStatus[] },
): void {
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const openBreakers = statuses().flatMap(({ name, classes }) =>
      Object.entries(classes)
        .filter(([, { breaker }]) => breaker.state !== 'closed' && breaker.state !== 'disabled')
        .map(([endpointClass]) => (endpointClass === 'default' ? name : `${name}/${endpointClass}`)),
    );
    if (isStopping()) void reply.code(503);
    return reply.send({ status: isStopping() ? 'stopping' : 'ready', openBreakers });
  });
}
