import { describe, expect, it } from 'vitest';
import { buildUrl } from './url.ts';

const base = 'http://gateway:8080/catalog/v2';

describe('buildUrl', () => {
  it('puts the route behind the path of the base', () => {
    expect(buildUrl(base, '/products')).toBe('http://gateway:8080/catalog/v2/products');
  });

  it('fills every parameter of the route', () => {
    expect(buildUrl(base, '/users/:userId/addresses/:id', { userId: 'u-1', id: 'a-2' })).toBe(
      `${base}/users/u-1/addresses/a-2`,
    );
  });

  it.each([
    'a/b',
    'a\\b',
    '../../admin',
    './x',
    '...',
    '..;',
    '%2e%2e',
    '%2E.',
    '%2f',
    'a?b=c',
    'a#b',
    'a b',
    'a\r\nHost: evil',
    'a\tb',
    '\u0000',
    ':id',
    '$&',
    '@evil',
    '//evil',
    'ä€😀',
    "!'()*~",
  ])('keeps %j within its one segment, and unchanged', (id) => {
    const url = buildUrl(base, '/products/:id/reviews', { id });

    const { origin, pathname, search, hash } = new URL(url);
    expect(url).toBe(new URL(url).href);
    expect({ origin, search, hash }).toEqual({ origin: 'http://gateway:8080', search: '', hash: '' });
    const segments = pathname.split('/');
    expect(segments).toEqual(['', 'catalog', 'v2', 'products', expect.anything(), 'reviews']);
    expect(decodeURIComponent(segments[4]!)).toBe(id);
  });

  it.each(['', '.', '..', '\ud800', 'a\udc00b'])('refuses %j', (id) => {
    expect(() => buildUrl(base, '/products/:id', { id })).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('id must be an id'),
      }),
    );
  });

  it('refuses a parameter longer than any id', () => {
    const urlOf = (length: number) => buildUrl(base, '/products/:id', { id: 'x'.repeat(length) });

    expect(urlOf(256)).toContain('x'.repeat(256));
    expect(() => urlOf(257)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('refuses a parameter that is missing', () => {
    expect(() => buildUrl(base, '/products/:id', {})).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it('escapes what stands in the query', () => {
    const query = { q: 'a&b=c#d e+f/ä\r\n', ids: 'a,b', limit: 5, nothing: undefined, empty: '', zero: 0 };

    const { searchParams, hash } = new URL(buildUrl(base, '/search', {}, query));

    expect(Object.fromEntries(searchParams)).toEqual({
      q: 'a&b=c#d e+f/ä\r\n',
      ids: 'a,b',
      limit: '5',
      empty: '',
      zero: '0',
    });
    expect(hash).toBe('');
  });

  it('has no cacheKey mark without a query', () => {
    expect(buildUrl(base, '/products', {}, { cursor: undefined })).toBe(`${base}/products`);
  });
});
