import { describe, expect, it } from 'vitest';
import type { AnsweredOperation } from './answer.ts';
import { audiences } from './audiences.ts';

const query = { text: '{ greeting }', operationName: undefined };
const came = (outcome: AnsweredOperation['outcome'], { type = 'query', isPrivate = false } = {}) => ({
  isPrivate,
  operation: { name: null, type, outcome, errorCodes: [], failure: undefined },
});

describe('an operation that has not been executed yet', () => {
  it.each([
    ['{ greeting }', 'same principal'],
    ['query A { a } mutation B { b }', 'nobody'],
    ['query A { a } subscription B { b }', 'nobody'],
  ])('may be shared as its text lets guess: %s, %s', (text, audience) => {
    expect(audiences().of({ text, operationName: 'A' })).toBe(audience);
  });
});

describe('an operation that has been executed', () => {
  it('is for everyone once it came to all of its answer without asking who it was for', () => {
    const seen = audiences();
    seen.learn(query, came('ok'));

    expect(seen.of(query)).toBe('everyone');
    expect(seen.of({ ...query, operationName: 'Other' })).toBe('same principal');
    expect(seen.of({ ...query, text: '{ greeting me }' })).toBe('same principal');
  });

  it.each(['partial', 'failed', 'rejected'] as const)('is not for everyone when it was %s', (outcome) => {
    const seen = audiences();
    seen.learn(query, came(outcome));

    expect(seen.of(query)).toBe('same principal');
  });

  it('is one principal’s for good once it was private, whatever came before and comes after', () => {
    const seen = audiences();
    for (const isPrivate of [false, true, false]) seen.learn(query, came('ok', { isPrivate }));

    expect(seen.of(query)).toBe('same principal');
  });

  it('is nobody’s where it is no query', () => {
    const seen = audiences();
    seen.learn(query, came('ok', { type: 'mutation' }));

    expect(seen.of(query)).toBe('nobody');
  });

  it('has shown nothing where it never became one', () => {
    const seen = audiences();
    seen.learn(query, { operation: undefined, isPrivate: false });
    seen.learn(query, { operation: { ...came('ok').operation, type: undefined }, isPrivate: true });

    expect(seen.of(query)).toBe('same principal');
    seen.learn(query, came('ok'));
    expect(seen.of(query)).toBe('everyone');
  });
});
