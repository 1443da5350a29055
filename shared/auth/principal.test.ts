import { describe, expect, it } from 'vitest';
import { principalFrom, requireCustomer, requireOwner } from './principal.ts';

describe('principalFrom', () => {
  it('believes the customer that the header names', () => {
    expect(principalFrom({ 'x-customer-id': 'u-1' })).toEqual({ customerId: 'u-1' });
  });

  it.each<[string, Record<string, string | string[] | undefined>]>([
    ['no header', {}],
    ['an empty one', { 'x-customer-id': '' }],
    ['what cannot be an id', { 'x-customer-id': 'u-1,u-2' }],
    ['a path', { 'x-customer-id': '../admin' }],
    ['several', { 'x-customer-id': ['u-1', 'u-2'] }],
    ['another header', { authorization: 'u-1' }],
  ])('knows nobody by %s', (_what, headers) => {
    expect(principalFrom(headers)).toBeNull();
  });
});

describe('requireCustomer', () => {
  it('answers who is signed in', () => {
    expect(requireCustomer({ customerId: 'u-1' })).toEqual({ customerId: 'u-1' });
  });

  it('is UNAUTHENTICATED when nobody is', () => {
    expect(() => requireCustomer(null)).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED', message: 'Sign in to see this.' }),
    );
  });
});

describe('requireOwner', () => {
  it('lets customers see what is theirs', () => {
    expect(() => requireOwner({ customerId: 'u-1' }, 'u-1')).not.toThrow();
  });

  it.each(['u-2', 'U-1', 'u-10', ''])('is FORBIDDEN for what belongs to %j', (owner) => {
    expect(() => requireOwner({ customerId: 'u-1' }, owner)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: 'This belongs to another customer.' }),
    );
  });

  it('is UNAUTHENTICATED when nobody is signed in, whoever owns it', () => {
    expect(() => requireOwner(null, '')).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });
});
