import { describe, expect, it } from 'vitest';
import { securityHeaders } from './security-headers.ts';

/** What a browser allows of each kind to a response: the directives of its policy, by name. */
function allowed(page: boolean): Record<string, readonly string[]> {
  const policy = securityHeaders({ page, otherSites: false })['content-security-policy']!;
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name!, sources];
    }),
  );
}

describe('the policy of a page', () => {
  it('lets it run the scripts of its own site alone: none inline, none made of text, none of another site', () => {
    expect(allowed(true)['script-src']).toEqual(["'self'"]);
  });

  it('lets it speak to its own site alone, and load nothing that it does not name', () => {
    expect(allowed(true)).toMatchObject({ 'connect-src': ["'self'"], 'default-src': ["'none'"] });
  });

  it('lets nobody frame it, move its base or receive its forms', () => {
    expect(allowed(true)).toMatchObject({
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    });
  });
});

it('the policy of data allows nothing at all, should a browser take it for a page', () => {
  expect(allowed(false)).toEqual({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] });
});

it.each([
  [true, 'cross-origin'],
  [false, 'same-origin'],
])('the server lets pages of other sites load responses or not (%s: %s)', (otherSites, policy) => {
  expect(securityHeaders({ page: false, otherSites })).toMatchObject({
    'cross-origin-resource-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
});
