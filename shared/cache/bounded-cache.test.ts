import { expect, it } from 'vitest';
import { boundedCache } from './bounded-cache.ts';

const value = (name: string) => ({ name });

it('a bounded cache gives back what it keeps', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  cache.set('a', value('first'), 10);
  cache.set('a', value('second'), 10);

  expect(cache.get('a')).toEqual({ name: 'second' });
  expect(cache.get('b')).toBeUndefined();
});

it('a bounded cache lets go of what was not used for longest, and never takes more than it may', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  for (const key of ['a', 'b', 'c']) cache.set(key, value(key), 3_000);
  cache.get('a');
  cache.set('d', value('d'), 3_000);

  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key)?.name)).toEqual(['a', undefined, 'c', 'd']);
  expect(cache.bytes()).toBeGreaterThan(9_000);
  expect(cache.bytes()).toBeLessThanOrEqual(10_000);
});

it('a bounded cache counts keys, which clients can make as long as they like', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  for (let n = 0; n < 100; n++) cache.set(String(n).padEnd(1_000), value('x'), 1);

  expect(
    Array.from({ length: 100 }, (_, n) => cache.get(String(n).padEnd(1_000))).filter(Boolean).length,
  ).toBeLessThan(10);
  expect(cache.get('99'.padEnd(1_000))).toEqual(value('x'));
});

it('a bounded cache keeps nothing that is larger than all of it, and what it had stays', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  cache.set('a', value('a'), 10);
  cache.set('b', value('b'), 20_000);

  expect([cache.get('a')?.name, cache.get('b')]).toEqual(['a', undefined]);
});

it('a bounded cache does not keep an older value in the place of one that is too large', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  cache.set('a', value('old'), 10);
  cache.set('a', value('new'), 20_000);

  expect(cache.get('a')).toBeUndefined();
});

it('a bounded cache takes the room of a value that was replaced for others', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  cache.set('a', value('small'), 10);
  const before = cache.bytes();
  for (let n = 0; n < 100; n++) cache.set('a', value('small'), 10);

  expect(cache.bytes()).toBe(before);
});

it('a bounded cache keeps nothing when it has no room', () => {
  const cache = boundedCache<{ name: string }>(0);
  cache.set('a', value('a'), 0);
  cache.delete('b');

  expect([cache.get('a'), cache.bytes()]).toEqual([undefined, 0]);
});

it('a bounded cache forgets what it is told to', () => {
  const cache = boundedCache<{ name: string }>(10_000);
  cache.set('a', value('a'), 10);
  cache.delete('a');

  expect([cache.get('a'), cache.bytes()]).toEqual([undefined, 0]);
});

it('a bounded cache keeps nothing without room', () => {
  const cache = boundedCache<{ name: string }>(0);
  cache.set('a', value('a'), 0);

  expect([cache.get('a'), cache.bytes()]).toEqual([undefined, 0]);
});
