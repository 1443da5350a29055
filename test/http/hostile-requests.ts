import { Kind, parse, print, visit, type TypeNode } from 'graphql';
import { clientForm, documentIdOf } from '../../shared/graphql/documents/manifest.ts';
import type { ClientDocument } from '../../shared/graphql/documents/client-documents.ts';

/** One hostile thing to send, and what it may be answered: a status, or nothing but the end of the connection. */
export interface HostileRequest {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: readonly (number | 'closed')[];
}

const encode = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text) : text);

/** A request as it goes over the wire, its headers as they are given. */
function raw(
  name: string,
  head: string,
  body: string | Buffer,
  expected: HostileRequest['expected'],
): HostileRequest {
  return { name, bytes: Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), encode(body)]), expected };
}

/** A POST that is well-formed as HTTP, with whatever body. */
function post(
  name: string,
  body: string | Buffer,
  expected: HostileRequest['expected'],
  headers: readonly string[] = ['content-type: application/json'],
): HostileRequest {
  const head = [
    'POST /graphql HTTP/1.1',
    'host: shop',
    'connection: close',
    `content-length: ${encode(body).length}`,
    ...headers,
  ];
  return raw(name, head.join('\r\n'), body, expected);
}

const graphql = (
  name: string,
  query: unknown,
  expected: HostileRequest['expected'] = [200],
  more: object = {},
) => post(name, JSON.stringify({ query, ...more }), expected);

const get = (
  name: string,
  target: string,
  expected: HostileRequest['expected'],
  more: readonly string[] = [],
) =>
  raw(
    name,
    [
      `GET ${target} HTTP/1.1`,
      'host: shop',
      'connection: close',
      'apollo-require-preflight: 1',
      ...more,
    ].join('\r\n'),
    '',
    expected,
  );

const times = (count: number, make: (n: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, n) => make(n)).join(between);

const product = 'query ($slug: String!) { product(slug: $slug) { id } }';
const badRequest = [400] as const;

