import type { FastifyRequest } from 'fastify';
import { networkOf } from '../lib/ip-address.ts';

/**
 * Where a request comes from, as {@link networkOf} names it: the last that `X-Forwarded-For` says before an address that is
 * not trusted to say who sent it something, and never what is no address.
 */
export function clientNetworkOf({ ip, ips = [ip] }: FastifyRequest): string {
  // From the connection towards the client.
  return ips.map(networkOf).findLast((network) => network !== null) ?? 'unknown';
}
