import { request } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSmallBff } from '../testing/small-bff.ts';

/*
 * Apollo Server refuses requests that it takes for malformed or forged, and ours reach it in another form than they came in
 * (`httpRequestOf`), past those checks. So every request that Apollo Server itself refuses is refused here as well.
 */

interface Row {
  readonly what: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly body?: string;
  /** What a plain Apollo Server answers, where it is not what we do, and why. */
  readonly apollo?: { readonly status: number; readonly differs: string };
  readonly status: number;
}

const json = { 'content-type': 'application/json' };
const preflighted = { 'apollo-require-preflight': '1' };
const named = 'query A { greeting } query B { greeting }';
const get = (parameters: Readonly<Record<string, string>> | string) =>
  `?${new URLSearchParams(parameters).toString()}`;
const greeting = get({ query: '{ greeting }' });
const post = (body: unknown) => ({
  method: 'POST',
  headers: json,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const hash = 'a'.repeat(64);

const rows: readonly Row[] = [
  // preventCsrf
  { what: 'a GET without a header', search: greeting, status: 400 },
  { what: 'a GET with a header', search: greeting, headers: preflighted, status: 200 },
  {
    what: 'a GET with the other',
    search: greeting,
    headers: { 'x-apollo-operation-name': 'A' },
    status: 200,
  },
  {
    what: 'a GET with an empty header',
    search: greeting,
    headers: { 'apollo-require-preflight': '' },
    status: 400,
  },
  ...['multipart/form-data', 'text/plain; a=b', 'application/x-www-form-urlencoded'].map((type): Row => ({
    what: `a GET of ${type}`,
    search: greeting,
    headers: { 'content-type': type },
    apollo: { status: 400, differs: 'the type is looked at first' },
    status: 415,
  })),
  { what: 'a GET of JSON', search: greeting, headers: json, status: 200 },
  // runHttpQuery: the type of a GET (GHSA-9q82-xgwf-vj6h)
  ...['x/y', 'application/xml', 'application/jsonp', ',', '/', 'application/json, x/y', 'text/plain'].map(
    (type): Row => ({
      what: `a preflighted GET of ${type}`,
      search: greeting,
      headers: { ...preflighted, 'content-type': type },
      status: 415,
    }),
  ),
  { what: 'a GET of x/y alone', search: greeting, headers: { 'content-type': 'x/y' }, status: 415 },
  { what: 'a GET of an empty type', search: greeting, headers: { 'content-type': '' }, status: 415 },
  {
    what: 'a GET of JSON with a charset',
    search: greeting,
    headers: { 'content-type': 'Application/JSON; charset="UTF-8"' },
    status: 200,
  },
  // runHttpQuery: search parameters
  ...(['query', 'operationName', 'variables', 'extensions'] as const).map((name): Row => {
    const value = { query: '{ greeting }', operationName: 'A', variables: '{}', extensions: '{}' }[name];
    const twice = new URLSearchParams([
      ...(name === 'query' ? [] : [['query', 'query A { greeting }']]),
      [name, value],
      [name, value],
    ]);
    return { what: `${name} twice`, search: `?${twice.toString()}`, headers: preflighted, status: 400 };
  }),
  ...['x', '[]', '"{}"', '1', 'true', '{'].flatMap((value) =>
    ['variables', 'extensions'].map((name): Row => ({
      what: `a GET with ${name} ${value}`,
      search: get({ query: '{ greeting }', [name]: value }),
      headers: preflighted,
      status: 400,
    })),
  ),
  ...['', 'null'].map((value): Row => ({
    what: `a GET with variables ${value || 'of nothing'}`,
    search: get({ query: '{ greeting }', variables: value }),
    headers: preflighted,
    apollo: { status: 400, differs: 'null, and nothing at all, are as good as left out' },
    status: 200,
  })),
  { what: 'a GET without a query', headers: preflighted, status: 400 },
  { what: 'a GET with an empty query', search: get({ query: '' }), headers: preflighted, status: 400 },
  { what: 'a GET with a body', search: greeting, headers: { ...preflighted, ...json }, status: 200 },
  // requestPipeline
  {
    what: 'a mutation by GET',
    search: get({ query: 'mutation { __typename }' }),
    headers: preflighted,
    status: 405,
  },
  {
    what: 'a mutation by GET, among queries',
    search: get({ query: `${named} mutation M { __typename }`, operationName: 'M' }),
    headers: preflighted,
    status: 405,
  },
  {
    what: 'a GET of a document that is none',
    search: get({ query: '{' }),
    headers: preflighted,
    apollo: { status: 400, differs: 'as JSON, GraphQL over HTTP has 200 for it' },
    status: 200,
  },
  // runHttpQuery: bodies
  ...['', '{', 'null', '1', '"x"', 'true', '{}', '[]', '[{"query":"{ greeting }"}]'].map((body): Row => ({
    what: `a body of ${body || 'nothing'}`,
    ...post(body),
    status: 400,
  })),
  ...[1, true, [], ['{ greeting }'], { kind: 'Document' }].map((query): Row => ({
    what: `a query ${JSON.stringify(query)}`,
    ...post({ query }),
    status: 400,
  })),
  ...[null, ''].map((query): Row => ({
    what: `a query ${JSON.stringify(query)}`,
    ...post({ query }),
    status: 400,
  })),
  ...['{}', 1, true, [], '', 0, false].flatMap((value) =>
    ['variables', 'extensions'].map((name): Row => ({
      what: `${name} ${JSON.stringify(value)}`,
      ...post({ query: '{ greeting }', [name]: value }),
      status: 400,
    })),
  ),
  ...[1, true, [], {}, 0, false].map((operationName): Row => ({
    what: `operationName ${JSON.stringify(operationName)}`,
    ...post({ query: '{ greeting }', operationName }),
    status: 400,
  })),
  ...['variables', 'extensions', 'operationName'].map((name): Row => ({
    what: `${name} null`,
    ...post({ query: '{ greeting }', [name]: null }),
    status: 200,
  })),
  { what: 'an operation by its name', ...post({ query: named, operationName: 'B' }), status: 200 },
  {
    what: 'a hash of another version',
    ...post({ query: '{ greeting }', extensions: { persistedQuery: { version: 2, sha256Hash: hash } } }),
    status: 400,
  },
  {
    what: 'a hash of another text',
    ...post({ query: '{ greeting }', extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }),
    status: 400,
  },
  // The integration's own, before Apollo Server sees anything
  {
    what: 'a POST of another charset',
    ...post({ query: '{ greeting }' }),
    headers: { 'content-type': 'application/json; charset=utf-16' },
    apollo: { status: 200, differs: 'JSON is UTF-8' },
    status: 415,
  },
  ...['text/plain', 'x/y', '', 'application/graphql'].map((type): Row => ({
    what: `a POST of ${type || 'an empty type'}`,
    ...post({ query: '{ greeting }' }),
    headers: { 'content-type': type },
    apollo: { status: 400, differs: 'a type that is not ours is 415' },
    status: 415,
  })),
  // runHttpQuery: methods, and what is accepted
  ...['PUT', 'PATCH', 'DELETE'].map((method): Row => ({
    what: method,
    ...post({ query: '{ greeting }' }),
    method,
    status: 405,
  })),
  {
    what: 'HEAD',
    method: 'HEAD',
    search: greeting,
    headers: preflighted,
    apollo: { status: 405, differs: 'a HEAD is answered as a GET, without the body (RFC 9110, 9.3.2)' },
    status: 200,
  },
  { what: 'HEAD without a header', method: 'HEAD', search: greeting, status: 400 },
  {
    what: 'HEAD of x/y',
    method: 'HEAD',
    search: greeting,
    headers: { 'content-type': 'x/y' },
    apollo: { status: 405, differs: 'a HEAD is answered as a GET' },
    status: 415,
  },
  {
    what: 'OPTIONS',
    method: 'OPTIONS',
    headers: json,
    apollo: { status: 405, differs: 'OPTIONS asks what there is (RFC 9110, 9.3.7)' },
    status: 204,
  },
  {
    what: 'a POST that takes pages alone',
    ...post({ query: '{ greeting }' }),
    headers: { ...json, accept: 'text/html' },
    status: 406,
  },
];

const apollo = new ApolloServer({
  schema: makeExecutableSchema({
    typeDefs: `type Query { greeting: String } type Mutation { rename(id: ID!): String }`,
  }),
  nodeEnv: 'production',
  stopOnTerminationSignals: false,
  status400ForVariableCoercionErrors: true,
  logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
});

/** The status of a plain Apollo Server, whose integrations parse a body that says to be JSON, and nothing else. */
async function statusOfApollo({ method = 'GET', headers = {}, search = '', body }: Row): Promise<number> {
  const isJson = headers['content-type']?.startsWith('application/json');
  let parsed: unknown;
  try {
    parsed = isJson && body !== undefined && body !== '' ? JSON.parse(body) : undefined;
  } catch {
    return 400;
  }
  const shown = new HeaderMap(Object.entries(headers));
  const { status = 200 } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: shown, search, body: parsed },
    context: async () => ({}),
  });
  return status;
}

/** Over a plain connection, since `fetch` sends some headers and methods as it sees fit. */
function statusOfOurs(url: string, { method = 'GET', headers = {}, search = '', body }: Row) {
  return new Promise<number>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    request(`${url}/graphql${search}`, { method, headers: { ...headers, ...length } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode!));
    })
      .on('error', reject)
      .end(body);
  });
}

beforeAll(() => apollo.start());
afterAll(() => apollo.stop());

it.each(rows)('$what is answered with $status, as Apollo Server does or for a reason', async (row) => {
  const { url } = await startSmallBff((_request, response) => response.writeHead(500).end());

  expect(await statusOfOurs(url, row)).toBe(row.status);
  expect(await statusOfApollo(row)).toBe(row.apollo?.status ?? row.status);
});

it('what Apollo Server refuses and we do not is known', () => {
  const laxer = rows.filter(({ status, apollo }) => status < 400 && apollo && apollo.status >= 400);

  expect(laxer.map(({ what }) => what)).toEqual([
    'a GET with variables of nothing',
    'a GET with variables null',
    'a GET of a document that is none',
    'HEAD',
    'OPTIONS',
  ]);
});
