import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { connectUpstreams, definitions, type UpstreamName } from './index.ts';

function given() {
  const names = Object.keys(definitions) as UpstreamName[];
  const urls = Object.fromEntries(names.map((name) => [name, `http://${name}.test`]));
  const connected = connectUpstreams(urls as Record<UpstreamName, string>, {
    transport: () => Promise.reject(new Error('nobody calls')),
    clock: manualClock(),
    observe: () => {},
  });
  /** The states of the breakers of each upstream. */
  const breakers = () =>
    Object.fromEntries(
      connected
        .statuses()
        .map(({ name, classes }) => [name, Object.values(classes).map(({ breaker }) => breaker.state)]),
    );
  return { ...connected, names, breakers };
}

it('upstreams are all closed when they are, and no breaker of one can be opened any more', () => {
  const { names, breakers, forceBreaker, close } = given();
  for (const name of names) forceBreaker(name, 'open');
  expect(new Set(Object.values(breakers()).flat())).toEqual(new Set(['forced-open']));

  close();
  for (const name of names) forceBreaker(name, 'open');

  expect(Object.keys(breakers())).toEqual(names);
  expect(new Set(Object.values(breakers()).flat())).toEqual(new Set(['disabled']));
});

it('the breaker of one upstream, or of one class of it, is forced alone', () => {
  const { breakers, forceBreaker, close } = given();
  const before = breakers();

  expect(forceBreaker('users', 'open')).toBe(true);
  expect(forceBreaker('catalog', 'closed', 'search')).toBe(true);
  expect(forceBreaker('catalog', 'open', 'bulk')).toBe(false);
  expect(forceBreaker('nobody', 'open')).toBe(false);

  expect(breakers()).toEqual({ ...before, users: ['forced-open'], catalog: ['closed', 'disabled'] });
  close();
});

it('the silence of one upstream, or of one class of it, can be lifted, and of none that is not there', () => {
  const { liftPause, close } = given();

  expect(liftPause('users')).toBe(true);
  expect(liftPause('catalog', 'search')).toBe(true);
  expect(liftPause('catalog', 'bulk')).toBe(false);
  expect(liftPause('nobody')).toBe(false);
  close();
});
