import { describe, expect, it } from 'vitest';
import { apqStore } from '../graphql/documents/apq-store.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import { buildManifest, documentIdOf } from '../graphql/documents/manifest.ts';
import { bffAlone } from '../testing/bff-alone.ts';
import { anyDocument, trusting } from '../testing/documents.ts';
import { smallBff } from '../testing/small-bff.ts';

const GREETING = 'query Greeting { greeting }';
const CONFIG = 'query Config { twice(n: 1) }';
const idOf = (text: string) => buildManifest([text]).operations[0]!.id;

describe('where trusted documents alone are executed', () => {
  const lookup = { trusted: trusting([GREETING], '5.3.0'), mode: 'trusted', apq: null } as const;

  it.each([
    ['by documentId', { documentId: idOf(GREETING) }],
    ['by a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: idOf(GREETING) } } }],
    ['as text', { query: 'query   Greeting{greeting}' }],
  ])('one is, %s', async (_how, body) => {
    const { send } = await bffAlone({ lookup });

    expect((await send(body)).body).toEqual({ data: { greeting: 'Hello stranger' } });
  });

  it('any other is refused, and says so in a code that clients can act on', async () => {
    const { send } = await bffAlone({ lookup });

    expect((await send({ query: '{ greeting }' })).body.errors).toMatchObject([
      { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
    ]);
    expect((await send({ documentId: idOf('query Other { me }') })).body.errors).toMatchObject([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
  });

  it('keeps the answers to two of them apart, though both are asked for by id', async () => {
    const both = { ...lookup, trusted: trusting([GREETING, CONFIG]) };
    const { send } = await bffAlone({ lookup: both, reuse: { coalesce: true, cacheBytes: 1_000_000 } });

    const [greeting, config, again] = await Promise.all([
      send({ documentId: idOf(GREETING) }, { 'x-customer-id': 'u-1' }),
      send({ documentId: idOf(CONFIG) }),
      send({ documentId: idOf(GREETING) }, { 'x-customer-id': 'u-2' }),
    ]);

    expect([greeting.body, config.body, again.body]).toEqual([
      { data: { greeting: 'Hello u-1' } },
      { data: { twice: 2 } },
      { data: { greeting: 'Hello u-2' } },
    ]);
  });

  it('the log says which document it was', async () => {
    const { send, log } = await bffAlone({ lookup });
    await send({ documentId: idOf(GREETING) });

    expect(log).toContainEqual(
      expect.objectContaining({ operation: 'Greeting', documentId: idOf(GREETING), msg: 'operation' }),
    );
  });
});

describe('by GET without a header for which a browser asks first', () => {
  const CHANGE = 'mutation Rename { rename(id: "u-1") { id } }';
  const trusted = trusting([GREETING, CHANGE]);
  const hashOf = (sha256Hash: string) => ({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
  });
  const modes: readonly (readonly [mode: string, lookup: DocumentLookup])[] = [
    ['trusted', { trusted, mode: 'trusted', apq: null }],
    ['open', { trusted, mode: 'open', apq: null }],
    ['open, with hashes registered', { trusted, mode: 'open', apq: apqStore(100_000) }],
  ];
  const getting = async (lookup: DocumentLookup) => {
    const bff = await bffAlone({ lookup });
    const get = async (parameters: Record<string, string>, init: RequestInit = {}) => {
      const response = await fetch(`${bff.url}/graphql?${new URLSearchParams(parameters).toString()}`, init);
      const text = await response.text();
      return { status: response.status, text };
    };
    return { ...bff, get };
  };

  describe.each(modes)('in mode %s', (_mode, lookup) => {
    it.each([
      ['documentId', { documentId: idOf(GREETING) }],
      ['documentId as GraphQL over HTTP writes it', { documentId: `sha256:${idOf(GREETING)}` }],
      ['the hash of a persisted query', hashOf(idOf(GREETING))],
      [
        'such a hash, with variables and a name',
        { ...hashOf(idOf(GREETING)), variables: '{}', operationName: 'Greeting' },
      ],
      ['both', { documentId: idOf(GREETING), ...hashOf(idOf(GREETING)) }],
      ['an id, and no text', { documentId: idOf(GREETING), query: '' }],
      ['its text', { query: GREETING }],
      ['its text and its id', { query: GREETING, documentId: idOf(GREETING) }],
      ['its text and its hash', { query: GREETING, ...hashOf(idOf(GREETING)) }],
    ])('a trusted query is executed, by %s', async (_by, parameters) => {
      const { get } = await getting(lookup);

      expect(await get(parameters)).toEqual({
        status: 200,
        text: '{"data":{"greeting":"Hello stranger"}}\n',
      });
      expect(await get(parameters, { method: 'HEAD' })).toEqual({ status: 200, text: '' });
    });

    it.each([
      ['of another document', { query: '{ greeting }' }],
      ['that is none', { query: '{' }],
      ['to be registered', { query: '{ greeting }', ...hashOf(documentIdOf('{ greeting }')) }],
    ])('a text is refused, %s', async (_how, parameters) => {
      const { get } = await getting(lookup);

      const refused = await get(parameters);

      expect(refused.status).toBe(400);
      expect(refused.text).toContain('apollo-require-preflight');
      expect(refused.text).toContain('"code":"BAD_REQUEST"');
    });

    it('a trusted mutation is not executed, with or without', async () => {
      const { get, asked } = await getting(lookup);

      for (const parameters of [{ documentId: idOf(CHANGE) }, hashOf(idOf(CHANGE))]) {
        expect((await get(parameters)).status).toBe(405);
        expect((await get(parameters, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(405);
      }
      expect(asked).toEqual([]);
    });

    it('an id that nobody knows is told to be none, so that clients send the text', async () => {
      const { get } = await getting(lookup);

      expect((await get(hashOf(documentIdOf('{ other }')))).text).toMatch(
        /"PERSISTED_QUERY_NOT_(FOUND|SUPPORTED)"/,
      );
    });
  });

  it('a text that somebody has registered by its hash is refused, and answered with the header', async () => {
    const text = '{ greeting }';
    const { get, send } = await getting({ trusted, mode: 'open', apq: apqStore(100_000) });
    await send({
      query: text,
      extensions: { persistedQuery: { version: 1, sha256Hash: documentIdOf(text) } },
    });

    const registered = hashOf(documentIdOf(text));

    expect((await get(registered)).status).toBe(400);
    expect((await get(registered, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
    // Nor has that answer come to be one for others.
    expect((await get(registered)).status).toBe(400);
  });
});

describe('a text that is too long', () => {
  const long = `${GREETING} ${','.repeat(smallBff.limits.maxTextBytes)}`;

  it.each([
    ['trusted', { trusted: trusting([GREETING]), mode: 'trusted', apq: null }],
    ['open', anyDocument],
  ] as const)('is refused before it is looked up or parsed, in mode %s', async (_mode, lookup) => {
    const { send } = await bffAlone({ lookup });

    for (const body of [{ query: long }, { query: long, documentId: idOf(GREETING) }]) {
      expect((await send(body)).body.errors).toMatchObject([
        {
          message: `The document may have bytes up to 20000, and has ${Buffer.byteLength(long)}.`,
          extensions: { code: 'LIMIT_EXCEEDED' },
        },
      ]);
    }
  });
});

it('a mutation by GET is refused, and says how to send it', async () => {
  const { url, asked } = await bffAlone();

  const response = await fetch(
    `${url}/graphql?query=${encodeURIComponent('mutation { rename(id: "u-1") { id } }')}`,
    {
      headers: { 'apollo-require-preflight': '1' },
    },
  );

  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
  expect(await response.json()).toMatchObject({
    errors: [
      {
        message: 'Only queries can be asked for by GET: send it by POST.',
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
  });
  expect(asked).toEqual([]);
});

it('a document that a client ships may ask for the schema where no other may', async () => {
  const SCHEMA = 'query Schema { __schema { queryType { name } } }';
  const { send } = await bffAlone({ lookup: { trusted: trusting([SCHEMA]), mode: 'open', apq: null } });

  const [shipped, other] = [await send({ documentId: idOf(SCHEMA) }), await send({ query: `${SCHEMA} ` })];

  expect(shipped.body).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  expect(other.body.errors).toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
});

it.each([
  ['a name that the document does not hold', 'Other', 'The document holds no operation called "Other".'],
  ['no name, of two', undefined, 'The document holds several operations: say which one by operationName.'],
])('an operation asked for by %s is refused', async (_how, operationName, message) => {
  const { send } = await bffAlone();

  const { body } = await send({ query: `${GREETING} ${CONFIG}`, operationName });

  expect(body.errors).toMatchObject([{ message, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
});

it('a kind of operation that the schema has none of is refused', async () => {
  const { send, log } = await bffAlone();

  const { body } = await send({ query: 'subscription { greeting }' });

  expect(body.errors).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
  expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

it('a document beyond a limit is told which', async () => {
  const { send } = await bffAlone();

  const { body } = await send({
    query: `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
  });

  expect(body.errors).toMatchObject([
    {
      message: 'The document may have aliases up to 20, and has 21.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    },
    {
      message: 'The document may have root fields up to 20, and has 21.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    },
  ]);
});

it('a refusal has the status of the type that it is answered in', async () => {
  const { send } = await bffAlone({ lookup: anyDocument });
  const accept = 'application/graphql-response+json';

  const [legacy, own] = [
    await send({ query: '{ nothing }' }),
    await send({ query: '{ nothing }' }, { accept }),
  ];

  expect([legacy.status, legacy.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  expect([own.status, own.headers.get('content-type')]).toEqual([400, `${accept}; charset=utf-8`]);
});
