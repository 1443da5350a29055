import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentError } from '../graphql/documents/prepared-documents.ts';
import { ClientError } from '../lib/client-error.ts';
import { errorResponse, StatusError } from './error-response.ts';
import type { ResponseType } from './negotiation.ts';

const json = 'application/json';
const own = 'application/graphql-response+json';
const refused = (error: unknown, responseType: ResponseType = json) =>
  errorResponse({ id: 'r-1', responseType }, error);

describe('the status of an error response', () => {
  const invalid = new DocumentError([new GraphQLError('no')]);
  const notFound = new ClientError('PERSISTED_QUERY_NOT_FOUND', 'no');
  const noGraphql = new ClientError('BAD_REQUEST', 'no');

  it.each([
    [json, invalid, 200],
    [own, invalid, 400],
    [json, notFound, 200],
    [own, notFound, 400],
    [json, noGraphql, 400],
    [own, noGraphql, 400],
  ] as const)('says in GraphQL’s own type what it does not in JSON: %s, %s: %i', (type, error, status) => {
    expect(refused(error, type).status).toBe(status);
  });

  it('is the error’s own where it has one, with its headers', () => {
    const { status, headers } = refused(new StatusError(405, 'BAD_REQUEST', 'no', { allow: 'POST' }));

    expect([status, headers]).toEqual([
      405,
      { 'content-type': 'application/json; charset=utf-8', 'allow': 'POST' },
    ]);
  });
});

it('an error response names the request, says what happened to it, and is cached by nobody', () => {
  const response = refused(new ClientError('FORBIDDEN', 'no', { details: { why: 'so' } }));

  expect(JSON.parse(response.body.toString())).toEqual({
    errors: [
      {
        message: 'no',
        extensions: { why: 'so', code: 'FORBIDDEN', retryable: false, requestId: 'r-1' },
      },
    ],
  });
  expect(response).toMatchObject({
    source: 'refused',
    outcome: 'rejected',
    errorCodes: ['FORBIDDEN'],
    lifetime: undefined,
  });
});

it('an error that is meant for no client is thrown on', () => {
  expect(() => refused(new TypeError('s3cr3t'))).toThrow('s3cr3t');
});
