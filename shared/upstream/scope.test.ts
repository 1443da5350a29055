import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineUpstream } from './define-upstream.ts';
import { unseal, type RequestScope, type SealedScope } from './scope.ts';

const decode = z.unknown();

// These fail when the compiler lets pass what it should not: an expected error that does not come is one.
it('an endpoint has nothing to read from its scope', () => {
  const upstream = defineUpstream({
    name: 'shop',
    endpoints: (http) => ({
      own: (scope: SealedScope) => {
        // @ts-expect-error -- who asks is declared in `varyOn`, or given as an argument
        const { principal } = scope;
        // @ts-expect-error -- nor is anything else of it there
        const { requestId, signal, deadlineAt, heard } = scope;
        void [principal, requestId, signal, deadlineAt, heard];
        return http.get(scope, '/own', { decode });
      },
    }),
  });

  expect(upstream.name).toBe('shop');
});

it('an endpoint cannot ask for a scope that can be read', () => {
  const upstream = defineUpstream({
    name: 'shop',
    endpoints: (http) => ({
      // @ts-expect-error -- whoever calls it has only a sealed one
      own: (scope: RequestScope) =>
        http.get(scope, '/own', { query: { customer: scope.principal?.customerId }, decode }),
    }),
  });

  expect(upstream.name).toBe('shop');
});

it('an endpoint depends on nothing that cannot be declared', () => {
  const upstream = defineUpstream({
    name: 'shop',
    endpoints: (http) => ({
      // @ts-expect-error -- a request id is nobody's
      own: (scope: SealedScope) => http.get(scope, '/own', { decode, varyOn: ['requestId'] }),
    }),
  });

  expect(upstream.name).toBe('shop');
});

it('the kit reads what it sealed', () => {
  const scope: RequestScope = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: 1,
    principal: null,
  };

  expect(unseal(scope)).toBe(scope);
});
