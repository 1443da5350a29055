import { expect, it, vi } from 'vitest';
import { remembered } from './remembered.ts';

it('a remembered function makes the value of the same texts once', () => {
  const make = vi.fn((a: string, b: string) => ({ a, b }));
  const get = remembered(10, make);

  expect(get('de', 'EUR')).toBe(get('de', 'EUR'));
  expect(get('de', 'USD')).toEqual({ a: 'de', b: 'USD' });
  expect(make).toHaveBeenCalledTimes(2);
});

it('a remembered function tells texts apart that are alike only when they are put together', () => {
  const get = remembered(10, (a: string, b: string) => ({ a, b }));

  expect(get('en', 'USD')).toEqual({ a: 'en', b: 'USD' });
  expect(get('enU', 'SD')).toEqual({ a: 'enU', b: 'SD' });
});

it('a remembered function holds no more values than it may', () => {
  const make = vi.fn((text: string) => ({ text }));
  const get = remembered(2, make);
  for (const text of ['a', 'b', 'c', 'c']) get(text);
  expect(make).toHaveBeenCalledTimes(3);

  get('a');

  expect(make).toHaveBeenCalledTimes(4);
});

it('a remembered function remembers nothing of a failure', () => {
  const make = vi
    .fn((text: string) => text)
    .mockImplementationOnce(() => {
      throw new RangeError('no');
    });
  const get = remembered(2, make);

  expect(() => get('a')).toThrow('no');
  expect(get('a')).toBe('a');
});
