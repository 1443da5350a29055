import { expect, it } from 'vitest';
import { unseal, type RequestScope, type SealedScope } from './scope.ts';

// Fails when the compiler lets pass what it should not: an expected error that does not come is one.
it('a resolver has nothing to read from its scope', () => {
  const read = (scope: SealedScope): unknown[] => {
    // @ts-expect-error -- who asks is declared in `varyOn`, or given as an argument
    const { principal } = scope;
    // @ts-expect-error -- nor is anything else of it there
    const { deadlineAt, heard } = scope;
    return [principal, deadlineAt, heard];
  };

  expect(read({})).toEqual([undefined, undefined, undefined]);
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
