import { describe, expect, it } from 'vitest';
import { ClientError } from '../lib/client-error.ts';
import { documentIdOf } from '../graphql/documents/manifest.ts';
import { operationParameters, requestedNames } from './read-parameters.ts';

type Request = Parameters<typeof operationParameters>[0];

function refusalOf(request: unknown, encoded: boolean) {
  try {
    operationParameters(request as Request, encoded);
  } catch (error) {
    if (error instanceof ClientError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return expect.unreachable('it was read');
}

describe('a request', () => {
  it('may hold a document, the name of an operation, variables and extensions', () => {
    const given = { query: '{ a }', documentId: 'd', operationName: 'A' };
    const read = {
      document: { query: '{ a }', documentId: 'd', extensions: { e: 1 } },
      operationName: 'A',
      variables: { v: 1 },
    };

    expect(operationParameters({ ...given, variables: { v: 1 }, extensions: { e: 1 } }, false)).toEqual(read);
    expect(operationParameters({ ...given, variables: '{"v":1}', extensions: '{"e":1}' }, true)).toEqual(
      read,
    );
  });

  it.each([
    ['left out', {}],
    ['null', { query: null, operationName: null, variables: null, extensions: null }],
  ])('says nothing by what is %s', (_how, request) => {
    const { document, operationName, variables } = operationParameters(request, false);

    expect([document.query ?? undefined, document.extensions]).toEqual([undefined, undefined]);
    expect([operationName, variables]).toEqual([undefined, {}]);
  });

  it('says nothing by what is empty in an address', () => {
    const { document, operationName, variables } = operationParameters(
      { query: '{ a }', operationName: '', variables: '', extensions: '' },
      true,
    );

    expect([document.extensions, operationName, variables]).toEqual([undefined, undefined, {}]);
  });

  it.each<[object, string]>([
    [[{ query: '{ a }' }], 'Batching is off: a request holds one operation, not a list of them.'],
    [{ query: 1 }, 'query must be a string.'],
    [{ query: ['{ a }'] }, 'query must be a string.'],
    [{ operationName: {} }, 'operationName must be a string.'],
    [{ variables: 'v' }, 'variables must be an object.'],
    [{ variables: [] }, 'variables must be an object.'],
    [{ variables: 1 }, 'variables must be an object.'],
    [{ extensions: 'e' }, 'extensions must be an object.'],
    [{ extensions: [] }, 'extensions must be an object.'],
  ])('%j is told what is wrong with it', (request, reason) => {
    expect(refusalOf(request, false)).toBe(`BAD_REQUEST: ${reason}`);
  });

  it.each<[object, string]>([
    [{ variables: '{' }, 'variables must be one JSON object.'],
    [{ variables: ['{}'] }, 'variables must be one JSON object.'],
    [{ extensions: 'e' }, 'extensions must be one JSON object.'],
    [{ extensions: { e: 1 } }, 'extensions must be one JSON object.'],
    [{ variables: '[]' }, 'variables must be an object.'],
    [{ extensions: '1' }, 'extensions must be an object.'],
  ])('%j in an address is told what is wrong with it', (request, reason) => {
    expect(refusalOf(request, true)).toBe(`BAD_REQUEST: ${reason}`);
  });
});

describe('the log calls an operation that was not found', () => {
  const namesOf = (request: Request) => requestedNames(operationParameters(request, false));

  it('by its name and the id of its text', () => {
    expect(namesOf({ query: '{ a }', operationName: 'A' })).toEqual({
      name: 'A',
      documentId: documentIdOf('{ a }'),
    });
  });

  it('by the id alone, where it is asked for so', () => {
    expect(namesOf({ documentId: 'sha256:ab' })).toEqual({ documentId: 'ab' });
  });

  it('by nothing, where it says nothing', () => {
    expect(namesOf({})).toEqual({});
  });

  it('by no more than 64 characters, whatever it is sent', () => {
    expect(namesOf({ documentId: 'd'.repeat(65), operationName: 'n'.repeat(65) })).toEqual({
      name: 'n'.repeat(64),
      documentId: 'd'.repeat(64),
    });
  });
});
