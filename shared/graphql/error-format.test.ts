import { GraphQLError, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ClientError, errorCodes, type ErrorCode } from '../lib/client-error.ts';
import { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
import { errorsEverywhere } from '../testing/everywhere.ts';
import { currentRequestId, formatError, isInternal, withBoundedErrors } from './error-format.ts';

/** What a client reads of `thrown`, when a resolver at `product.price` throws it. */
function formatted(thrown: Error, code?: string): GraphQLFormattedError {
  const error = new GraphQLError(thrown.message, {
    path: ['product', 'price'],
    originalError: thrown,
    ...(code !== undefined && { extensions: { code } }),
  });
  return currentRequestId.run('r-1', () => formatError(error.toJSON(), error));
}

describe('formatError', () => {
  it('keeps the words of an error that was meant for the client', () => {
    expect(formatted(new ClientError('FORBIDDEN', 'This belongs to another customer.'))).toEqual({
      message: 'This belongs to another customer.',
      path: ['product', 'price'],
      extensions: { code: 'FORBIDDEN', retryable: false, requestId: 'r-1' },
    });
  });

  it.each<[UpstreamErrorCode, boolean]>([
    ['UPSTREAM_UNAVAILABLE', true],
    ['UPSTREAM_TIMEOUT', true],
    ['DEADLINE_EXCEEDED', true],
    ['UPSTREAM_BAD_ANSWER', false],
    ['NOT_FOUND', false],
    ['BAD_USER_INPUT', false],
  ])('names the service behind %s, and nothing that is for the log', (code, retryable) => {
    const error = new UpstreamError(code, 'catalog', {
      reason: 's3cr3t',
      outcome: 'failure',
      cause: new Error('s3cr3t'),
    });

    const shown = formatted(error);

    expect(shown.extensions).toEqual({ code, retryable, upstream: 'catalog', requestId: 'r-1' });
    expect(shown.message).toContain('catalog');
    expect(JSON.stringify(shown)).not.toContain('s3cr3t');
  });

  it.each([
    new Error('connect ECONNREFUSED 10.0.0.7:5432'),
    new TypeError("Cannot read properties of undefined (reading 's3cr3t')"),
    new GraphQLError('s3cr3t', { extensions: { code: 's3cr3t', secret: true } }),
    new GraphQLError('s3cr3t', { extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [] } }),
    new GraphQLError('s3cr3t', { extensions: { code: 'toString' } }),
    // A code from the list alone does not make an error one for the client.
    Object.assign(new Error('s3cr3t'), { code: 'FORBIDDEN' }),
  ])('withholds the words of a fault of ours (%#)', (thrown) => {
    expect(
      formatted(thrown, thrown instanceof GraphQLError ? String(thrown.extensions['code']) : undefined),
    ).toEqual({
      message: 'Something went wrong on our side.',
      path: ['product', 'price'],
      extensions: { code: 'INTERNAL', retryable: false, requestId: 'r-1' },
    });
  });

  it.each<ErrorCode>([
    'GRAPHQL_PARSE_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'OPERATION_RESOLUTION_FAILURE',
    'BAD_REQUEST',
    'BAD_USER_INPUT',
    'PERSISTED_QUERY_NOT_FOUND',
    'PERSISTED_QUERY_NOT_SUPPORTED',
  ])('keeps what the library says about the request itself (%s)', (code) => {
    const error = new GraphQLError('Cannot query field "x".', { extensions: { code, other: 1 } });

    expect(currentRequestId.run('r-1', () => formatError(error.toJSON(), error))).toEqual({
      message: 'Cannot query field "x".',
      extensions: { code, retryable: false, requestId: 'r-1' },
    });
    expect(isInternal(error)).toBe(false);
  });

  it('says only codes of the closed list', () => {
    const codes = [new Error('x'), new ClientError('OVERLOADED', 'x'), new GraphQLError('x')].map(
      (error) => formatted(error).extensions?.['code'],
    );

    for (const code of codes) expect(errorCodes).toHaveProperty(String(code));
  });
});

describe('isInternal', () => {
  const wrapped = (originalError: Error) => new GraphQLError('x', { originalError });

  it('tells faults of ours from errors that were meant for the client', () => {
    expect(isInternal(wrapped(new TypeError('x')))).toBe(true);
    expect(isInternal(new GraphQLError('Cannot return null for non-nullable field'))).toBe(true);
    expect(isInternal(wrapped(new ClientError('NOT_FOUND', 'x')))).toBe(false);
  });
});