const bodies: readonly HostileRequest[] = [
  ...[
    '{',
    '}',
    '[',
    '"',
    '{"query"',
    '{"query":',
    '{"query":"{ __typename }"',
    '{"query":"{ __typename }",}',
    "{'query':'{ __typename }'}",
    '{"query":"\\u12"}',
    '{"query":"\n"}',
    '{"query":tru}',
    'undefined',
    'NaN',
    '{"query":"{ __typename }"}{"query":"{ __typename }"}',
    '{"query":"{ __typename }"} x',
    '\u0000',
    '{"a":1e}',
    '/* comment */ {"query":"{ __typename }"}',
    '{"query":"{ __typename }" "variables":{}}',
  ].map((text) => post(`broken JSON ${JSON.stringify(text)}`, text, badRequest)),
  ...['null', '1', '"text"', 'true', '[]', '{}', '[{"query":"{ __typename }"}]', '[[]]', ''].map((text) =>
    post(`a body that is no object: ${text || 'nothing'}`, text, badRequest),
  ),
  post('UTF-16, little endian', Buffer.from('{"query":"{ __typename }"}', 'utf16le'), badRequest),
  post('UTF-16, big endian', Buffer.from('{"query":"{ __typename }"}', 'utf16le').swap16(), badRequest),
  post('latin1 bytes in a string', Buffer.from('{"query":"{ __typename } #é"}', 'latin1'), [200, 400]),
  post('bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0xc0, 0x80, 0x7d]), badRequest),
  post('a byte order mark', '\ufeff{"query":"{ __typename }"}', [200, 400]),
  post('an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), badRequest),
  post('a lone surrogate', '{"query":"{ __typename } #\\ud800"}', [200]),
  ...['utf-16', 'latin1', 'utf-7', 'utf-8; charset=utf-16', '', 'x'].map((charset) =>
    post(
      `charset ${charset || 'empty'}`,
      '{"query":"{ __typename }"}',
      [200, 415],
      [`content-type: application/json; charset=${charset}`],
    ),
  ),
  post('__proto__', '{"__proto__":{"query":"{ __typename }"}}', badRequest),
  post('__proto__ beside the query', '{"query":"{ __typename }","__proto__":{"isAdmin":true}}', badRequest),
  post('constructor.prototype', '{"query":"{ __typename }","constructor":{"prototype":{"x":1}}}', badRequest),
  post('__proto__ in variables', '{"query":"{ __typename }","variables":{"__proto__":{"x":1}}}', badRequest),
  post('toString as a key', '{"query":"{ __typename }","toString":"x"}', [200]),
  post('a key twice', '{"query":"{ nothing }","query":"{ __typename }"}', [200]),
  post(
    'deep arrays',
    `{"query":"{ __typename }","variables":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`,
    [200, 400],
  ),
  post(
    'deep objects',
    `{"query":"{ __typename }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
    [200, 400],
  ),
  post(
    '10,000 objects, and __proto__ in the last',
    `{"query":"{ __typename }","variables":{"a":[${'{"a":{}},'.repeat(10_000)}{"__proto__":1}]}}`,
    badRequest,
  ),
  post(
    '10,000 objects, and a constructor in the last',
    `{"query":"{ __typename }","variables":{"a":[${'{"a":{}},'.repeat(10_000)}{"constructor":1}]}}`,
    [200],
  ),
  post(
    '7,000 variables',
    JSON.stringify({
      query: '{ __typename }',
      variables: Object.fromEntries(Array.from({ length: 7_000 }, (_, n) => [`a${n}`, 1])),
    }),
    [200],
  ),
  post(
    'lists in lists in 95 kB',
    `{"query":"{ __typename }","variables":{"a":${'['.repeat(47_000)}${']'.repeat(47_000)}}}`,
    [200, 400],
  ),
  post(
    '95 kB of extensions',
    JSON.stringify({ query: '{ __typename }', extensions: { a: 'x'.repeat(95_000) } }),
    [200],
  ),
  post(
    'an operationName of 95 kB',
    JSON.stringify({ query: '{ __typename }', operationName: 'x'.repeat(95_000) }),
    [200],
  ),
  post('a documentId of 95 kB', JSON.stringify({ documentId: 'x'.repeat(95_000) }), [200]),
  post('an operationName of half a character', '{"query":"{ __typename }","operationName":"\\ud800"}', [200]),
  post('a documentId of half a character', '{"documentId":"\\ud800"}', [200]),
  post('a batch of 3,000', `[${times(3_000, () => '{"query":"{ __typename }"}', ',')}]`, badRequest),
  post(
    '95 kB of variables',
    JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(95_000) } }),
    [200],
  ),
  post(
    '900 kB of variables',
    JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(900_000) } }),
    [413],
  ),
  post('a body beyond the limit', `{"query":"${'x'.repeat(1_100_000)}"}`, [413, 'closed']),
  post(
    'a number beyond numbers',
    '{"query":"query ($n: Int) { __typename }","variables":{"n":1e999}}',
    [200, 400],
  ),
  post(
    '400 digits',
    `{"query":"query ($n: Int) { __typename }","variables":{"n":${'9'.repeat(400)}}}`,
    [200, 400],
  ),
  post('minus zero', '{"query":"query ($n: Int) { __typename }","variables":{"n":-0}}', [200]),
  ...[1, true, null, [], {}, ''].map((query) =>
    graphql(`a query that is ${JSON.stringify(query)}`, query, badRequest),
  ),
  ...['{}', 1, [], true].map((variables) =>
    graphql(`variables ${JSON.stringify(variables)}`, '{ __typename }', badRequest, { variables }),
  ),
  ...[1, [], {}, true].map((operationName) =>
    graphql(`operationName ${JSON.stringify(operationName)}`, '{ __typename }', badRequest, {
      operationName,
    }),
  ),
  ...['x', 1, [], true].map((extensions) =>
    graphql(`extensions ${JSON.stringify(extensions)}`, '{ __typename }', badRequest, { extensions }),
  ),
  ...[1, {}, { version: 2, sha256Hash: 'a' }, { version: 1 }, { version: 1, sha256Hash: 1 }, []].map(
    (persistedQuery) =>
      graphql(`persistedQuery ${JSON.stringify(persistedQuery)}`, '{ __typename }', badRequest, {
        extensions: { persistedQuery },
      }),
  ),
  // Where the text is not trusted in the first place, that is what is said of it.
  graphql('a hash that is not the text’s', '{ __typename }', [200, 400], {
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  }),
  ...['../../etc/passwd', '__proto__', 'constructor', 'sha256:', '%00', 'a'.repeat(95_000)].map(
    (documentId) => post(`documentId ${documentId.slice(0, 20)}`, JSON.stringify({ documentId }), [200, 400]),
  ),
];

const documents: readonly HostileRequest[] = [
  graphql('3,500 aliases', `{ ${times(3_500, (n) => `a${n}: categories { id }`)} }`),
  graphql('5,000 aliases of __typename', `{ ${times(5_000, (n) => `a${n}: __typename`)} }`),
  graphql('300 aliases within the limit of tokens', `{ ${times(300, (n) => `a${n}: __typename`)} }`),
  graphql(
    'fragments that explode',
    `
      {
        ...F0
      }
      ${times(30, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)}
      fragment F30 on Query {
        __typename
      }
    `,
  ),
  graphql(
    'fragments that explode by fields',
    `
      {
        products {
          edges {
            node {
              ...F0
            }
          }
        }
      }
      ${times(20, (n) => `fragment F${n} on Product { a${n}: category { id } ...F${n + 1} b${n}: category { id } ...F${n + 1} }`)}
      fragment F20 on Product {
        id
      }
    `,
  ),
  graphql('a fragment that spreads itself', '{ ...F } fragment F on Query { ...F }'),
  graphql(
    'fragments in a circle',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
  ),
  graphql(
    'a fragment in a circle through fields',
    '{ products { ...F } } fragment F on ProductConnection { edges { node { recommendations { ...G } } } } fragment G on Product { recommendations { ...G } }',
  ),
  graphql('a fragment that there is none of', '{ ...Nothing }'),
  graphql('the same field 400 times', `{ ${times(400, () => 'categories { id }')} }`),
  graphql('overlapping fields, one level', `{ ${times(450, () => '__typename')} }`),
  graphql(
    'overlapping fields, nested',
    `{ ${times(40, () => `products { edges { node { ${times(5, () => 'id')} } } }`)} }`,
  ),
  graphql(
    'overlapping fields across fragments',
    `{ ${times(60, (n) => `...F${n}`)} } ${times(60, (n) => `fragment F${n} on Query { categories { id name } }`)}`,
  ),
  graphql('conflicting fields', `{ ${times(100, (n) => `p: product(slug: "${n}") { id }`)} }`),
  graphql('deep selections', `{ ${'a { '.repeat(5_000)}a${' }'.repeat(5_000)} }`),
  graphql(
    'deep selections within the schema',
    `{ products { edges { node { ${'recommendations { '.repeat(200)}id${' }'.repeat(200)} } } } }`,
  ),
  graphql('deep inline fragments', `{ ${'... { '.repeat(400)}__typename${' }'.repeat(400)} }`),
  graphql('deep lists in an argument', `{ product(slug: ${'['.repeat(3_000)}1${']'.repeat(3_000)}) { id } }`),
  graphql('deep objects in an argument', `{ product(slug: ${'{a:'.repeat(600)}1${'}'.repeat(600)}) { id } }`),
  graphql('deep types of a variable', `query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { __typename }`),
  graphql('1,000 directives', `{ __typename ${times(1_000, () => '@include(if: true)')} }`),
  graphql('1,000 unknown directives', `{ __typename ${times(1_000, (n) => `@d${n}`)} }`),
  graphql(
    '1,000 operations',
    times(1_000, (n) => `query Q${n} { __typename }`),
  ),
  graphql('1,000 variables', `query (${times(1_000, (n) => `$a${n}: Int`)}) { __typename }`),
  graphql(
    '1,000 fragments that nobody spreads',
    `
      {
        __typename
      }
      ${times(1_000, (n) => `fragment F${n} on Query { __typename }`)}
    `,
  ),
  graphql('a type system definition', 'type Query { a: Int } { __typename }'),
  graphql('a subscription', 'subscription { __typename }'),
  graphql('a mutation where there is none', 'mutation { deleteEverything }'),
  graphql('a page beyond all pages', '{ products(first: 2147483647) { edges { node { id } } } }'),
  graphql('a page of minus one', '{ products(first: -1) { edges { node { id } } } }'),
  graphql('a cursor that is none', '{ products(after: "AAAA") { edges { node { id } } } }'),
  graphql(
    'lists in lists',
    '{ products(first: 50) { edges { node { reviews(first: 50) { edges { node { author { name } } } } } } } }',
  ),
  graphql('homoglyphs of a field', '{ рroducts { totalCount } }'),
  graphql('homoglyphs of __typename', '{ __tуpename }'),
  graphql('zero-width letters', '{ __type\u200bname }'),
  graphql('a right-to-left override', '{ \u202e__typename }'),
  graphql('a NUL in a document', '{ __typename \u0000 }'),
  graphql('a block string without an end', '{ product(slug: """ ) { id } }'),
  graphql('990 spreads of fragments that there are none of', `{ ${times(990, (n) => `...F${n}`)} }`),
  graphql('as many of them as fit into tokens', `{ ${times(290, (n) => `...F${n}`)} }`),
  graphql(
    'such spreads in a fragment that nothing spreads',
    `{ __typename } fragment A on Query { ${times(320, (n) => `...F${n}`)} }`,
  ),
  graphql(
    'fragments that each spread all others',
    `
      {
        ...F0
      }
      ${times(20, (n) => `fragment F${n} on Query { ${times(20, (other) => `...F${other}`)} }`)}
    `,
  ),
  graphql('95 kB of comments', `{ __typename ${'#\n'.repeat(31_000)} }`),
  graphql('95 kB of lines', `{ __typename ${'\n'.repeat(47_000)} }`),
  graphql('95 kB of nothing', ' '.repeat(95_000)),
  graphql('31,000 byte order marks', `{ __typename ${'\ufeff'.repeat(31_000)} }`),
  graphql('a byte order mark before a document', '\ufeff{ __typename }'),
  graphql('a block string of 95 kB', `{ product(slug: """${'x\n'.repeat(31_000)}""") { id } }`),
  graphql('a description of 95 kB', `"""${'x'.repeat(95_000)}""" query { __typename }`),
  graphql('a short description', '"""x""" query { __typename }'),
  graphql('escapes of 95 kB', `{ product(slug: "${'\\u{41}'.repeat(11_000)}") { id } }`),
  graphql('a list of 47,000 numbers', `{ product(slug: [${'1 '.repeat(47_000)}]) { id } }`),
  graphql('an object of 900 values', `{ product(slug: {${times(240, (n) => `a${n}: 1`)}}) { id } }`),
  graphql('the largest text that may be, in comments', `{ __typename } #${'x'.repeat(9_900)}`),
  graphql('the largest text that may be, in lines', `{ __typename ${'#\n'.repeat(4_900)} }`),
  graphql(
    '2,200 fragments',
    `
      {
        __typename
      }
      ${times(2_200, (n) => `fragment F${n} on Query { __typename }`)}
    `,
  ),
  graphql('a comment of 95 kB', `{ __typename } #${'x'.repeat(95_000)}`),
  graphql('95 kB of commas', `{ __typename ${','.repeat(95_000)} }`),
  graphql('95 kB of opening braces', '{'.repeat(95_000)),
  graphql('a name of 95 kB', `{ ${'a'.repeat(95_000)} }`),
  graphql('a string of 95 kB', `{ product(slug: "${'x'.repeat(95_000)}") { id } }`),
  graphql('a number of 10,000 digits', `{ products(first: ${'9'.repeat(10_000)}) { totalCount } }`),
  graphql(
    'the whole schema, deep',
    `{ __schema { types { ${'fields { type { '.repeat(12)}name${' } }'.repeat(12)} } } }`,
  ),
  graphql('an operation that there is none of', 'query A { __typename }', [200], { operationName: 'B' }),
  graphql('an operation called __proto__', 'query A { __typename }', [200], { operationName: '__proto__' }),
  graphql('aliases called __proto__', '{ __proto__: __typename constructor: __typename }'),
  graphql('a variable called __proto__', 'query ($__proto__: Int) { __typename }'),
  ...[
    '../admin',
    '..%2fadmin',
    '%2e%2e%2f',
    '..\\admin',
    'a/../../x',
    'a%2Fb',
    'a\r\nx-injected: 1',
    'a\0b',
    '.',
    '..',
    '',
    ' ',
    'a?b=c#d',
    '\ud800',
    '💥',
    'x'.repeat(5_000),
    "'; DROP TABLE products; --",
    '${7*7}',
    '{{7*7}}',
    '<script>',
  ].map((slug) =>
    graphql(`slug ${JSON.stringify(slug.slice(0, 24))}`, product, [200], { variables: { slug } }),
  ),
];

const heads: readonly HostileRequest[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/xml',
    'application/jsonp',
    ';',
    '/',
    'application/json, text/plain',
    '\u00e9',
  ].map((type) =>
    post(`content-type ${type}`, '{"query":"{ __typename }"}', [415, 400], [`content-type: ${type}`]),
  ),
  post('no content-type', '{"query":"{ __typename }"}', [415], []),
  post('an empty content-type', '{"query":"{ __typename }"}', [415], ['content-type: ']),
  ...[
    'text/html',
    'image/*',
    'application/json;q=0',
    'nonsense',
    'application/xml, text/*',
    ';;;',
    'a'.repeat(8_000),
  ].map((accept) =>
    post(
      `accept ${accept.slice(0, 30)}`,
      '{"query":"{ __typename }"}',
      [406],
      ['content-type: application/json', `accept: ${accept}`],
    ),
  ),
  ...['gzip', 'br', 'deflate', 'x', 'identity;q=0, *;q=0'].map((encoding) =>
    post(
      `a body that says to be ${encoding} and is not`,
      '{"query":"{ __typename }"}',
      [200, 400, 415],
      ['content-type: application/json', `content-encoding: ${encoding}`],
    ),
  ),
  ...['gzip;q=x', '*', 'br, gzip, zstd, ' + 'x,'.repeat(500), 'identity;q=0'].map((encoding) =>
    post(
      `accept-encoding ${encoding.slice(0, 20)}`,
      '{"query":"{ __typename }"}',
      [200, 406],
      ['content-type: application/json', `accept-encoding: ${encoding}`],
    ),
  ),
  post(
    'a header of 20 kB',
    '{"query":"{ __typename }"}',
    [431],
    ['content-type: application/json', `x-large: ${'x'.repeat(20_000)}`],
  ),
  post(
    '1,900 headers',
    '{"query":"{ __typename }"}',
    [431, 200],
    ['content-type: application/json', ...Array.from({ length: 1_900 }, (_, n) => `x${n}: 1`)],
  ),
  post('a header name that is none', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'x bad: 1',
  ]),
  post('a header without a colon', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'nonsense',
  ]),
  post('a control character in a header', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'x-a: a\u0001b',
  ]),
  post('a NUL in a header', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'x-a: a\u0000b',
  ]),
  post(
    'a request id that breaks lines',
    '{"query":"{ __typename }"}',
    [200],
    ['content-type: application/json', 'x-request-id: a%0d%0ab'],
  ),
  post('a deadline that is none', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'x-request-deadline-ms: -1',
  ]),
  post('a currency that is none', '{"query":"{ __typename }"}', badRequest, [
    'content-type: application/json',
    'x-currency: DOGE',
  ]),
  post(
    'a language that is none',
    '{"query":"{ __typename }"}',
    [200],
    ['content-type: application/json', `accept-language: ${'x-'.repeat(2_000)}`],
  ),
  post(
    'a customer id that is none',
    '{"query":"{ __typename }"}',
    [200],
    ['content-type: application/json', 'x-customer-id: ../../1'],
  ),
  post(
    'an expectation',
    '{"query":"{ __typename }"}',
    [200, 417],
    ['content-type: application/json', 'expect: 200-maybe'],
  ),
  post(
    'an upgrade',
    '{"query":"{ __typename }"}',
    [200, 400, 426],
    ['content-type: application/json', 'upgrade: websocket'],
  ),
];

