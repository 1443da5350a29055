import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseEnvironment } from './environment.ts';
import { documentsMode, drainMs, opsAccess, sharedVariables } from './shared-config.ts';

it.each([
  ['development', undefined, 'open'],
  ['test', undefined, 'open'],
  ['production', undefined, 'trusted'],
  ['production', 'open', 'open'],
  ['development', 'trusted', 'trusted'],
] as const)('in %s, with DOCUMENTS %s, documents are %s', (NODE_ENV, DOCUMENTS, expected) => {
  expect(documentsMode({ NODE_ENV, ...(DOCUMENTS && { DOCUMENTS }) })).toBe(expected);
});

const parse = (environment: Record<string, string>) =>
  parseEnvironment(z.object(sharedVariables), environment);

it.each([
  [{ NODE_ENV: 'production' }, 5_000],
  [{ NODE_ENV: 'development' }, 500],
  [{}, 500],
  [{ NODE_ENV: 'production', DRAIN_MS: '0' }, 0],
  [{ DRAIN_MS: '20000' }, 20_000],
])('a BFF with %j goes on for %d ms when it is to end', (environment, ms) => {
  expect(drainMs(parse(environment))).toBe(ms);
});

it.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])(
  'a BFF asks no token of operators at %s',
  (OPS_HOST) => {
    expect(opsAccess(parse({ OPS_HOST }))).toEqual({ hosts: [OPS_HOST], token: undefined });
  },
);

it.each(['0.0.0.0', '::', '10.0.0.7', 'ops.internal', '127.example'])(
  'a BFF stops without a token at %s',
  (OPS_HOST) => {
    expect(() => opsAccess(parse({ OPS_HOST }))).toThrow(/OPS_TOKEN= {2}expected a secret/);
    expect(opsAccess(parse({ OPS_HOST, OPS_HOSTS: 'a.internal, b', OPS_TOKEN: 'x'.repeat(16) }))).toEqual({
      hosts: [OPS_HOST, 'a.internal', 'b'],
      token: 'x'.repeat(16),
    });
  },
);

it('a BFF keeps a wrong token to itself', () => {
  expect(() => parse({ OPS_TOKEN: 'too-short' })).toThrow('OPS_TOKEN=***  expected at least 16');
  expect(() => parse({ OPS_HOSTS: 'a.internal:4011' })).toThrow(
    'OPS_HOSTS=a.internal:4011  expected host names',
  );
});
