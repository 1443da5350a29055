import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compareSchemas } from './schema-changes.ts';

const sdl = `
  type Query { home(first: Int, size: Int = 1): Home search(filter: Filter, sort: Sort): [Result!] node: Node }
  type Home { cards: [Card!] title: String! }
  type Card { id: ID! badge: Badge image(width: Int): String! }
  type Shop implements Node { id: ID! name: String }
  type Old { id: ID! }
  interface Node { id: ID! }
  union Result = Card | Shop
  enum Badge { NEW SALE }
  enum Sort { TITLE PRICE }
  input Filter { brand: String tag: String }
`;

/** What a change of the schema means to one document. */
async function changing(from: string | RegExp, to: string, text: string) {
  const next = sdl.replace(from, to);
  expect(next).not.toBe(sdl);
  const changes = await compareSchemas(buildSchema(sdl), buildSchema(next), [
    { by: 'bff-mobile 5.3.0', name: 'Home', text },
  ]);
  const { breakingAndUsed, breakingAndUnused } = changes;
  return {
    ...changes,
    verdict: breakingAndUsed.length > 0 ? 'used' : breakingAndUnused.length > 0 ? 'unused' : 'fine',
  };
}

describe('a breaking change is told apart by whether a document asks for what it concerns:', () => {
  it.each([
    ['a removed field', 'badge: Badge', '', '{ home { cards { badge } } }', '{ home { cards { id } } }'],
    ['a changed type', 'title: String!', 'title: String', '{ home { title } }', '{ home { cards { id } } }'],
    ['an argument made required', 'first: Int', 'first: Int!', '{ home { title } }', '{ node { id } }'],
    [
      'a required argument that is new',
      'first: Int',
      'first: Int, of: Int!',
      '{ home { title } }',
      '{ node { id } }',
    ],
    ['a removed argument', 'first: Int,', '', '{ home(first: 3) { title } }', '{ home { title } }'],
    [
      'an argument of another type',
      'first: Int',
      'first: String',
      '{ home(first: 3) { title } }',
      '{ home { title } }',
    ],
    [
      'a removed enum value that is written',
      ' PRICE',
      '',
      '{ search(sort: PRICE) { __typename } }',
      '{ search(sort: TITLE) { __typename } }',
    ],
    [
      'a removed enum value that a variable may carry',
      ' PRICE',
      '',
      'query ($s: Sort) { search(sort: $s) { __typename } }',
      '{ search { __typename } }',
    ],
    [
      'a removed enum value that an answer may hold',
      ' SALE',
      '',
      '{ home { cards { badge } } }',
      '{ home { cards { id } } }',
    ],
    [
      'a removed input field',
      'tag: String',
      '',
      '{ search(filter: { tag: "x" }) { __typename } }',
      '{ search(filter: { brand: "x" }) { __typename } }',
    ],
    [
      'a removed input field that a variable may carry',
      'tag: String',
      '',
      'query ($f: Filter) { search(filter: $f) { __typename } }',
      '{ search { __typename } }',
    ],
    [
      'a required input field that is new',
      'tag: String',
      'tag: String size: Int!',
      '{ search(filter: { tag: "x" }) { __typename } }',
      '{ search { __typename } }',
    ],
    [
      'an input field made required',
      'tag: String',
      'tag: String!',
      '{ search(filter: { brand: "x" }) { __typename } }',
      '{ search { __typename } }',
    ],
    [
      'a removed member of a union',
      '= Card | Shop',
      '= Card',
      '{ search { ... on Card { id } } }',
      '{ home { title } }',
    ],
    [
      'an interface no longer implemented',
      'Shop implements Node',
      'Shop',
      '{ node { id } }',
      '{ search { ... on Shop { name } } }',
    ],
    ['a field of an interface', 'node: Node', 'node: Home', '{ node { __typename } }', '{ home { title } }'],
  ])('%s', async (_what, from, to, using, notUsing) => {
    expect(await changing(from, to, using)).toMatchObject({
      verdict: 'used',
      breakingAndUsed: [{ usedBy: ['bff-mobile 5.3.0: Home'] }],
    });
    expect(await changing(from, to, notUsing)).toMatchObject({ verdict: 'unused', breakingAndUsed: [] });
  });

  it('a removed type', async () => {
    const withoutCards = await changing(
      /cards: \[Card!\]|Card \| |type Card .*/g,
      '',
      '{ home { cards { id } } }',
    );
    expect(withoutCards.breakingAndUsed.map(({ message }) => message)).toContain("Type 'Card' was removed");
    expect(await changing('type Old { id: ID! }', '', '{ home { title } }')).toMatchObject({
      verdict: 'unused',
      breakingAndUnused: [{ message: "Type 'Old' was removed" }],
    });
  });

  it('another root type concerns every document', async () => {
    const changes = await changing(
      'type Query',
      'schema { query: Root } type Query { x: Int } type Root',
      '{ node { id } }',
    );
    expect(changes.verdict).toBe('used');
  });
});

it('takes a new value of an enum for dangerous, and says who may be handed it', async () => {
  expect(await changing('NEW SALE', 'NEW SALE LAST', '{ home { cards { badge } } }')).toMatchObject({
    verdict: 'fine',
    dangerous: [
      { message: "Enum value 'LAST' was added to enum 'Badge'", usedBy: ['bff-mobile 5.3.0: Home'] },
    ],
  });
});

it('takes a new default of an argument for dangerous to those who leave it out', async () => {
  expect(await changing('size: Int = 1', 'size: Int = 2', '{ home { title } }')).toMatchObject({
    verdict: 'fine',
    dangerous: [{ usedBy: ['bff-mobile 5.3.0: Home'] }],
  });
});

it('takes a new field, and a deprecation, for safe, and says each once', async () => {
  const { safe } = await changing(
    'title: String!',
    'title: String! @deprecated(reason: "x") sub: Int',
    '{ node { id } }',
  );

  expect(safe.map(({ message }) => message)).toEqual([
    "Field 'sub' was added to object type 'Home'",
    "Field 'Home.title' is deprecated",
  ]);
});
