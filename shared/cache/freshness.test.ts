import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshnessOf, isAbout, updatedHeaders } from './freshness.ts';

const lifetimes = (cacheControl: string, age?: string) => {
  const { freshMs, revalidateMs } = freshnessOf({ cacheControl, age });
  return { freshMs, revalidateMs };
};

describe('an answer is fresh', () => {
  it.each<[string | undefined, number]>([
    ['max-age=60', 60_000],
    ['public, max-age=60', 60_000],
    ['MAX-AGE=60', 60_000],
    [' max-age = 60 ,', 60_000],
    ['max-age="60"', 60_000],
    ['max-age=60, s-maxage=5', 5_000],
    ['s-maxage=300, max-age=0', 300_000],
    // We keep private answers as a private cache would, one customer apart from the others.
    ['private, max-age=60, s-maxage=5', 60_000],
    ['immutable, max-age=60, no-transform', 60_000],
    ['max-age=60, must-revalidate', 60_000],
    ['max-age=0', 0],
    ['max-age=60, no-store', 0],
    ['max-age=60, no-cache', 0],
    ['max-age=60, NO-STORE', 0],
    ['no-cache="set-cookie", max-age=60', 0],
    ['public', 0],
    ['', 0],
    [undefined, 0],
  ])('by %j for %d ms', (cacheControl, freshMs) => {
    expect(freshnessOf({ cacheControl }).freshMs).toBe(freshMs);
  });

  it.each([
    ['max-age=60, max-age=5', 60_000],
    ['max-age=5, max-age=60', 5_000],
  ])('by the first of two that contradict each other (%j)', (cacheControl, freshMs) => {
    expect(freshnessOf({ cacheControl }).freshMs).toBe(freshMs);
  });

  it.each([
    'max-age',
    'max-age=',
    'max-age=-1',
    'max-age=1.5',
    'max-age=1e3',
    'max-age=0x10',
    'max-age=soon',
    'max-age=60s',
    's-maxage=soon, max-age=60',
    'maxage=60',
    'x="max-age=60"',
    'x=", max-age=60"',
    'm\\xax-age=60, x="y"',
    ',,,=,"',
  ])('for no time by nonsense (%j)', (cacheControl) => {
    expect(freshnessOf({ cacheControl })).toMatchObject({ freshMs: 0, revalidateMs: 0 });
  });

  it('for a day at most, however much is promised', () => {
    const huge = '9'.repeat(400);

    expect(lifetimes(`max-age=31536000, stale-while-revalidate=${huge}`)).toEqual({
      freshMs: 86_400_000,
      revalidateMs: 86_400_000,
    });
    expect(lifetimes(`max-age=${huge}`, huge)).toEqual({ freshMs: 0, revalidateMs: 0 });
  });

  it.each([
    ['20', 40_000],
    ['60', 0],
    ['61', 0],
    [undefined, 60_000],
    ['', 60_000],
    ['-5', 60_000],
    ['old', 60_000],
    // RFC 9111, 5.1: of several the first; what is no number says nothing, whatever follows.
    ['50, 10', 10_000],
    ['10, 50', 50_000],
    [' , 50,10', 10_000],
    ['50,', 10_000],
    ['old, 50', 60_000],
    ['-5, 50', 60_000],
    ['50.5', 60_000],
    ['50;x', 60_000],
    ['99999999999999999999', 0],
  ])('for what is left of max-age=60 at an age of %j: %d ms', (age, freshMs) => {
    expect(freshnessOf({ cacheControl: 'max-age=60', age }).freshMs).toBe(freshMs);
  });
});

it.each([
  ['s-maxage=60, max-age=0', 60_000, 0],
  ['max-age=0, s-maxage=60', 60_000, 0],
  ['s-maxage=5, max-age=60', 5_000, 60_000],
  ['s-maxage=60', 60_000, 0],
  ['max-age=60', 60_000, 60_000],
  ['s-maxage=0, max-age=60', 0, 60_000],
  ['s-maxage=soon, max-age=60', 0, 60_000],
  ['private, s-maxage=60, max-age=30', 30_000, 30_000],
  ['no-cache, s-maxage=60, max-age=30', 0, 0],
  ['no-store, s-maxage=60, max-age=30', 0, 0],
])(
  '%j is fresh for %d ms here, and for %d ms where a client keeps it',
  (cacheControl, freshMs, clientFreshMs) => {
    expect(freshnessOf({ cacheControl })).toMatchObject({ freshMs, clientFreshMs });
  },
);

