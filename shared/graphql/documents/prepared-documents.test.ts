import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { smallBff } from '../../testing/small-bff.ts';
import { DocumentError, preparedDocuments } from './prepared-documents.ts';

const schema = buildSchema(`
  type Query { hello(loud: Boolean): String, colour(is: Colour, of: Thing): Colour, thing: Thing2 }
  input Thing { size: Int }
  type Thing2 { name: String }
  enum Colour { RED }
`);
const given = (introspection = true) => {
  const { prepare, find } = preparedDocuments(schema, {
    limits: { ...smallBff.limits, maxTextBytes: 1_000_000, maxTokens: 200_000 },
    introspection,
  });
  return { prepare: (text: string, trusted = false) => prepare(text, { trusted }), find };
};

const problems = (prepare: () => unknown) => {
  try {
    prepare();
  } catch (error) {
    if (error instanceof DocumentError) {
      return error.errors.map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`);
    }
    throw error;
  }
  return [];
};

it('the cache of documents parses and validates a document once', () => {
  const { prepare, find } = given();

  const first = prepare('{ hello }');

  expect(prepare('{ hello }')).toBe(first);
  expect(find(first.id)).toBe(first.document);
});

it('the cache of documents keeps no more documents than there is room for', () => {
  const { prepare, find } = given();
  const large = (name: string) => prepare(`{ hello } #${'-'.repeat(200_000)}${name}`);

  const first = large('a');
  large('b');
  expect(find(first.id)).toBe(first.document);
  large('c');
  large('d');

  expect(find(first.id)).toBeUndefined();
});

it('the cache of documents says what is wrong before it looks for more', () => {
  const { prepare } = given();
  const aliases = Array.from({ length: 21 }, (_, n) => `a${n}: nothing`).join(' ');

  expect(problems(() => prepare('{'))).toEqual([expect.stringContaining('GRAPHQL_PARSE_FAILED: Syntax')]);
  // Each of its fields is unknown, which is not looked at any more.
  expect(problems(() => prepare(`{ ${aliases} }`))).toEqual([
    'LIMIT_EXCEEDED: The document may have aliases up to 20, and has 21.',
    'LIMIT_EXCEEDED: The document may have root fields up to 20, and has 21.',
  ]);
  expect(problems(() => prepare('{ other }'))).toEqual([
    'GRAPHQL_VALIDATION_FAILED: Cannot query field "other" on type "Query".',
  ]);
});

const misspelt: readonly (readonly [what: string, document: string])[] = [
  ['a field', '{ helo }'],
  ['an argument', '{ hello(lout: true) }'],
  ['an argument of a directive', '{ hello @skip(iff: true) }'],
  ['a directive', '{ hello @skp(if: true) }'],
  ['a type', 'query ($a: Colur) { colour(is: $a) }'],
  ['a fragment’s type', '{ thing { ... on Thing3 { name } } }'],
  ['an enum value', '{ colour(is: RES) }'],
  ['a string in place of an enum value', '{ colour(is: "RED") }'],
  ['an input field', '{ colour(of: { sice: 1 }) }'],
];

it.each(misspelt)(
  'the cache of documents suggests how %s may have been meant, where the schema may be asked for',
  (what, document) => {
    // Of directives, graphql-js suggests none.
    if (what === 'a directive') return;
    expect(problems(() => given(true).prepare(document)).join()).toContain('Did you mean');
  },
);

it.each(misspelt)('the cache of documents suggests nothing for %s where it may not', (_what, document) => {
  const found = problems(() => given(false).prepare(document));

  expect(found.length).toBeGreaterThan(0);
  expect(found.join()).not.toContain('Did you mean');
});

it('the cache of documents takes nothing away from a client’s own words, though they read like a suggestion', () => {
  const document = '{ hello(loud: "Did you mean this? No.") }';

  expect(problems(() => given(false).prepare(document))).toEqual([
    'GRAPHQL_VALIDATION_FAILED: Boolean cannot represent a non boolean value: "Did you mean this? No."',
  ]);
});

it('the cache of documents answers no question about the schema where that is switched off', () => {
  const ask = (introspection: boolean) =>
    problems(() => given(introspection).prepare('{ __schema { types { name } } }'));

  expect(ask(true)).toEqual([]);
  expect(ask(false)).toEqual([
    expect.stringContaining('GraphQL introspection has been disabled'),
    expect.stringContaining('GraphQL introspection has been disabled'),
  ]);
});

it('the cache of documents lets a trusted document ask for the schema, and no other, whichever comes first', () => {
  const document = '{ __schema { types { name } } }';
  const refused = [expect.stringContaining('GRAPHQL_VALIDATION_FAILED: GraphQL introspection')];

  for (const order of [
    [true, false, true],
    [false, true, false],
  ]) {
    const { prepare } = given(false);
    for (const trusted of order) {
      const found = problems(() => prepare(document, trusted));
      if (trusted) expect(found).toEqual([]);
      else expect(found.slice(0, 1)).toEqual(refused);
    }
  }
});
