import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ClientError, errorCodes, type ErrorCode } from '../lib/client-error.ts';
import { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
import { currentRequestId, formatError, isInternal } from './error-format.ts';

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
