import { describe, expect, it } from 'vitest';
import { ClientError } from '../lib/client-error.ts';
import { costQuota } from '../graphql/cost-quota.ts';
import { apqStore } from '../graphql/documents/apq-store.ts';
import { buildManifest, documentIdOf } from '../graphql/documents/manifest.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import { anyDocument, trusting } from '../testing/documents.ts';
import { smallBff, startSmallBff } from '../testing/small-bff.ts';

const GREETING = 'query Greeting { greeting }';
const CONFIG = 'query Config { twice(n: 1) }';

type Options = NonNullable<Parameters<typeof startSmallBff>[1]>;

/** The small BFF over a service that nobody should ask. */
async function given(options: Options = {}) {
  const asked: string[] = [];
  const bff = await startSmallBff(({ url }, response) => {
    asked.push(url!);
    response.writeHead(500).end();
  }, options);
  /** Sends the same by POST and by GET; what is text is a body that is no JSON. */
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  const get = async (body: object | string, headers: Record<string, string> = {}) => {
    const parameters = Object.entries(
      typeof body === 'string' ? { variables: body } : (body as Record<string, unknown>),
    );
    const query = new URLSearchParams(
      parameters.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const response = await fetch(`${bff.url}/graphql?${query.toString()}`, {
      headers: { 'apollo-require-preflight': '1', ...headers },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return { ...bff, send: post, post, get, asked };
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

const idOf = (text: string) => buildManifest([text]).operations[0]!.id;

describe('where trusted documents alone are executed', () => {
  const lookup = { trusted: trusting([GREETING], '5.3.0'), mode: 'trusted', apq: null } as const;

  it.each([
    ['by documentId', { documentId: idOf(GREETING) }],
    ['by a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: idOf(GREETING) } } }],
    ['as text', { query: 'query   Greeting{greeting}' }],
  ])('one is, %s', async (_how, body) => {
    const { send } = await given({ lookup });

    expect((await send(body)).body).toEqual({ data: { greeting: 'Hello stranger' } });
  });

  it('any other is refused, and says so in a code that clients can act on', async () => {
    const { send } = await given({ lookup });

    expect((await send({ query: '{ greeting }' })).body.errors).toMatchObject([
      { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
    ]);
    expect((await send({ documentId: idOf('query Other { me }') })).body.errors).toMatchObject([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
  });

  it('keeps the answers to two of them apart, though both are asked for by id', async () => {
    const both = { ...lookup, trusted: trusting([GREETING, CONFIG]) };
    const { send } = await given({ lookup: both, reuse: { coalesce: true, cacheBytes: 1_000_000 } });

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
    const { send, log } = await given({ lookup });
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
    const bff = await given({ lookup });
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
    const { send } = await given({ lookup });

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

describe('cost', () => {
  const user = '{ user(id: "u-1") { id } }';
  const costly = { definition: { costs: { 'Query.user': { points: 7 } } } };

  it('is told with each answer, and what its client has left', async () => {
    const { send } = await given({
      ...costly,
      quota: (clock) => costQuota({ pointsPerMinute: 100, clock }),
    });
    await send({ query: user });

    const { headers } = await send({ query: user });

    expect(headers.get('x-operation-cost')).toBe('7');
    expect(headers.get('ratelimit-remaining')).toBe('86');
    expect(headers.get('ratelimit-reset')).toBe('60');
  });

  it('above the limit of one operation is refused before anything is asked', async () => {
    const { send, asked } = await given({ definition: { costs: { 'Query.user': { points: 1_001 } } } });

    const { status, body } = await send({ query: user });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', cost: 1_001, maxCost: 1_000, retryable: false } }],
    });
    expect(asked).toEqual([]);
  });

  it('above what a client may spend in a minute has it wait, and no other', async () => {
    const { send, clock, asked } = await given({
      ...costly,
      quota: (clock) => costQuota({ pointsPerMinute: 10, clock }),
    });
    await send({ query: user });
    const before = asked.length;

    const refused = await send({ query: user });

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryable: true } }]);
    expect(asked).toHaveLength(before);
    expect((await send({ query: user }, { 'x-customer-id': 'u-2' })).status).toBe(200);
    await clock.advance(60_000);
    expect((await send({ query: user })).status).toBe(200);
  });

  it('of variables that do not fit is nothing: they are refused', async () => {
    const { send } = await given();

    const { body } = await send({
      query: 'query ($n: Int!) { twice(n: $n) }',
      variables: { n: 'two' },
    });

    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('an app that is too old', () => {
  const storeUrl = 'https://apps.example/small';
  const definition = {
    outdated: {
      refuse: ({ name, version }: { name?: string | undefined; version?: string | undefined }) =>
        name === 'small-app' && version === '1.0.0'
          ? new ClientError('UPGRADE_REQUIRED', 'This version no longer works.', { details: { storeUrl } })
          : null,
      except: ['Config'],
    },
  };
  const old = { 'x-client-name': 'small-app', 'x-client-version': '1.0.0' };
  const told = { errors: [{ extensions: { code: 'UPGRADE_REQUIRED', storeUrl, retryable: false } }] };
  /** As in production: of what old apps ask, their configuration alone is still known. */
  const lookup = { trusted: trusting([GREETING, CONFIG], '5.3.0'), mode: 'trusted', apq: null } as const;
  const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
  const gone = idOf('query Gone { me }');

  it.each<[string, object | string]>([
    ['a document that is served', { documentId: idOf(GREETING) }],
    ['an id that nobody knows any more', { documentId: gone }],
    ['a persisted query that nobody knows any more', persisted(gone)],
    ['its configuration by an id that nobody knows any more', { documentId: gone, operationName: 'Config' }],
    ['a text that is not trusted', { query: 'query Config { me }' }],
    ['a text that is no GraphQL', { query: '{' }],
    ['two documents at once', { query: GREETING, documentId: gone }],
    ['an operation that the document does not hold', { query: CONFIG, operationName: 'Other' }],
    ['no document', {}],
    ['parameters of another type', { documentId: idOf(CONFIG), variables: 'none' }],
    ['no object', []],
    ['no JSON', '{"query"'],
  ])('is told so, with the way to its store, whatever it asks: %s', async (_what, body) => {
    const { post, get, log } = await given({ definition, lookup });

    // And before anything else is said about the request.
    for (const headers of [old, { ...old, 'x-currency': 'XXX' }]) {
      expect((await post(body, headers)).body).toMatchObject(told);
      expect((await get(body, headers)).body).toMatchObject(told);
    }
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('is told so where the answer is kept for others', async () => {
    const { send } = await given({ definition, reuse: { coalesce: true, cacheBytes: 1_000_000 } });
    await send({ query: GREETING });

    expect((await send({ query: GREETING }, old)).body).toMatchObject(told);
    expect(
      (await send({ query: GREETING }, { ...old, 'x-client-version': '1.0.1' })).body.data,
    ).toBeDefined();
  });

  it.each([
    ['by id', { documentId: idOf(CONFIG) }],
    ['by a persisted query', persisted(idOf(CONFIG))],
    ['as text', { query: CONFIG }],
  ])('is answered what tells it to update, %s', async (_how, body) => {
    const { post, get } = await given({ definition, lookup });

    expect((await post(body, old)).body).toEqual({ data: { twice: 2 } });
    expect((await get(body, old)).body).toEqual({ data: { twice: 2 } });
  });

  it('leaves a line in the log that says what it asked for', async () => {
    const { send, log } = await given({ definition, lookup });
    await send({ documentId: idOf(GREETING) }, old);
    await send({ documentId: gone, operationName: 'Gone' }, old);

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([
      { operation: 'Greeting', documentId: idOf(GREETING), errorCodes: ['UPGRADE_REQUIRED'] },
      { operation: 'Gone', documentId: gone, errorCodes: ['UPGRADE_REQUIRED'] },
    ]);
  });
});

describe('a refusal', () => {
  const RENAME = 'mutation Rename { rename(id: "u-1") { id } }';
  const ARGUMENT = 'query Argument($n: Int!) { oldGreeting twice(n: $n) }';
  const COSTLY = 'query Costly { user(id: "u-1") { id } }';
  const gone = 'ab'.repeat(32);

  it.each<readonly [string, object, object]>([
    ['of variables', { query: ARGUMENT }, { operation: 'Argument', documentId: documentIdOf(ARGUMENT) }],
    ['of what it costs', { query: COSTLY }, { operation: 'Costly', documentId: documentIdOf(COSTLY) }],
    [
      'of a document that does not fit the schema',
      { query: 'query Never { never }', operationName: 'Never' },
      { operation: 'Never', documentId: documentIdOf('query Never { never }') },
    ],
    ['of an id that nobody knows', { documentId: `sha256:${gone}` }, { documentId: gone }],
    [
      'of an id that is none',
      { documentId: 'x'.repeat(10_000), operationName: 'y'.repeat(10_000) },
      { operation: 'y'.repeat(64), documentId: 'x'.repeat(64) },
    ],
  ])('%s leaves a line in the log that says what was asked for', async (_what, body, line) => {
    const { send, log } = await given({ definition: { costs: { 'Query.user': { points: 1_001 } } } });
    await send(body);

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([{ ...line, source: 'refused' }]);
  });

  it('of a change by GET leaves one as well', async () => {
    const { get, log } = await given();
    await get({ query: RENAME });

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([
      { operation: 'Rename', source: 'refused' },
    ]);
  });

  it('is counted under its name', async () => {
    const { send, metrics } = await given({ definition: { documents: smallBff.documents } });
    await send({ query: ARGUMENT }, { 'x-client-name': 'small-app' });
    const { text } = await metrics.expose();

    expect(text).toContain('outcome="rejected",source="refused"} 1');
    // An app that is refused today asks again tomorrow.
    expect(text).toContain('operations_deprecated_use_total{field="Query.oldGreeting",client="small-app"');
  });
});

it('a mutation by GET is refused, and says how to send it', async () => {
  const { url, asked } = await given();

  const response = await fetch(
    `${url}/graphql?query=${encodeURIComponent('mutation { rename(id: "u-1") { id } }')}`,
    {
      headers: { 'apollo-require-preflight': '1' },
    },
  );

  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
  expect(((await response.json()) as Body).errors).toMatchObject([
    {
      message: 'Only queries can be asked for by GET: send it by POST.',
      extensions: { code: 'BAD_REQUEST' },
    },
  ]);
  expect(asked).toEqual([]);
});

it('a document that a client ships may ask for the schema where no other may', async () => {
  const SCHEMA = 'query Schema { __schema { queryType { name } } }';
  const { send } = await given({ lookup: { trusted: trusting([SCHEMA]), mode: 'open', apq: null } });

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
  const { send } = await given();

  const { body } = await send({ query: `${GREETING} ${CONFIG}`, operationName });

  expect(body.errors).toMatchObject([{ message, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
});

it.each([true, false])(
  'a variable is told how it was meant, perhaps, where the schema may be asked for (%s)',
  async (playground) => {
    const { send } = await given({ playground });

    const { body } = await send({
      query: 'query ($by: Order) { sorted(by: $by) }',
      variables: { by: 'LATST' },
    });

    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(body.errors![0]!.message.includes('Did you mean the enum value "LATEST"')).toBe(playground);
  },
);

it('a variable that does not fit is not repeated at length, however large it is', async () => {
  const { send } = await given();
  const n = Object.fromEntries(Array.from({ length: 8_000 }, (_, key) => [`k${key}`, 1]));

  const { body } = await send({ query: 'query ($n: Int!) { twice(n: $n) }', variables: { n } });

  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(JSON.stringify(body).length).toBeLessThan(1_000);
});

it('a kind of operation that the schema has none of is refused', async () => {
  const { send, log } = await given();

  const { body } = await send({ query: 'subscription { greeting }' });

  expect(body.errors).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
  expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

it('a document beyond a limit is told which', async () => {
  const { send } = await given();

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
  const { send } = await given({ lookup: anyDocument });
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

it('what is deprecated is counted, by who asks for it', async () => {
  const { send, metrics } = await given({
    definition: {},
    lookup: { ...anyDocument, trusted: trusting([GREETING], '5.3.0') },
  });
  await send({ query: '{ oldGreeting }' }, { 'x-client-name': 'small-app', 'x-client-version': '5.3.0' });
  await send({ query: '{ greeting }' });

  const lines = (await metrics.expose()).text
    .split('\n')
    .filter((line) => line.startsWith('operations_deprecated_use_total'));

  expect(lines).toEqual([
    'operations_deprecated_use_total{field="Query.oldGreeting",client="small-app",version="5.3.0"} 1',
  ]);
});

it('what variables carry that is deprecated is counted as well, each once an operation', async () => {
  const { send, metrics } = await given();
  const query = 'query ($by: Order) { sorted(by: $by) again: sorted(by: OLDEST) }';
  await send({ query, variables: { by: 'OLDEST' } });
  await send({ query: query.replace('again: sorted(by: OLDEST)', ''), variables: { by: 'OLDEST' } });
  await send({ query: query.replace('again: sorted(by: OLDEST)', ''), variables: { by: 'LATEST' } });

  expect((await metrics.expose()).text).toContain(
    'operations_deprecated_use_total{field="Order.OLDEST",client="other",version="other"} 2',
  );
});
