import Type from 'typebox';
import type { MockApp } from './define-mock.ts';
import { isApiRoute, routeOf } from './api-route.ts';

const Calls = Type.Object({
  total: Type.Integer(),
  routes: Type.Record(Type.String(), Type.Integer()),
});

/** Counts the requests that arrive, by route, faulted ones included: `GET /_calls` tells, `DELETE /_calls` resets. */
export function countCalls(app: MockApp): void {
  const routes = new Map<string, number>();

  app.addHook('onRequest', async (request) => {
    if (!isApiRoute(request)) return;
    const route = routeOf(request);
    routes.set(route, (routes.get(route) ?? 0) + 1);
  });

  app.get('/_calls', { schema: { hide: true, response: { 200: Calls } } }, () => ({
    total: [...routes.values()].reduce((sum, calls) => sum + calls, 0),
    routes: Object.fromEntries(routes),
  }));

  app.delete('/_calls', { schema: { hide: true } }, async (_request, reply) => {
    routes.clear();
    return reply.code(204).send();
  });
}
