import { parse, type FormattedExecutionResult, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { newCacheHints, type CacheHints } from '../graphql/cache-hints.ts';
import type { Degradation } from '../graphql/degradation.ts';
import type { ExecutableRequest } from './graphql-request.ts';
import { joinedBy, responseOf, type ResponseLifetime } from './graphql-response.ts';

const stale: Degradation = { path: ['a'], upstream: 'catalog', ageMs: 1, reason: 'UPSTREAM_TIMEOUT' };
const errors = [{ message: 'x', extensions: { code: 'FORBIDDEN', requestId: 'r-1' } }];

/** The response to an operation that came to `result`. */
function responded(
  result: FormattedExecutionResult,
  hints: Partial<CacheHints> = {},
  { document = '{ a }', degraded = [] as Degradation[], reusable = true, status = 200 } = {},
) {
  const request = {
    operation: parse(document).definitions[0] as OperationDefinitionNode,
    responseType: 'application/json',
    inputs: { principal: null, locale: 'en', currency: 'EUR', deadlineMs: 1_000 },
  } as Partial<ExecutableRequest> as ExecutableRequest;
  return responseOf(
    request,
    { result, status, madeAt: 1_000 },
    { hints: { ...newCacheHints(), freshUntil: 61_000, clientFreshUntil: 61_000, ...hints }, degraded },
    reusable,
  );
}

describe('what an operation came to', () => {
  it.each([
    ['ok', { data: {} }],
    ['ok', { data: {}, errors: [] }],
    ['partial', { data: {}, errors }],
    ['failed', { data: null, errors }],
    ['rejected', { errors }],
  ])('is %s for %j', (outcome, result) => {
    const response = responded(result);

    expect(response).toMatchObject({ source: 'executed', operationType: 'query', outcome });
    expect(response.errorCodes).toEqual(outcome === 'ok' ? [] : ['FORBIDDEN']);
    expect(response.failure).toBe(outcome === 'ok' ? undefined : result);
  });
});

describe('the lifetime of a response', () => {
  const lifetime: Partial<ResponseLifetime> = { madeAt: 1_000, freshUntil: 61_000 };

  it('is told to everyone, or of a private one to its client alone', () => {
    const [shared, mine] = [responded({ data: {} }), responded({ data: {} }, { isPrivate: true })];

    for (const response of [shared, mine]) expect(response.lifetime).toMatchObject(lifetime);
    expect(shared.headers['cache-control']).toBe('public, max-age=60');
    expect(mine.headers['cache-control']).toBe('private, max-age=60');
    expect(mine.headers['vary']).toBe(`${shared.headers['vary']}, x-customer-id`);
  });

  it.each<[string, Parameters<typeof responded>]>([
    ['has an error', [{ data: {}, errors }]],
    ['is of now alone', [{ data: {} }, { freshUntil: 1_000 }]],
    ['asked no service', [{ data: {} }, { freshUntil: Infinity }]],
    ['is of a mutation', [{ data: {} }, {}, { document: 'mutation { a }' }]],
    ['shows something stale', [{ data: {} }, {}, { degraded: [stale] }]],
    ['has another status than 200', [{ data: {} }, {}, { status: 500 }]],
    ['may be kept by nobody', [{ data: {} }, {}, { reusable: false }]],
  ])('is none where it %s', (_what, about) => {
    const { lifetime, headers } = responded(...about);

    expect(lifetime).toBeUndefined();
    for (const name of ['cache-control', 'etag', 'vary']) expect(headers).not.toHaveProperty(name);
    expect(headers['content-language']).toBe('en');
  });
});

it('a response that is joined names the other request in its errors, and is the same without any', () => {
  const fine = responded({ data: { a: 1 } });
  expect(joinedBy(fine, 'r-2')).toEqual({ ...fine, source: 'joined' });

  const failed = responded({ extensions: { errorsOmitted: 1 }, data: { a: null }, errors });
  const other = { message: 'x', extensions: { code: 'FORBIDDEN', requestId: 'r-2' } };
  expect(joinedBy(failed, 'r-2').body.toString()).toBe(
    `${JSON.stringify({ errors: [other], data: { a: null }, extensions: { errorsOmitted: 1 } })}\n`,
  );
});