describe('the errors of a result', () => {
  const down = (upstream: string, ...path: (string | number)[]): GraphQLFormattedError => ({
    message: `The ${upstream} service is unavailable.`,
    path,
    extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream, requestId: 'r-1' },
  });
  const bounded = (errors: readonly GraphQLFormattedError[]): FormattedExecutionResult =>
    withBoundedErrors({ data: null, errors });

  it('are put together where they say the same of the same field, at its first place', () => {
    const errors = [
      down('pricing', 'all', 2, 'price'),
      down('pricing', 'all', 0, 'price'),
      down('stock', 'all', 1, 'stock'),
      down('pricing', 'all', 10, 'price'),
    ];

    expect(bounded(errors)).toEqual({
      data: null,
      errors: [
        {
          ...errors[1],
          extensions: { ...errors[1]!.extensions, also: { count: 2, at: [[2], [10]] } },
        },
        errors[2],
      ],
    });
  });

  it('say where else by the numbers of all lists on the way', () => {
    const errors = [0, 1].flatMap((outer) =>
      [0, 1].map((inner) => down('users', 'a', outer, 'b', inner, 'author')),
    );

    const [error, ...others] = bounded(errors).errors!;

    expect(others).toEqual([]);
    expect(error!.extensions).toMatchObject({
      also: {
        count: 3,
        at: [
          [0, 1],
          [1, 0],
          [1, 1],
        ],
      },
    });
    expect(errorsEverywhere(bounded(errors).errors)).toEqual(errors);
  });

  it.each<[string, GraphQLFormattedError, GraphQLFormattedError]>([
    ['another field', down('pricing', 'all', 0, 'price'), down('pricing', 'all', 1, 'formerPrice')],
    ['another name of a field', down('pricing', 'a', 0, 'price'), down('pricing', 'b', 0, 'price')],
    ['a list of lists', down('pricing', 'all', 0, 'price'), down('pricing', 'all', 0, 0, 'price')],
    ['a field that is called like a number', down('pricing', 'all', 0), down('pricing', 'all', '0')],
    ['another service', down('pricing', 'all', 0, 'price'), down('stock', 'all', 1, 'price')],
    [
      'another code',
      down('pricing', 'all', 0, 'price'),
      { ...down('pricing', 'all', 1, 'price'), extensions: { code: 'UPSTREAM_TIMEOUT' } },
    ],
    ['no path', { message: 'x' }, { message: 'x' }],
  ])('stay apart in %s', (_what, one, other) => {
    expect(bounded([one, other]).errors).toEqual([one, other]);
  });

  it('list a hundred places, and count the rest', () => {
    const errors = Array.from({ length: 2_500 }, (_, n) => down('pricing', 'all', n, 'price'));

    const [error, ...others] = bounded(errors).errors!;

    expect(others).toEqual([]);
    const { also } = error!.extensions as { also: { count: number; at: unknown[] } };
    expect([also.count, also.at.length]).toEqual([2_499, 100]);
  });

  it('take a bounded room, and say how many had none', () => {
    const errors = Array.from({ length: 300 }, (_, n) => down('pricing', `field${n}`));
    const { errors: told = [], extensions } = bounded(errors);

    expect(told).toEqual(errors.slice(0, told.length));
    expect(JSON.stringify(told).length).toBeLessThanOrEqual(6_100);
    expect(told.length).toBeGreaterThan(20);
    expect(extensions).toEqual({ errorsOmitted: 300 - told.length });
  });

  it('hold one at least, however large it is', () => {
    const large = { message: 'x'.repeat(10_000) };

    expect(bounded([large, { message: 'y' }])).toMatchObject({
      errors: [large],
      extensions: { errorsOmitted: 1 },
    });
  });

  it('point at no more places in the document than a person looks at', () => {
    const locations = Array.from({ length: 300 }, (_, line) => ({ line, column: 1 }));
    const error = new GraphQLError('x', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

    expect(formatError({ message: 'x', extensions: error.extensions, locations }, error).locations).toEqual(
      locations.slice(0, 10),
    );
  });
});