const getTypes: readonly HostileRequest[] = [
  'x/y',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/json, text/plain',
  'application/json;;charset=utf-16',
  '',
  '/',
  ',',
  'a'.repeat(8_000),
].map((type) =>
  get(
    `a GET of ${type.slice(0, 40) || 'an empty type'}`,
    '/graphql?query=%7B__typename%7D',
    [415],
    [`content-type: ${type}`],
  ),
);

const smuggled = '{"query":"{ __typename }"}';
const basic = 'POST /graphql HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json';
const refusedOrClosed = [400, 'closed'] as const;

const wire: readonly HostileRequest[] = [
  raw(
    'a length and chunks',
    `${basic}\r\ncontent-length: 4\r\ntransfer-encoding: chunked`,
    '0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n',
    refusedOrClosed,
  ),
  raw(
    'two lengths that differ',
    `${basic}\r\ncontent-length: 5\r\ncontent-length: ${smuggled.length}`,
    smuggled,
    refusedOrClosed,
  ),
  raw(
    'two lengths in one header',
    `${basic}\r\ncontent-length: ${smuggled.length}, ${smuggled.length}`,
    smuggled,
    refusedOrClosed,
  ),
  raw('a negative length', `${basic}\r\ncontent-length: -1`, smuggled, refusedOrClosed),
  raw('a length with a plus', `${basic}\r\ncontent-length: +${smuggled.length}`, smuggled, refusedOrClosed),
  raw('a length in hex', `${basic}\r\ncontent-length: 0x1a`, smuggled, refusedOrClosed),
  raw('a length beyond numbers', `${basic}\r\ncontent-length: ${'9'.repeat(40)}`, smuggled, refusedOrClosed),
  raw('chunks twice', `${basic}\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked`, '0\r\n\r\n', [
    400,
    'closed',
  ]),
  raw('chunks and something else', `${basic}\r\ntransfer-encoding: chunked, identity`, '0\r\n\r\n', [
    400,
    501,
    'closed',
  ]),
  raw('chunks spelt otherwise', `${basic}\r\ntransfer-encoding: xchunked`, '0\r\n\r\n', [400, 501, 'closed']),
  raw(
    'chunks with a tab',
    `${basic}\r\nconnection: close\r\ntransfer-encoding:\tchunked`,
    `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
    [200, 400],
  ),
  raw('a space before the colon', `${basic}\r\ntransfer-encoding : chunked`, '0\r\n\r\n', refusedOrClosed),
  raw(
    'a chunk size that is none',
    `${basic}\r\ntransfer-encoding: chunked`,
    'zz\r\nabc\r\n0\r\n\r\n',
    refusedOrClosed,
  ),
  raw(
    'a negative chunk size',
    `${basic}\r\ntransfer-encoding: chunked`,
    '-1\r\nabc\r\n0\r\n\r\n',
    refusedOrClosed,
  ),
  raw(
    'a chunk size beyond numbers',
    `${basic}\r\ntransfer-encoding: chunked`,
    `${'f'.repeat(20)}\r\nabc\r\n0\r\n\r\n`,
    refusedOrClosed,
  ),
  raw(
    'a chunk that is longer than it says',
    `${basic}\r\ntransfer-encoding: chunked`,
    '1\r\nabc\r\n0\r\n\r\n',
    refusedOrClosed,
  ),
  raw(
    'chunk extensions without end',
    `${basic}\r\ntransfer-encoding: chunked`,
    `1;${'x'.repeat(40_000)}\r\na\r\n0\r\n\r\n`,
    [400, 413, 'closed'],
  ),
  raw(
    'a folded header',
    `${basic}\r\nx-a: 1\r\n 2\r\ncontent-length: ${smuggled.length}\r\nconnection: close`,
    smuggled,
    [200, 400, 'closed'],
  ),
  raw('line feeds alone', `POST /graphql HTTP/1.1\nhost: shop\ncontent-length: 0\n\n`, '', refusedOrClosed),
  raw('carriage returns alone', `GET /livez HTTP/1.1\rhost: shop\r\r`, '', refusedOrClosed),
  ...['/livez', '/graphql?query=%7B__typename%7D', '/nowhere'].flatMap((target) =>
    [
      '',
      'host:',
      'host: a\r\nhost: b',
      'host: a\r\nHOST: a',
      'host: evil.example:1@x',
      'host: a, b',
      'host: a b',
      'host: http://a',
      'host: a:b',
      'host: [::g]',
      'host: \u00e9',
    ].map((host) =>
      raw(
        `${target.slice(0, 9)} of ${JSON.stringify(host) || 'no host'}`,
        `GET ${target} HTTP/1.1${host && '\r\n'}${host}\r\nconnection: close\r\napollo-require-preflight: 1`,
        '',
        badRequest,
      ),
    ),
  ),
  raw(
    'an absolute target',
    'GET http://evil.example/livez HTTP/1.1\r\nhost: shop\r\nconnection: close',
    '',
    [200, 400, 404],
  ),
  raw('HTTP/0.9', 'GET /livez', '', [200, ...refusedOrClosed]),
  raw('HTTP/1.0', 'GET /livez HTTP/1.0', '', [200]),
  raw('HTTP/9.9', 'GET /livez HTTP/9.9\r\nhost: shop', '', refusedOrClosed),
  raw('the preface of HTTP/2', 'PRI * HTTP/2.0', 'SM\r\n\r\n', refusedOrClosed),
  raw('the start of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '', refusedOrClosed),
  raw('CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example', '', ['closed', 400, 405]),
  raw('an unknown method', 'FROB /graphql HTTP/1.1\r\nhost: shop', '', refusedOrClosed),
  raw('a method in small letters', 'get /livez HTTP/1.1\r\nhost: shop', '', refusedOrClosed),
  ...['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'PURGE'].map((method) =>
    raw(
      `${method} /graphql`,
      `${method} /graphql HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-length: 0`,
      '',
      [405, 400, 404],
    ),
  ),
  raw('OPTIONS /graphql', 'OPTIONS /graphql HTTP/1.1\r\nhost: shop\r\nconnection: close', '', [204]),
  ...['https://evil.example', 'null', '', 'http://localhost:1@evil.example', '\u00e9'].map((origin) =>
    raw(
      `a preflight from ${JSON.stringify(origin)}`,
      `OPTIONS /graphql HTTP/1.1\r\nhost: shop\r\nconnection: close\r\norigin: ${origin}\r\naccess-control-request-method: POST`,
      '',
      [204],
    ),
  ),
  raw('OPTIONS *', 'OPTIONS * HTTP/1.1\r\nhost: shop\r\nconnection: close', '', [200, 404]),
  raw(
    'HEAD',
    'HEAD /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: shop\r\nconnection: close\r\napollo-require-preflight: 1',
    '',
    [200],
  ),
  raw(
    'a body with a GET',
    `GET /graphql HTTP/1.1\r\nhost: shop\r\nconnection: close\r\napollo-require-preflight: 1\r\ncontent-length: ${smuggled.length}`,
    smuggled,
    [400, 415],
  ),
  raw(
    'fifty requests at once',
    times(50, () => 'GET /livez HTTP/1.1\r\nhost: shop', '\r\n\r\n') +
      '\r\n\r\nGET /livez HTTP/1.1\r\nhost: shop\r\nconnection: close',
    '',
    [200],
  ),
];

const targets: readonly HostileRequest[] = [
  get('a query twice', '/graphql?query=%7B__typename%7D&query=%7B__typename%7D', badRequest),
  get('a query as a list', '/graphql?query[]=%7B__typename%7D', badRequest),
  get('an id twice', '/graphql?documentId=a&documentId=b', badRequest),
  get(
    'an operationName twice',
    '/graphql?query=%7B__typename%7D&operationName=a&operationName=b',
    badRequest,
  ),
  get('variables twice', '/graphql?query=%7B__typename%7D&variables=%7B%7D&variables=%7B%7D', badRequest),
  get('extensions twice', '/graphql?query=%7B__typename%7D&extensions=%7B%7D&extensions=%7B%7D', badRequest),
  get('3,000 parameters', `/graphql?query=%7B__typename%7D${'&a=b'.repeat(3_000)}`, [200]),
  get('one parameter 3,000 times', `/graphql?${'query=&'.repeat(2_000)}`, badRequest),
  get('separators alone', `/graphql?${'&'.repeat(12_000)}`, badRequest),
  get('half a character in variables', '/graphql?documentId=a&variables=%7B%22a%22:%22%5Cud800%22%7D', [200]),
  ...['%ed%a0%80', '%00', '__proto__', '..%2f', `sha256:${'a'.repeat(64)}`].map((id) =>
    raw(
      `the id ${id.slice(0, 12)} without a header`,
      `GET /graphql?documentId=${id} HTTP/1.1\r\nhost: shop\r\nconnection: close`,
      '',
      [200],
    ),
  ),
  get('percent signs that encode nothing', '/graphql?query=%zz', [200, 400]),
  get('percent signs that encode no UTF-8', '/graphql?query=%ff%fe', [200, 400]),
  get('variables that are no JSON', '/graphql?query=%7B__typename%7D&variables=x', badRequest),
  get('variables that are a list', '/graphql?query=%7B__typename%7D&variables=[]', badRequest),
  get('extensions that are no JSON', '/graphql?query=%7B__typename%7D&extensions=x', badRequest),
  get('no query', '/graphql', badRequest),
  get('a query of nothing', '/graphql?query=', badRequest),
  get('a query of 12 kB', `/graphql?query=${'%7B'.repeat(4_000)}`, [200, 400, 414, 431]),
  get('a query of 30 kB', `/graphql?query=${'x'.repeat(30_000)}`, [431]),
  get('a mutation', '/graphql?query=mutation%7Bx%7D', [200, 405]),
  raw(
    'without a header that no other site can send',
    'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: shop\r\nconnection: close',
    '',
    badRequest,
  ),
  ...[
    '/../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/graphql/../livez',
    '/graphql%00',
    '/graphql;a=b',
    '//graphql',
    '/graphql/',
    '/GRAPHQL',
    '/metrics',
    '/ops/upstreams',
    '/playground/../../package.json',
    '/playground/%2e%2e%2fregister.ts',
    '/.git/config',
    '/%',
    '/%c0%ae%c0%ae/',
    `/${'a'.repeat(10_000)}`,
    '/graphql?__proto__[x]=1',
    '/graphql?constructor=1',
  ].map((target) => get(`target ${target.slice(0, 40)}`, target, [400, 404, 414])),
];

/** Strings that lead astray whoever puts them into a path, a query, a header, a key or a log. */
const strings: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../admin',
  '..%2fadmin',
  '%',
  '%00',
  'a\0b',
  'a\r\nx-injected: 1',
  'a/b?c=d#e',
  'a,b',
  '\ud800',
  'a\udfffb',
  '\ud83d\ude00\ud83d',
  '\uffff',
  '\u202e',
  '💥',
  '__proto__',
  "'; DROP TABLE products; --",
  Buffer.from('\0\ud800').toString('base64url'),
  Buffer.from('[1,{}]').toString('base64url'),
  'x'.repeat(300),
  'x'.repeat(5_000),
  '\ud800'.repeat(5_000),
];

const numbers = [-1, 0, 0.5, 2_147_483_647, 2_147_483_648, 1e300, '1', true, [1], {}];

/** The documents that a client ships, by their ids, with hostile values in each of their variables. */
export function hostileVariables(documents: readonly ClientDocument[]): readonly HostileRequest[] {
  return documents.flatMap(({ name, text, variables, headers }) => {
    const documentId = documentIdOf(print(clientForm(parse(text))));
    const send = (variable: string, value: unknown, path: string) =>
      post(
        `${name}(${path}: ${JSON.stringify(value).slice(0, 40)} of ${JSON.stringify(value).length})`,
        JSON.stringify({ documentId, variables: { ...variables, [variable]: value } }),
        [200],
        ['content-type: application/json', ...Object.entries(headers).map((header) => header.join(': '))],
      );
    const requests: HostileRequest[] = [];
    visit(parse(text), {
      VariableDefinition: ({ variable, type }) => {
        const { value: named } = variable.name;
        const isString = ['String', 'ID'].includes(namedType(type));
        for (const value of isString ? strings : numbers) requests.push(send(named, value, named));
        if (namedType(type) !== 'ProductFilter') return;
        for (const list of ['brands', 'categories']) {
          for (const value of strings) requests.push(send(named, { [list]: [value] }, `${named}.${list}`));
          const many = Array.from({ length: 23_000 }, () => 'x');
          requests.push(send(named, { [list]: many }, `${named}.${list} times 23,000`));
        }
      },
    });
    return requests;
  });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** What is hostile to any client type, by family. */
export const hostileRequests: Readonly<Record<string, readonly HostileRequest[]>> = {
  bodies,
  documents,
  heads: [...heads, ...getTypes],
  wire,
  targets,
};
