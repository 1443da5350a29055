import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Who may reach the operators' server. */
export interface OpsAccess {
  /** Names in `Host` besides those of loopback and the address that a connection came in on. */
  readonly hosts: readonly string[];
  /** What `Authorization: Bearer …` must hold; nobody is asked for it unless given. */
  readonly token?: string | undefined;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses what a browser sends for somebody else's page, and who does not know the token. A page whose own name was made to
 * point here (DNS rebinding) is of one origin with this server, so the name itself must be one of ours; the port is left out,
 * since a forwarded one differs. Of other pages, `Origin` and `Sec-Fetch-Site` tell (Fetch; Fetch Metadata).
 */
export function guardOps(app: FastifyInstance, { hosts, token }: OpsAccess): void {
  const known = new Set([...loopback, ...hosts.map((host) => host.toLowerCase())]);
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`);

  app.addHook('onRequest', async (request, reply) => {
    const host = hostOf(request);
    if (host === undefined)
      return reply.code(400).send({ error: 'There must be one Host, and a valid one.' });
    if (!known.has(host.name) && host.name !== localName(request)) {
      return reply.code(403).send({ error: 'This server is not known by that Host; see OPS_HOSTS.' });
    }
    if (isCrossSite(request, host.whole)) {
      return reply.code(403).send({ error: 'Pages of other sites may not ask here.' });
    }
    if (expected && !timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) {
      void reply.header('www-authenticate', 'Bearer');
      return reply.code(401).send({ error: 'Authorization must be "Bearer" and the OPS_TOKEN.' });
    }
    return undefined;
  });
}

/** The host of a request, whole and without its port; undefined unless there is exactly one that is valid. */
function hostOf({ raw }: FastifyRequest): { readonly whole: string; readonly name: string } | undefined {
  const [whole = '', ...others] = raw.headersDistinct['host'] ?? [];
  const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(whole)?.[1];
  return others.length > 0 || name === undefined
    ? undefined
    : { whole: whole.toLowerCase(), name: name.toLowerCase() };
}

/** The address of this machine that the connection came in on, as it stands in a URL. */
function localName({ socket }: FastifyRequest): string {
  const address = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  return address.includes(':') ? `[${address}]` : address;
}

function isCrossSite({ headers }: FastifyRequest, host: string): boolean {
  const { origin, 'sec-fetch-site': site = 'none' } = headers;
  const own = [`http://${host}`, `https://${host}`];
  return (
    (origin !== undefined && !own.includes(origin.toLowerCase())) ||
    !['none', 'same-origin'].includes(String(site))
  );
}

/** Of one length, whatever is sent, so that comparing them tells nothing of it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
