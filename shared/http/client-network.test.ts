import { EventEmitter } from 'node:events';
import { Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressBlock } from '../lib/ip-address.ts';
import { startSmallBff } from '../testing/small-bff.ts';
import { boundConnections } from './connections.ts';

/** A BFF that trusts the proxies given, and how much of its quota each request leaves. */
async function behind(...trusted: readonly string[]) {
  const trustedProxies = trusted.map((text) => addressBlock(text)!);
  const { url } = await startSmallBff((_request, response) => response.writeHead(500).end(), {
    http: { trustedProxies },
  });
  return async (forwardedFor?: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }),
      },
      body: JSON.stringify({ query: '{ twice(n: 1) user(id: "u-1") { id } }' }),
    });
    return Number(response.headers.get('ratelimit-remaining'));
  };
}

/** Whether what is said of two requests makes them one client. */
async function same(trusted: readonly string[], one: string | undefined, other: string | undefined) {
  const remaining = await behind(...trusted);
  const [first, second] = [await remaining(one), await remaining(other)];
  return second < first;
}

const loopback = ['127.0.0.1'];

describe('the quota of whoever is not signed in', () => {
  it.each([
    ['nobody is trusted, whatever is said', [], '203.0.113.1', '203.0.113.2'],
    ['another proxy is trusted than the one that asks', ['192.0.2.1'], '203.0.113.1', '203.0.113.2'],
    ['a client writes more in front', loopback, '203.0.113.1', '198.51.100.7, 203.0.113.1'],
    ['a client writes that a proxy asks', loopback, '203.0.113.1', '10.0.0.1, 203.0.113.1'],
    ['IPv4 is written as IPv6', loopback, '203.0.113.1', '::FFFF:cb00:7101'],
    ['a proxy writes the port', loopback, '203.0.113.1:1024', '203.0.113.1:1025'],
    ['a proxy writes the port of IPv6', loopback, '[2001:db8::1]:1024', '[2001:db8::1]:1025'],
    ['one IPv6 client takes another address', loopback, '2001:db8:0:1::1', '2001:DB8:0:1:ffff::2'],
    ['one is written with zones', loopback, 'fe80::1%a', 'fe80::1%b'],
    [
      'proxies within a block pass it on',
      ['127.0.0.0/8', '10.0.0.0/8'],
      '203.0.113.1, 10.1.1.1',
      '203.0.113.1, 10.2.2.2',
    ],
    [
      'proxies write ports',
      [...loopback, '10.0.0.0/8'],
      '203.0.113.1, 10.1.1.1:1',
      '203.0.113.1, 10.1.1.1:2',
    ],
    [
      'IPv6 proxies pass it on',
      [...loopback, 'fd00::/8'],
      '203.0.113.1, fd00::1',
      '203.0.113.1, [fd00::2]:443',
    ],
    ['what is said is no address', loopback, 'unknown', '_hidden'],
    [
      'what is said is no address and a proxy has passed it on',
      [...loopback, '10.0.0.1'],
      'x, 10.0.0.1',
      'y, 10.0.0.1',
    ],
    ['nothing is said', loopback, undefined, ' , ,'],
    ['what is said is no address, or nothing is', loopback, 'unknown', undefined],
  ])('is one where %s', async (_where, trusted, one, other) => {
    expect(await same(trusted, one, other)).toBe(true);
  });

  it.each([
    ['of two clients', loopback, '203.0.113.1', '203.0.113.2'],
    ['of two networks', loopback, '2001:db8:0:1::1', '2001:db8:0:2::1'],
    ['of a client and the proxy itself', loopback, '203.0.113.1', undefined],
    [
      'of what only a proxy beyond the trusted ones says',
      loopback,
      '203.0.113.1, 10.0.0.1',
      '203.0.113.1, 10.0.0.2',
    ],
    ['behind two proxies', [...loopback, '10.0.0.1'], '203.0.113.1, 10.0.0.1', '203.0.113.2, 10.0.0.1'],
  ])('is another %s', async (_where, trusted, one, other) => {
    expect(await same(trusted, one, other)).toBe(false);
  });
});

describe('the connections of a client', () => {
  it.each([
    ['an IPv4 address, however it is written', ['203.0.113.1', '::ffff:203.0.113.1', '::FFFF:cb00:7101']],
    ['an IPv6 network', ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1:9::3']],
  ])('are counted by %s', (_by, addresses) => {
    const server = new Server();
    boundConnections(server, 2);
    const connect = (remoteAddress: string) => {
      const socket = Object.assign(new EventEmitter(), {
        remoteAddress,
        destroyed: false,
        destroy: () => (socket.destroyed = true),
      });
      server.emit('connection', socket);
      return socket;
    };

    const sockets = addresses.map(connect);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false, false, true]);
    expect(connect('198.51.100.1').destroyed).toBe(false);
    sockets[0]!.emit('close');
    expect(connect(addresses[2]!).destroyed).toBe(false);
    // One has gone, and one has come: the other is still there.
    expect(connect(addresses[2]!).destroyed).toBe(true);
  });
});
