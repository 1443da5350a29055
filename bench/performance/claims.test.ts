import { expect, it } from 'vitest';
import { checkClaims, type ServerCalls } from './claims.ts';

const ours = (calls: number, kept: number): ServerCalls => ({
  name: 'ours',
  asks: 'when stale',
  calls,
  kept,
});
const hand = (calls: number): ServerCalls => ({ name: 'hand', asks: 'always', calls, kept: NaN });
const precomputed: ServerCalls = { name: 'precomputed', asks: 'never', calls: 0, kept: NaN };

it('what nobody may keep has every server ask for it, and none answer out of a cache', () => {
  const check = (...servers: readonly ServerCalls[]) => checkClaims(servers, 'varied', 'no-store');

  expect(() => check(ours(1.8, 0), hand(5), precomputed)).not.toThrow();
  expect(() => check(ours(0, 0), hand(5))).toThrow('varied, no-store: ours made no call of the services');
  expect(() => check(ours(NaN, 0))).toThrow('ours made no call');
  expect(() => check(ours(1.8, 0), hand(0))).toThrow('hand made no call');
  expect(() => check(ours(1.8, 0.01))).toThrow('varied, no-store: ours answered out of a cache');
});

it('what may be kept has warm caches answer, and those that have none ask', () => {
  const check = (...servers: readonly ServerCalls[]) => checkClaims(servers, 'identical', 'cacheable');
  const cacheless: ServerCalls = { name: 'all off', asks: 'always', calls: 5, kept: 0 };

  expect(() => check(ours(0, 1), hand(5), cacheless, precomputed)).not.toThrow();
  expect(() => check(ours(3, 0))).toThrow('identical, cacheable: ours had nothing in its caches');
  expect(() => check(ours(0, 1), hand(0))).toThrow('hand made no call of the services');
  expect(() => check({ ...cacheless, kept: 1 })).toThrow('all off answered out of a cache');
});

it('an operation that needs no service is no claim about calls', () => {
  expect(() => checkClaims([ours(0, 0), hand(0)], 'no-op', 'no-store')).not.toThrow();
});
