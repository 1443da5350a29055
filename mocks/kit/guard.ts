import type { FastifyRequest } from 'fastify';
import type { MockApp } from './define-mock.ts';
import { problem } from './problems.ts';

/**
 * Keeps the pages that a developer has open in a browser from the controls (`/_faults`, `/_calls`): `Host` must be loopback
 * or the address that the connection came in on, not a name that was made to point here, and no page of another site may
 * ask.
 */
export function guardControls(app: MockApp): void {
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/_') && !request.routeOptions.url?.startsWith('/_')) return;
    const hosts = request.raw.headersDistinct['host'] ?? [];
    const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(hosts[0] ?? '')?.[1]?.toLowerCase();
    if (hosts.length !== 1 || name === undefined)
      throw problem(400, 'There must be one Host, and a valid one.');
    if (!['localhost', '127.0.0.1', '[::1]', localName(request)].includes(name)) {
      throw problem(403, 'The controls are not known by that Host.');
    }
    const { origin, 'sec-fetch-site': site = 'none' } = request.headers;
    if (
      (origin !== undefined && origin !== `http://${hosts[0]}`) ||
      !['none', 'same-origin'].includes(String(site))
    ) {
      throw problem(403, 'Pages of other sites may not use the controls.');
    }
  });
}

function localName({ socket }: FastifyRequest): string {
  const address = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  return address.includes(':') ? `[${address}]` : address;
}
