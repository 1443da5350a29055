import { buildSchema, findBreakingChanges } from 'graphql';
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

it('the comparison takes a new value of an enum for dangerous, and says who may be handed it', async () => {
  expect(await changing('NEW SALE', 'NEW SALE LAST', '{ home { cards { badge } } }')).toMatchObject({
    verdict: 'fine',
    dangerous: [
      { message: "Enum value 'LAST' was added to enum 'Badge'", usedBy: ['bff-mobile 5.3.0: Home'] },
    ],
  });
});

it('the comparison takes a new default of an argument for dangerous to those who leave it out', async () => {
  expect(await changing('size: Int = 1', 'size: Int = 2', '{ home { title } }')).toMatchObject({
    verdict: 'fine',
    dangerous: [{ usedBy: ['bff-mobile 5.3.0: Home'] }],
  });
});

it('the comparison takes a new field, and a deprecation, for safe, and says each once', async () => {
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

/** A schema with something of every kind, to change. */
const everyKind = `
  schema { query: Query mutation: Mutation }
  directive @tag(name: String, size: Int = 1) repeatable on FIELD | QUERY
  type Query { home(first: Int, size: Int = 5, need: Int!, sure: Int! = 5, filter: Filter, sort: Sort): Home list: [Home!]! node: Node result: Result url: Url pick(by: Pick): Int }
  type Mutation { do: Int }
  type Home implements Node { id: ID! title: String! cards: [Card!] }
  type Card { id: ID! }
  type Lone { id: ID! }
  interface Node { id: ID! }
  union Result = Home | Card
  enum Sort { A B }
  input Filter { a: Int b: Int = 5 need: Int! sure: Int! = 5 list: [Int!] }
  input Pick { id: ID name: String }
  scalar Url @specifiedBy(url: "https://a.example")
`;

const given =
  'query Home($i: Int!) { home(first: $i, size: $i, need: 1, sure: 1, filter: { a: $i, b: 1, need: 1, sure: 1 }) { id } }';
const leftOut = '{ home(need: 1, filter: { need: 1 }) { id } }';
const nullable =
  'query Home($i: Int) { home(first: $i, size: $i, need: 1, sure: $i, filter: { a: $i, b: $i, need: 1, sure: $i }) { id } }';
const carried = 'query Home($f: Filter) { home(need: 1, filter: $f) { id } }';
const picked = 'query Home($p: Pick) { pick(by: $p) }';
const elsewhere = '{ list { __typename } }';

interface Verdict {
  readonly level: 'breaking' | 'dangerous' | 'safe' | 'nothing';
  /** Documents that it concerns, and that it does not. */
  readonly of?: readonly string[];
  readonly notOf?: readonly string[];
}

/** Every kind of change, what it is, and whom it concerns. */
const kinds: readonly (readonly [kind: string, from: string | RegExp, to: string, verdict: Verdict])[] = [
  // Arguments.
  [
    'an argument that may not be null, with its default',
    'size: Int = 5, n',
    'size: Int! = 5, n',
    { level: 'breaking', of: [nullable], notOf: [given, leftOut, carried, elsewhere] },
  ],
  [
    'an argument that must be given, in place of a default',
    'size: Int = 5, n',
    'size: Int!, n',
    { level: 'breaking', of: [nullable, leftOut, carried], notOf: [given, elsewhere] },
  ],
  [
    'the default taken from an argument that may not be null',
    'sure: Int! = 5, f',
    'sure: Int!, f',
    { level: 'breaking', of: [nullable, leftOut], notOf: [given, elsewhere] },
  ],
  [
    'an argument that must be given',
    'first: Int',
    'first: Int!',
    { level: 'breaking', of: [nullable, leftOut], notOf: [given, elsewhere] },
  ],
  [
    'the default taken from an argument',
    'size: Int = 5, n',
    'size: Int, n',
    { level: 'dangerous', of: [leftOut, nullable], notOf: [given, elsewhere] },
  ],
  [
    'another default of an argument',
    'size: Int = 5, n',
    'size: Int = 6, n',
    { level: 'dangerous', of: [leftOut], notOf: [given, elsewhere] },
  ],
  [
    'a default of an argument that had none',
    'first: Int',
    'first: Int = 3',
    { level: 'dangerous', of: [leftOut], notOf: [given] },
  ],
  ['an argument that may be null from now on', 'need: Int!, s', 'need: Int, s', { level: 'safe' }],
  [
    'an argument of another type',
    'first: Int',
    'first: String',
    { level: 'breaking', of: [given, nullable], notOf: [leftOut] },
  ],
  [
    'an argument of another type, that must be given',
    'first: Int',
    'first: String!',
    { level: 'breaking', of: [given, leftOut], notOf: [elsewhere] },
  ],
  [
    'an argument that takes a list',
    'first: Int',
    'first: [Int]',
    { level: 'breaking', of: [given], notOf: [leftOut] },
  ],
  [
    'a new argument',
    'first: Int',
    'first: Int, x: Int',
    { level: 'dangerous', of: [leftOut], notOf: [elsewhere] },
  ],
  [
    'a new argument with a default',
    'first: Int',
    'first: Int, x: Int! = 1',
    { level: 'dangerous', of: [leftOut], notOf: [elsewhere] },
  ],
  [
    'a new argument that must be given',
    'first: Int',
    'first: Int, x: Int!',
    { level: 'breaking', of: [given, leftOut], notOf: [elsewhere] },
  ],
  ['an argument that is gone', 'first: Int,', '', { level: 'breaking', of: [given], notOf: [leftOut] }],
  ['an argument that is deprecated', 'first: Int', 'first: Int @deprecated(reason: "x")', { level: 'safe' }],
  // Input fields.
  [
    'an input field that may not be null, with its default',
    'b: Int = 5',
    'b: Int! = 5',
    { level: 'breaking', of: [nullable, carried], notOf: [given, leftOut] },
  ],
  [
    'an input field that must be given, in place of a default',
    'b: Int = 5',
    'b: Int!',
    { level: 'breaking', of: [nullable, carried, leftOut], notOf: [given] },
  ],
  [
    'the default taken from an input field that may not be null',
    'sure: Int! = 5 l',
    'sure: Int! l',
    { level: 'breaking', of: [carried, leftOut], notOf: [given] },
  ],
  [
    'an input field that must be given',
    'a: Int',
    'a: Int!',
    { level: 'breaking', of: [nullable, carried, leftOut], notOf: [given, elsewhere] },
  ],
  [
    'another default of an input field',
    'b: Int = 5',
    'b: Int = 6',
    { level: 'dangerous', of: [carried, leftOut], notOf: [given] },
  ],
  [
    'the default taken from an input field',
    'b: Int = 5',
    'b: Int',
    { level: 'dangerous', of: [carried, leftOut], notOf: [given] },
  ],
  ['an input field that may be null from now on', 'need: Int! sure', 'need: Int sure', { level: 'safe' }],
  ['items of an input field that may be null from now on', 'list: [Int!]', 'list: [Int]', { level: 'safe' }],
  [
    'an input field of another type',
    'list: [Int!]',
    'list: [String!]',
    { level: 'breaking', of: [carried], notOf: [given, leftOut] },
  ],
  ['a new input field', 'a: Int', 'a: Int z: Int', { level: 'safe' }],
  [
    'a new input field with a default',
    'a: Int',
    'a: Int z: Int = 1',
    { level: 'dangerous', of: [given, carried], notOf: [elsewhere] },
  ],
  [
    'a new input field that must be given',
    'a: Int',
    'a: Int z: Int!',
    { level: 'breaking', of: [given, carried], notOf: [elsewhere] },
  ],
  [
    'an input field that is gone',
    'a: Int',
    '',
    { level: 'breaking', of: [given, carried], notOf: [leftOut] },
  ],
  ['an input field that is deprecated', 'a: Int', 'a: Int @deprecated(reason: "x")', { level: 'safe' }],
  [
    'an input object of which one field may be given',
    'input Pick {',
    'input Pick @oneOf {',
    { level: 'breaking', of: [picked], notOf: [elsewhere] },
  ],
  // What is answered.
  [
    'a field that may be null',
    'title: String!',
    'title: String',
    { level: 'breaking', of: ['{ list { title } }'], notOf: ['{ list { id } }'] },
  ],
  ['items that may be null', 'cards: [Card!]', 'cards: [Card]', { level: 'breaking' }],
  ['a field that is never null', 'cards: [Card!]', 'cards: [Card!]!', { level: 'safe' }],
  ['a field of another type', 'title: String!', 'title: Int!', { level: 'breaking' }],
  ['a field of a type that it implements', 'list: [Home!]!', 'list: [Node!]!', { level: 'breaking' }],
  [
    'a field that is gone',
    'title: String!',
    '',
    { level: 'breaking', of: ['{ list { title } }'], notOf: ['{ list { id } }'] },
  ],
  ['a new field', 'title: String!', 'title: String! x: Int', { level: 'safe' }],
  [
    'a field that is deprecated',
    'title: String!',
    'title: String! @deprecated(reason: "x")',
    { level: 'safe' },
  ],
  [
    'an interface that is implemented no more',
    'Home implements Node',
    'Home',
    { level: 'breaking', of: ['{ node { id } }'], notOf: [elsewhere] },
  ],
  [
    'an interface that one more type implements',
    'type Lone',
    'type Lone implements Node',
    { level: 'dangerous', of: ['{ node { id } }'], notOf: [elsewhere] },
  ],
  [
    'an interface that a new type implements',
    'type Lone',
    'type New implements Node { id: ID! } type Lone',
    { level: 'dangerous', of: ['{ node { id } }'], notOf: [elsewhere] },
  ],
  [
    'a member of a union that is gone',
    'Home | Card',
    'Home',
    { level: 'breaking', of: ['{ result { __typename } }'], notOf: [elsewhere] },
  ],
  [
    'a new member of a union',
    'Home | Card',
    'Home | Card | Lone',
    { level: 'dangerous', of: ['{ result { __typename } }'], notOf: [elsewhere] },
  ],
  ['an enum value that is gone', ' A B', ' A', { level: 'breaking' }],
  ['a new enum value', ' A B', ' A B C', { level: 'dangerous' }],
  ['an enum value that is deprecated', ' A B', ' A B @deprecated(reason: "x")', { level: 'safe' }],
  [
    'a scalar that is specified elsewhere',
    'a.example',
    'b.example',
    { level: 'dangerous', of: ['{ url }'], notOf: [elsewhere] },
  ],
  [
    'a scalar that is specified no more',
    ' @specifiedBy(url: "https://a.example")',
    '',
    { level: 'dangerous', of: ['{ url }'], notOf: [elsewhere] },
  ],
  // Types and directives.
  ['a type of another kind', 'enum Sort { A B }', 'scalar Sort', { level: 'breaking' }],
  ['a type that is gone', 'type Lone { id: ID! }', '', { level: 'breaking', notOf: [elsewhere] }],
  ['a new type', 'type Lone', 'type More { id: ID! } type Lone', { level: 'safe' }],
  ['a root type of another name', /\bQuery\b/g, 'Root', { level: 'breaking', of: [elsewhere] }],
  [
    'a root type that is gone',
    ' mutation: Mutation',
    '',
    { level: 'breaking', of: ['mutation Do { do }'], notOf: [elsewhere] },
  ],
  ['a new root type', 'mutation: Mutation', 'mutation: Mutation subscription: Lone', { level: 'safe' }],
  [
    'a directive that is gone',
    /directive.*QUERY/,
    '',
    { level: 'breaking', of: ['{ list @tag { id } }'], notOf: [elsewhere] },
  ],
  ['a directive that stands elsewhere', ' | QUERY', '', { level: 'breaking' }],
  ['a directive that stands in more places', ' | QUERY', ' | QUERY | MUTATION', { level: 'safe' }],
  ['an argument of a directive that is gone', 'name: String, ', '', { level: 'breaking' }],
  [
    'an argument of a directive that must be given',
    '@tag(name: String',
    '@tag(name: String!',
    { level: 'breaking' },
  ],
  ['a new argument of a directive that must be given', '@tag(', '@tag(x: Int!, ', { level: 'breaking' }],
  ['a new argument of a directive', '@tag(', '@tag(x: Int! = 1, ', { level: 'safe' }],
  [
    'another default of an argument of a directive',
    'size: Int = 1)',
    'size: Int = 2)',
    { level: 'dangerous' },
  ],
  [
    'a directive that may stand once',
    ' repeatable',
    '',
    { level: 'breaking', of: ['{ list @tag @tag { id } }'], notOf: [elsewhere] },
  ],
  // What says nothing of the sort.
  ['a description', 'type Card', '"A card." type Card', { level: 'safe' }],
  [
    'another order',
    'type Card { id: ID! }\n  type Lone { id: ID! }',
    'type Lone { id: ID! }\n  type Card { id: ID! }',
    { level: 'nothing' },
  ],
];

/** What becomes of documents, each by itself, at a change. */
async function verdictOn(from: string, to: string, text: string) {
  const { breakingAndUsed, breakingAndUnused, dangerous, safe } = await compareSchemas(
    buildSchema(from),
    buildSchema(to),
    [{ by: 'bff-mobile 5.3.0', name: 'Home', text }],
  );
  const breaking = [...breakingAndUsed, ...breakingAndUnused];
  const [level, worst] =
    breaking.length > 0
      ? (['breaking', breaking] as const)
      : dangerous.length > 0
        ? (['dangerous', dangerous] as const)
        : safe.length > 0
          ? (['safe', safe] as const)
          : (['nothing', []] as const);
  return { level, concerned: worst.some(({ usedBy }) => usedBy.length > 0) };
}

describe('every kind of change is seen, for what it is and whom it concerns:', () => {
  it.each(kinds)('%s', async (_kind, from, to, { level, of = [], notOf = [] }) => {
    const changed = everyKind.replace(from, to);
    expect(changed).not.toBe(everyKind);

    expect((await verdictOn(everyKind, changed, elsewhere)).level).toBe(level);
    for (const text of of) {
      expect(await verdictOn(everyKind, changed, text), text).toEqual({ level, concerned: true });
    }
    for (const text of notOf) {
      expect(await verdictOn(everyKind, changed, text), text).toEqual({ level, concerned: false });
    }
  });

  it.each(kinds)('%s, in the eyes of graphql-js too, there and back', async (_kind, from, to) => {
    const changed = everyKind.replace(from, to);
    for (const [a, b] of [
      [everyKind, changed],
      [changed, everyKind],
    ] as const) {
      const alsoBreaking = findBreakingChanges(buildSchema(a), buildSchema(b)).length > 0;
      if (alsoBreaking) expect((await verdictOn(a, b, elsewhere)).level).toBe('breaking');
    }
  });
});

it('the comparison takes an input object of which several fields may be given from now on for safe', async () => {
  const before = everyKind.replace('input Pick {', 'input Pick @oneOf {');

  expect((await verdictOn(before, everyKind, picked)).level).toBe('safe');
});

describe('a field of strings that becomes one of a scalar', () => {
  const home = 'type Home { cards: [Card!] title: String! }';

  it('is as on the wire, and may surprise whoever asks for it', async () => {
    const { verdict, dangerous } = await changing(
      home,
      'scalar LocalDate type Home { cards: [Card!] title: LocalDate! }',
      '{ home { title } }',
    );

    expect(verdict).toBe('fine');
    expect(dangerous).toMatchObject([{ usedBy: ['bff-mobile 5.3.0: Home'] }]);
  });

  it.each([
    ['may be null as well', 'scalar LocalDate type Home { cards: [Card!] title: LocalDate }'],
    ['is a list as well', 'scalar LocalDate type Home { cards: [Card!] title: [LocalDate!]! }'],
    ['is any JSON now', 'scalar Json type Home { cards: [Card!] title: Json! }'],
    ['is a number now', 'type Home { cards: [Card!] title: Int! }'],
    ['is an object now', 'type Home { cards: [Card!] title: Card! }'],
  ])('breaks where it %s', async (_what, to) => {
    expect(await changing(home, to, '{ home { title } }')).toMatchObject({ verdict: 'used' });
  });

  it('breaks where an argument becomes one', async () => {
    const search = 'input Filter { brand: String tag: String }';
    const to = 'scalar LocalDate input Filter { brand: LocalDate tag: String }';

    expect(
      await changing(search, to, 'query ($b: String) { search(filter: { brand: $b }) { __typename } }'),
    ).toMatchObject({ verdict: 'used' });
  });
});
