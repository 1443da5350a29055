import { isIP } from 'node:net';
import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

type Address = IPv4 | IPv6;

/** A block of addresses: one, and how many of its leading bits the others share (CIDR). */
export type AddressBlock = readonly [address: Address, bits: number];

/**
 * One client's addresses, under one name: an IPv4 address is its own, and of IPv6 a client has a whole /64 (RFC 6177), from
 * which its system takes another address every day (RFC 8981). Spellings do not count, and neither do a port beside it and
 * IPv4 that is written as IPv6.
 *
 * @param text as a socket or a proxy says it: `203.0.113.9`, `203.0.113.9:4711`, `2001:db8::1` or `[2001:db8::1]:4711`
 * @returns null for what is no address
 */
export function networkOf(text: string): string | null {
  const address = parse(text);
  if (!address || address.kind() === 'ipv4') return address && address.toString();
  const network = (address as IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** Whether an address, in any of the forms that {@link networkOf} reads, is in one of `blocks`. */
export function isAmong(text: string, blocks: readonly AddressBlock[]): boolean {
  const address = parse(text);
  return (
    address !== null &&
    blocks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
  );
}

/** Reads an address or a block, such as `10.0.0.0/8`; null for anything else, and for a block of all that there are. */
export function addressBlock(text: string): AddressBlock | null {
  const [, given = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(given) === 0) return null;
  const written = ipaddr.parse(given);
  const most = written.kind() === 'ipv4' ? 32 : 128;
  const address = plain(written);
  // Of a block that is written as IPv6 and means IPv4, the first bits say that it does.
  const ofPrefix = address.kind() === written.kind() ? 0 : 96;
  const length = bits === undefined ? most : Number(bits);
  return length <= ofPrefix || length > most ? null : [address, length - ofPrefix];
}

function parse(text: string): Address | null {
  const [, bracketed, beforePort] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const address = bracketed ?? beforePort ?? text;
  return isIP(address) === 0 ? null : plain(ipaddr.parse(address));
}

function plain(address: Address): Address {
  return address.kind() === 'ipv6' && (address as IPv6).isIPv4MappedAddress()
    ? (address as IPv6).toIPv4Address()
    : address;
}
