import type { SharedVariables } from '../config/shared-config.ts';

/**
 * What the log says once a process listens: where, as `HOST` and `OPS_HOST` have it, and which process takes signals, which
 * under npm is not the one that a person has started. A URL to open, as servers give it, names loopback for all addresses.
 */
export function listeningOn(
  { HOST, OPS_HOST }: Pick<SharedVariables, 'HOST' | 'OPS_HOST'>,
  { url, opsUrl }: { url: string; opsUrl: string },
): { url: string; opsUrl: string; pid: number } {
  return { url: at(HOST, url), opsUrl: at(OPS_HOST, opsUrl), pid: process.pid };
}

function at(host: string, url: string): string {
  const listening = new URL(url);
  listening.hostname = host.includes(':') ? `[${host}]` : host;
  return listening.origin;
}