it.each([
  ['max-age=60', true],
  ['no-cache', true],
  ['s-maxage=60', true],
  ['must-understand, immutable, no-transform, public, x=1', true],
  ['must-revalidate', false],
  ['Must-Revalidate ,max-age=60', false],
  ['must-revalidate="x"', false],
  ['max-age=60, must-revalidate, must-revalidate', false],
  ['proxy-revalidate', false],
  ['private, proxy-revalidate', true],
  ['private, must-revalidate', false],
  ['x="must-revalidate"', true],
  ['no-store', false],
])('%j leaves it to an agreement whether it is ever served stale: %s', (cacheControl, mayBeStale) => {
  expect(freshnessOf({ cacheControl, etag: '"1"' }).mayBeStale).toBe(mayBeStale);
});

it.each([
  ['max-age=60, stale-if-error=30', undefined, 30_000],
  ['stale-if-error="30"', undefined, 30_000],
  ['Stale-If-Error = 30', undefined, 30_000],
  ['s-maxage=60, stale-if-error=30', undefined, 30_000],
  ['no-cache, stale-if-error=30', undefined, 30_000],
  ['max-age=60, stale-if-error=30', '70', 20_000],
  ['stale-if-error=30, stale-if-error=60', undefined, 30_000],
  ['stale-if-error=-30', undefined, 0],
  ['stale-if-error=3e1', undefined, 0],
  ['stale-if-error', undefined, 0],
  ['must-revalidate, stale-if-error=30', undefined, 0],
  ['proxy-revalidate, stale-if-error=30', undefined, 0],
  ['no-store, stale-if-error=30', undefined, 0],
])('%j at an age of %j may be served for an error for %d ms', (cacheControl, age, staleIfErrorMs) => {
  expect(freshnessOf({ cacheControl, age }).staleIfErrorMs).toBe(staleIfErrorMs);
});

it.each([
  // What a backslash escapes ends no quoted string (RFC 9110, 5.6.4).
  ['x="\\", max-age=60, y=\\"", public', 0],
  ['x="\\\\", max-age=60', 60_000],
  ['x="a, \\"b", max-age=60', 60_000],
])('the quotes of %j are read as they are meant', (cacheControl, freshMs) => {
  expect(freshnessOf({ cacheControl }).freshMs).toBe(freshMs);
});

it('a lifetime is what directives say, whatever their order, case, room and neighbours', () => {
  const lifetime = fc.nat({ max: 86_400 });
  const written = (name: string) =>
    fc
      .tuple(
        fc.constantFrom(name, name.toUpperCase()),
        lifetime,
        fc.constantFrom('=', '="'),
        fc.constantFrom('', ' '),
      )
      .map(([name, seconds, sign, room]) => ({
        seconds,
        text: `${room}${name}${sign}${seconds}${sign === '=' ? '' : '"'}${room}`,
      }));
  const other = fc.constantFrom(
    'public',
    'immutable',
    'no-transform',
    'x="a, max-age=1"',
    'community="UCI"',
    '',
  );
  fc.assert(
    fc.property(
      written('max-age'),
      written('s-maxage'),
      fc.array(other),
      fc.infiniteStream(fc.nat()),
      lifetime,
      (own, shared, others, order, age) => {
        const parts = [own.text, shared.text, ...others].map((text) => ({ text, at: order.next().value! }));
        const cacheControl = parts
          .toSorted((a, b) => a.at - b.at)
          .map(({ text }) => text)
          .join(',');
        expect(freshnessOf({ cacheControl, age: String(age) })).toMatchObject({
          ageMs: age * 1_000,
          freshMs: Math.max(0, shared.seconds - age) * 1_000,
          clientFreshMs: Math.max(0, own.seconds - age) * 1_000,
        });
      },
    ),
  );
});

it.each([
  ['"1"', true],
  ['W/"1"', true],
  ['""', true],
  ['"a,b"', true],
  ['"ä"', true],
  ['*', false],
  ['1', false],
  ['"1', false],
  ['1"', false],
  ['w/"1"', false],
  ['W/1', false],
  ['"1", "2"', false],
  ['"a b"', false],
  ['"a"b"', false],
  ['', false],
  [`"${'x'.repeat(498)}"`, true],
  [`"${'x'.repeat(499)}"`, false],
])('%j is a tag to ask by: %s', (etag, isOne) => {
  expect(freshnessOf({ etag }).etag).toBe(isOne ? etag : undefined);
});

