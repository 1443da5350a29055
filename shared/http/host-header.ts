import { isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** A name or an IPv4 address (RFC 3986, 3.2.2), or an IPv6 address in brackets, and a port. */
const hostAndPort = /^(?:\[([\da-f:.]+)\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::(\d*))?$/i;

/**
 * Whether a request says once, and well-formed, which host it is for (RFC 9112, 3.2). With two, whoever stands in front may
 * have gone by the other one. HTTP/1.0 knows no such header, and may have it.
 */
export function namesOneHost({ headers: { host }, rawHeaders, httpVersion }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion === '1.0';
  // Node keeps the first of several, and says nothing of the others.
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length;
  const [matches, address, port = ''] = hostAndPort.exec(host) ?? [];
  const isHost = matches !== undefined && (address === undefined || isIPv6(address));
  return count === 1 && isHost && Number(port) <= 65_535;
}
