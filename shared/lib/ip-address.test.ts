import { describe, expect, it } from 'vitest';
import { addressBlock, isAmong, networkOf } from './ip-address.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[::ffff:203.0.113.9]:4711', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::7]', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::7]:443', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1', 'fe80:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['fe80::2%25', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    '256.0.0.1',
    '127.1',
    '0x7f000001',
    '010.0.0.1',
    '1.2.3.4:x',
    '1.2.3.4:80:90',
    '[::1',
    '::1]',
    '[]',
    '::1::',
    'localhost',
    ' 1.2.3.4',
    '1.2.3.4/8',
  ])('there is none of %j', (text) => {
    expect(networkOf(text)).toBeNull();
  });
});

describe('a block of addresses', () => {
  it.each([
    [
      '10.0.0.0/8',
      ['10.1.2.3', '::ffff:10.1.2.3', '10.1.2.3:80', '[::ffff:a01:203]:80'],
      ['11.0.0.1', '::1'],
    ],
    ['10.1.2.3/8', ['10.9.9.9'], ['11.0.0.1']],
    ['192.0.2.1', ['192.0.2.1', '::ffff:192.0.2.1'], ['192.0.2.2', 'unknown', '']],
    ['::ffff:192.0.2.1', ['192.0.2.1'], ['192.0.2.2']],
    ['::ffff:10.0.0.0/104', ['10.1.2.3'], ['11.0.0.1', '::1']],
    ['fd00::/8', ['fd12::1', 'FD12:0::1', '[fd12::1]:443', 'fd12::1%eth0'], ['fe80::1', '10.0.0.1']],
    ['2001:db8::1', ['2001:db8:0::1'], ['2001:db8::2']],
  ])('%s holds %j and not %j', (text, within, outside) => {
    const block = addressBlock(text)!;

    expect(within.filter((address) => !isAmong(address, [block]))).toEqual([]);
    expect(outside.filter((address) => isAmong(address, [block]))).toEqual([]);
  });

  it('is one of several, and an address that is in any of them is among them', () => {
    const blocks = [addressBlock('10.0.0.0/8')!, addressBlock('192.0.2.1')!, addressBlock('fd00::/8')!];

    expect(['10.1.2.3', '192.0.2.1', 'fd12::1'].every((address) => isAmong(address, blocks))).toBe(true);
    expect(isAmong('192.0.2.2', blocks)).toBe(false);
    expect(isAmong('10.1.2.3', [])).toBe(false);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.0.0',
    '10.0.0.1:80',
    '::/129',
    '::ffff:10.0.0.0/8',
    // All that there are: whoever likes could say who they are.
    '0.0.0.0/0',
    '::/0',
    '::ffff:0.0.0.0/96',
    'loopback',
    'proxy.internal',
    '',
  ])('is not %j', (text) => {
    expect(addressBlock(text)).toBeNull();
  });
});
