import type { FormattedExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answerOf, bodyFor, type AnswerLifetime } from './answer.ts';
import { newCacheHints, type CacheHints } from '../graphql/cache-hints.ts';

const errors = [{ message: 'x', extensions: { code: 'FORBIDDEN', requestId: 'r-1' } }];

/** What Apollo wrote of `body`, as an answer. */
function answered(body: FormattedExecutionResult, differs: Partial<CacheHints> = {}) {
  const result = { operationName: 'A', operationType: 'query', body };
  return answerOf(
    { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) },
    {
      hints: { ...newCacheHints(), freshUntil: 61_000, clientFreshUntil: 61_000, result, ...differs },
      degraded: [],
      askedBy: null,
      locale: 'en',
      now: 1_000,
      mayBeKept: true,
    },
  );
}

describe('what an operation came to', () => {
  it.each([
    ['ok', { data: {} }],
    ['ok', { data: {}, errors: [] }],
    ['partial', { data: {}, errors }],
    ['failed', { data: null, errors }],
    ['rejected', { errors }],
  ])('is %s for %j', (outcome, body) => {
    const { operation } = answered(body);

    expect(operation).toMatchObject({ name: 'A', type: 'query', outcome });
    expect(operation!.errorCodes).toEqual(outcome === 'ok' ? [] : ['FORBIDDEN']);
    expect(operation!.failure).toBe(outcome === 'ok' ? undefined : body);
  });
});

describe('the lifetime of an answer', () => {
  const lifetime: Partial<AnswerLifetime> = { madeAt: 1_000, freshUntil: 61_000, clientFreshUntil: 61_000 };

  it('is told to everyone, or of a private one to its client alone', () => {
    const [shared, mine] = [answered({ data: {} }), answered({ data: {} }, { isPrivate: true })];

    for (const answer of [shared, mine]) expect(answer.lifetime).toMatchObject(lifetime);
    expect(shared.headers['cache-control']).toBe('public, max-age=60');
    expect(mine.headers['cache-control']).toBe('private, max-age=60');
    expect(mine.headers['vary']).toBe(`${shared.headers['vary']}, x-customer-id`);
  });

  it.each<[string, FormattedExecutionResult, Partial<CacheHints>]>([
    ['has an error', { data: {}, errors }, {}],
    ['is of now alone', { data: {} }, { freshUntil: 1_000 }],
    ['asked no service', { data: {} }, { freshUntil: Infinity }],
    ['never became an operation', { data: {} }, { result: undefined }],
  ])('is none where it %s', (_what, body, differs) => {
    const { lifetime, headers } = answered(body, differs);

    expect(lifetime).toBeUndefined();
    for (const name of ['cache-control', 'etag', 'vary']) expect(headers).not.toHaveProperty(name);
    expect(headers['content-language']).toBe('en');
  });
});

it('the body for another request names that one in its errors, and is the same without any', () => {
  const fine = answered({ data: { a: 1 } });
  expect(bodyFor(fine, 'r-2')).toBe(fine.body);

  const failed = answered({ data: { a: null }, errors, extensions: { errorsOmitted: 1 } });
  expect(JSON.parse(bodyFor(failed, 'r-2').toString())).toEqual({
    errors: [{ message: 'x', extensions: { code: 'FORBIDDEN', requestId: 'r-2' } }],
    data: { a: null },
    extensions: { errorsOmitted: 1 },
  });
});
