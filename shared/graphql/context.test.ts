import { describe, expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import type { Upstreams } from '../upstreams/index.ts';
import {
  clientFrom,
  createRequestContext,
  inputsFrom,
  requestIdFrom,
  type Headers,
  type RequestContext,
} from './context.ts';

const context = (headers: Headers) =>
  createRequestContext({
    inputs: inputsFrom(headers, 1_500),
    requestId: 'r-1',
    signal: new AbortController().signal,
    clock: manualClock(10_000),
    upstreams: {} as Upstreams,
  });

describe('requestIdFrom', () => {
  it.each(['r-1', '018f4e2a-7b1c-7c3d-9e4f-0123456789ab', 'a.b_c-D9', 'x'.repeat(64)])('keeps %j', (id) => {
    expect(requestIdFrom({ 'x-request-id': id })).toBe(id);
  });

  it.each([
    undefined,
    '',
    'a b',
    'a,b',
    'a\r\nx: y',
    '{"level":50}',
    '<script>',
    '${jndi:ldap://x}',
    'ä',
    'x'.repeat(65),
    ['a', 'b'],
  ])('makes a new id in place of %j', (id) => {
    const [first, second] = [requestIdFrom({ 'x-request-id': id }), requestIdFrom({ 'x-request-id': id })];

    expect(first).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(second).not.toBe(first);
  });
});

describe('clientFrom', () => {
  it("reads the headers of Apollo's clients, and the plain ones", () => {
    const apollo = { 'apollographql-client-name': 'ios', 'apollographql-client-version': '3.1' };
    const plain = { 'x-client-name': 'android', 'x-client-version': '4.0' };

    expect(clientFrom(apollo)).toEqual({ name: 'ios', version: '3.1' });
    expect(clientFrom(plain)).toEqual({ name: 'android', version: '4.0' });
    expect(clientFrom({ ...plain, ...apollo })).toEqual({ name: 'ios', version: '3.1' });
    expect(clientFrom({})).toEqual({ name: undefined, version: undefined });
  });

  it('keeps no more of them than a log line bears', () => {
    expect(clientFrom({ 'x-client-name': 'x'.repeat(10_000) }).name).toHaveLength(64);
  });
});

describe('createRequestContext', () => {
  it('sets the deadline of the whole operation from one now', () => {
    expect(context({})).toMatchObject({
      now: 10_000,
      operation: { requestId: 'r-1', deadlineAt: 11_500 },
      principal: null,
      locale: 'en',
      currency: 'EUR',
    });
  });

  it('reads who asks, in which language and currency', () => {
    const headers = { 'x-customer-id': 'u-1', 'accept-language': 'ko-KR,en;q=0.5', 'x-currency': 'KRW' };

    expect(context(headers)).toMatchObject({
      principal: { customerId: 'u-1' },
      locale: 'ko-KR',
      currency: 'KRW',
    });
  });

  it.each([
    ['250', 10_250],
    ['1', 10_001],
    ['1500', 11_500],
    ['60000', 11_500],
    ['9'.repeat(400), 11_500],
  ])('gives a client %s ms, and never more than its type has', (given, deadlineAt) => {
    expect(context({ 'x-request-deadline-ms': given }).operation).toMatchObject({ deadlineAt });
  });

  it.each(['', '0', '000', '-5', '+5', '1.5', '1e3', '0x50', '5 ms', '100, 200', 'Infinity', '５'])(
    'refuses %j for a deadline',
    (given) => {
      expect(() => context({ 'x-request-deadline-ms': given })).toThrow(
        expect.objectContaining({
          code: 'BAD_USER_INPUT',
          message: `The header x-request-deadline-ms must be a whole number above 0, and was "${given}".`,
        }),
      );
    },
  );

  it.each(['', 'eur', 'GBP', 'EUR,USD', 'constructor'])('refuses %j for a currency', (currency) => {
    expect(() => context({ 'x-currency': currency })).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: `The header x-currency must be one of EUR, USD, JPY, KRW, and was "${currency}".`,
      }),
    );
  });

  it('notes that somebody has read who asks, in copies of it as well, as Apollo makes one', () => {
    const [read, copied, unread] = [1, 2, 3].map(() => context({ 'x-customer-id': 'u-1' }));
    const copy = Object.assign(
      Object.create(Object.getPrototypeOf(copied) as object) as RequestContext,
      copied,
    );
    expect([read!.hints.isPrivate, copied!.hints.isPrivate]).toEqual([false, false]);

    expect(read!.principal).toEqual({ customerId: 'u-1' });
    expect(copy.principal).toEqual({ customerId: 'u-1' });

    expect([read, copied, unread].map((each) => each!.hints.isPrivate)).toEqual([true, true, false]);
  });
});
