import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  buildManifest,
  clientForm,
  documentIdOf,
  ManifestError,
  normalForm,
  readManifest,
  readTextsById,
  relayManifest,
} from './manifest.ts';

const cart = 'query Cart {\n  cart\n}';
const buy = 'mutation Buy($id: ID!) {\n  buy(id: $id)\n}';

describe('the manifest of a client', () => {
  it('lists the documents by name, in their normal form, each under its hash', () => {
    const manifest = buildManifest([cart, '# a comment\nmutation Buy($id:ID!){buy(id:$id)}']);

    expect(manifest).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [
        { id: documentIdOf(buy), name: 'Buy', type: 'mutation', body: buy },
        { id: documentIdOf(cart), name: 'Cart', type: 'query', body: cart },
      ],
    });
    expect(readManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each([
    ['has no name', ['{ cart }'], 'give it a name'],
    ['holds two operations', ['query A { a } query B { b }'], 'one operation'],
    ['has a name that another has', [cart, 'query Cart { other }'], 'two operations called Cart'],
  ])('refuses a document that %s', (_what, texts, message) => {
    expect(() => buildManifest(texts)).toThrow(message);
  });

  it('is refused where an id is not the hash of its text', () => {
    const { operations, ...rest } = buildManifest([cart]);
    const forged = { ...rest, operations: [{ ...operations[0], body: 'query Cart { secrets }' }] };

    expect(() => readManifest(forged)).toThrow('the id of Cart is not the hash of its body');
  });
});

describe('a document as clients send it', () => {
  const formOf = (text: string) => print(clientForm(parse(text))).replaceAll(/\s+/g, ' ');

  it.each([
    ['in every object', '{ a { b { c } } }', '{ a { b { c __typename } __typename } }'],
    [
      'in fragments, wherever they stand',
      '{ a { ...F ... on T { c } } } fragment F on T { b }',
      '{ a { ...F ... on T { c __typename } __typename } } fragment F on T { b __typename }',
    ],
    ['once', '{ a { __typename b } }', '{ a { __typename b } }'],
    ['beside an alias of it', '{ a { kind: __typename } }', '{ a { kind: __typename __typename } }'],
    ['not of the operation', 'mutation M { a }', 'mutation M { a }'],
  ])('asks for __typename %s', (_where, text, expected) => {
    expect(formOf(text)).toBe(expected);
    expect(formOf(expected)).toBe(expected);
  });

  it('holds the operation first, and its fragments by name', () => {
    const fragments = ['fragment A on T { a __typename }', 'fragment B on T { b __typename }'] as const;
    const operation = 'query Q { t { ...B ...A __typename } }';

    expect(formOf([fragments[1], operation, fragments[0]].join(' '))).toBe(
      [operation, ...fragments].join(' '),
    );
  });
});

describe("Relay's manifest", () => {
  it('is read as it was written', () => {
    const manifest = buildManifest([cart, buy]);

    expect(relayManifest(manifest)).toEqual({ [documentIdOf(cart)]: cart, [documentIdOf(buy)]: buy });
    expect(readTextsById(relayManifest(manifest))).toEqual(manifest);
  });

  it("keeps the spacing of Relay's compiler, of which the ids are hashes", () => {
    const text = 'query Cart(\n  $id: ID!\n) {\n  cart(id: $id)\n}\n';

    expect(readTextsById({ [documentIdOf(text)]: text }).operations).toEqual([
      { id: documentIdOf(text), name: 'Cart', type: 'query', body: text },
    ]);
  });

  it.each(['md5', 'sha1', 'sha256'])('may have ids that are hashes by %s', (algorithm) => {
    const id = createHash(algorithm).update(cart).digest('hex');

    expect(readTextsById({ [id]: cart }).operations).toMatchObject([{ id, body: cart }]);
    expect(() => readTextsById({ [id]: buy })).toThrow('the id of Buy is not the hash of its body');
  });

  it.each([
    ['is no object', [cart], 'neither a manifest'],
    ['has an id of another kind', { '1f3870be274f6c49b3e31a0c6728957f': cart }, 'not the hash'],
    ['has an id without a hash', { 'sha256:': cart }, 'not the hash'],
    ['has a text that is not GraphQL', { [documentIdOf('{')]: '{' }, 'not GraphQL: Syntax Error'],
  ])('is refused where it %s', (_what, value, message) => {
    expect(() => readTextsById(value)).toThrow(message);
  });
});

/** What graphql-codegen's client preset 6.2.0 writes with `persistedDocuments: true`. */
const persistedDocuments = {
  'sha256:26b8630fad870ec8c9050cb060c55b7129b94391b95ebab3f4536e45b63a18e2':
    'fragment FoundCard on Card { __typename badge brand formerPriceLabel id image(width: $imageWidth, density: $density) priceLabel rating title } query Search($after: String, $density: Float, $imageWidth: Int!, $text: String!) { __typename search(text: $text, after: $after) { __typename cards { __typename ...FoundCard } nextCursor } }',
};

describe("GraphQL Codegen's persisted-documents.json", () => {
  it('is read, and its ids are plain', () => {
    const [[key, body]] = Object.entries(persistedDocuments) as [[string, string]];

    expect(readTextsById(persistedDocuments).operations).toEqual([
      { id: key.slice('sha256:'.length), name: 'Search', type: 'query', body },
    ]);
  });
});

it("the manifest takes the prefixed ids of Apollo's tools, which an app may choose", () => {
  const manifest = buildManifest([cart]);
  const operations = manifest.operations.map((each) => ({ ...each, id: `sha256:${each.id}` }));

  expect(readManifest({ ...manifest, operations })).toEqual(manifest);
});

it('the manifest gives up a text that is longer than asked for', () => {
  expect(normalForm(cart, { maxTokens: 5 })).toBe(cart);
  expect(() => normalForm(cart, { maxTokens: 4 })).toThrow('more that 4 tokens');
});

it.each<[string, unknown, string]>([
  [
    'of another version',
    { format: 'apollo-persisted-query-manifest', version: 2, operations: [] },
    'version: ',
  ],
  ['that is nothing', null, 'the whole: '],
  [
    'with a document without a name',
    {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: '', type: 'query', body: '' }],
    },
    'operations.0.name: ',
  ],
])('a manifest %s is refused, and told where it is wrong', (_what, value, where) => {
  const read = () => readManifest(value);

  expect(read).toThrow(ManifestError);
  expect(read).toThrow(where);
});
