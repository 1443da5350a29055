import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mocks } from '../../mocks/index.ts';
import type { UpstreamName } from '../../shared/upstreams/index.ts';

/** All that a BFF ever asks of the services, by their routes. */
const meant: Readonly<Record<UpstreamName, readonly string[]>> = {
  catalog: ['GET /products', 'GET /products/by-slug/:slug', 'GET /search', 'GET /categories'],
  pricing: ['GET /prices', 'GET /promotions'],
  inventory: ['GET /stock'],
  reviews: ['GET /reviews', 'GET /reviews/top', 'GET /ratings', 'GET /ratings/best'],
  users: ['GET /users', 'GET /profiles', 'GET /users/:id/addresses'],
  orders: ['GET /orders'],
  recommendations: ['GET /recommendations'],
  shipping: ['GET /shipments', 'GET /estimates'],
};

const channel = 'http.server.response.finish';

/** A request that a service was sent by mistake. */
interface Mistake {
  readonly asked: string;
  readonly status: number;
}

/**
 * Listens to every request that arrives at the services of this process: their own counters know nothing of requests
 * that lead nowhere.
 */
export function watchServices(urls: Readonly<Record<UpstreamName, string>>) {
  const addressed = new Map<string, UpstreamName>();
  for (const { name } of mocks) addressed.set(new URL(urls[name as UpstreamName]).port, name as UpstreamName);
  const mistakes: Mistake[] = [];
  let requests = 0;
  const look = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const service = addressed.get(String(request.socket.localPort));
    if (!service) return;
    requests += 1;
    const { method = '', url = '' } = request;
    const asked = `${method} ${url.replace(/\?.*/s, '')}`;
    const isMeant = meant[service].some((template) => pattern(template).test(asked));
    if (!isMeant) mistakes.push({ asked: `${service}: ${asked}`, status: response.statusCode });
  };
  subscribe(channel, look);
  return {
    /** How many have come. */
    asked: () => requests,
    mistakes: (): readonly Mistake[] => mistakes,
    close: () => void unsubscribe(channel, look),
  };
}

function pattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/:\w+/g, '[^/]+')}$`);
}