describe('an answer may be served while it is renewed', () => {
  it.each([
    ['max-age=60, stale-while-revalidate=30', 30_000],
    ['stale-while-revalidate=30', 30_000],
    ['private, max-age=60, s-maxage=5, stale-while-revalidate=30', 30_000],
    ['private, max-age=60, proxy-revalidate, stale-while-revalidate=30', 30_000],
    ['max-age=60', 0],
    ['max-age=60, stale-while-revalidate=x', 0],
    ['max-age=60, must-revalidate, stale-while-revalidate=30', 0],
    ['max-age=60, proxy-revalidate, stale-while-revalidate=30', 0],
    ['s-maxage=60, stale-while-revalidate=30', 0],
    ['no-cache, stale-while-revalidate=30', 0],
    ['no-store, stale-while-revalidate=30', 0],
  ])('by %j for %d ms', (cacheControl, revalidateMs) => {
    expect(freshnessOf({ cacheControl }).revalidateMs).toBe(revalidateMs);
  });

  it.each([
    ['60', { freshMs: 0, revalidateMs: 30_000 }],
    ['70', { freshMs: 0, revalidateMs: 20_000 }],
    ['90', { freshMs: 0, revalidateMs: 0 }],
    ['900', { freshMs: 0, revalidateMs: 0 }],
  ])('for less when it came too old already (%s s)', (age, expected) => {
    expect(lifetimes('max-age=60, stale-while-revalidate=30', age)).toEqual(expected);
  });
});

it.each([
  ['private', true],
  ['PRIVATE, max-age=60', true],
  ['private="set-cookie, x-name", max-age=60', true],
  ['no-store, private', true],
  // What cannot be told apart is taken for the stricter.
  ['x="a, private', true],
  ['public', false],
  ['x="a, private"', false],
  ['x-private', false],
])("%j says that it is one customer's: %s", (cacheControl, isPrivate) => {
  expect(freshnessOf({ cacheControl }).private).toBe(isPrivate);
});

it.each([
  ['accept-encoding', 60_000],
  ['Accept, Accept-Encoding,User-Agent', 60_000],
  ['', 60_000],
  [undefined, 60_000],
  ['*', 0],
  ['accept-encoding, *', 0],
  ['x-request-id', 0],
  ['Accept-Encoding, X-Request-Deadline-Ms', 0],
  ['authorization', 0],
])('an answer that varies on %j is fresh for %d ms', (vary, freshMs) => {
  expect(freshnessOf({ cacheControl: 'max-age=60', vary, etag: '"1"' })).toMatchObject({
    freshMs,
    etag: freshMs === 0 ? undefined : '"1"',
  });
});

it.each([
  ['max-age=60', 'W/"1"'],
  ['max-age=0', 'W/"1"'],
  ['no-cache', 'W/"1"'],
  [undefined, 'W/"1"'],
  ['no-store', undefined],
])('%j lets its tag be kept: %j', (cacheControl, etag) => {
  expect(freshnessOf({ cacheControl, etag: 'W/"1"' }).etag).toBe(etag);
});

it('freshness makes a sane lifetime of whatever it is given', () => {
  const directive = fc.constantFrom(
    'max-age',
    's-maxage',
    'stale-while-revalidate',
    'private',
    'no-cache',
    'x',
  );
  const value = fc.oneof(fc.nat().map(String), fc.string(), fc.constant('1'.repeat(400)));
  const header = fc.array(fc.tuple(directive, value)).map((all) => all.map((pair) => pair.join('=')).join());
  fc.assert(
    fc.property(fc.oneof(header, fc.string()), fc.option(value, { nil: undefined }), (cacheControl, age) => {
      for (const ms of Object.values(lifetimes(cacheControl, age))) {
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(86_400_000);
      }
    }),
  );
});

describe('a 304', () => {
  it.each([
    ['no tag', '"a"', undefined, true],
    ['the same strong tag', '"a"', '"a"', true],
    ['the same weak tag', 'W/"a"', 'W/"a"', true],
    ['the weak form of our strong tag', '"a"', 'W/"a"', true],
    ['the strong form of our weak tag', 'W/"a"', '"a"', false],
    ['another tag', '"a"', '"b"', false],
    ['another weak tag', '"a"', 'W/"b"', false],
  ])('that names %s is about what we hold or not', (_what, held, named, expected) => {
    expect(isAbout(held, named)).toBe(expected);
  });

  const held = { cacheControl: 'max-age=60', age: '50', vary: 'accept', etag: '"a"' };

  it('leaves as it was what it does not say, but for the age, which begins anew', () => {
    expect(updatedHeaders(held, {})).toEqual({ ...held, age: undefined });
  });

  it('takes the place of what it says anew', () => {
    const given = { cacheControl: 'no-cache', age: '1', vary: 'origin', etag: 'W/"a"' };

    expect(updatedHeaders(held, given)).toEqual(given);
  });
});
