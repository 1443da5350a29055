import type { FastifyInstance } from 'fastify';
import type { UpstreamStatus } from '../upstream/define-upstream.ts';

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic, until it begins to shut down. An upstream that is
 * down never makes a BFF unready, since every other field is still served. Its open breaker is
 * named, and so is one whose latest call failed, long before that opens a breaker: nothing is asked of it for this.
 */
export function registerHealth(
  app: FastifyInstance,
  { isStopping, statuses }: { isStopping: () => boolean; statuses: () => readonly UpstreamStatus[] },
): void {
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const breakers = statuses().flatMap(({ name, classes }) =>
      Object.entries(classes).map(([endpointClass, { breaker }]) => ({
        ...breaker,
        of: endpointClass === 'default' ? name : `${name}/${endpointClass}`,
      })),
    );
    const openBreakers = breakers
      .filter(({ state }) => state !== 'closed' && state !== 'disabled')
      .map(({ of }) => of);
    const failing = breakers.filter(({ lastCall }) => lastCall === 'failure').map(({ of }) => of);
    if (isStopping()) void reply.code(503);
    return reply.send({ status: isStopping() ? 'stopping' : 'ready', openBreakers, failing });
  });
}
