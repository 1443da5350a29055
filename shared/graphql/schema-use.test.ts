import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { schemaUseOf } from './schema-use.ts';

const schema = buildSchema(`
  type Query {
    home(first: Int = 10): Home
    search(filter: Filter, sort: Sort = TITLE): [Result!]
  }
  type Home { cards: [Card!] }
  type Card { id: ID! badge: Badge related(first: Int): [Card!] }
  type Shop { name: String }
  union Result = Card | Shop
  enum Badge { NEW SALE }
  enum Sort { TITLE PRICE }
  input Filter { brands: [String!] badges: [Badge!] not: Filter }
`);
const written = (text: string) => [...schemaUseOf(schema, parse(text)).written].sort();
const onlyPossible = (text: string) => {
  const use = schemaUseOf(schema, parse(text));
  return [...use.possible].filter((coordinate) => !use.written.has(coordinate)).sort();
};

it('the record of use names the fields, and the types that they are of, once each', () => {
  expect(written('{ home { cards { id related { id } } } again: home { __typename } }')).toEqual([
    'Card',
    'Card.id',
    'Card.related',
    'Home',
    'Home.cards',
    'Query',
    'Query.home',
  ]);
});

it('the record of use follows fragments, and names the types they are on', () => {
  expect(written('{ search { ... on Shop { name } ...C } } fragment C on Card { id }')).toEqual([
    'Card',
    'Card.id',
    'Query',
    'Query.search',
    'Shop',
    'Shop.name',
  ]);
});

it('the record of use names arguments, input fields, enum values and directives that are written, not those left out', () => {
  expect(written('{ search(filter: { not: { badges: [SALE] } }, sort: PRICE) { __typename } }')).toEqual([
    'Badge',
    'Badge.SALE',
    'Filter',
    'Filter.badges',
    'Filter.not',
    'Query',
    'Query.search',
    'Query.search(filter:)',
    'Query.search(sort:)',
    'Sort',
    'Sort.PRICE',
  ]);
  expect(written('query ($short: Boolean!) { home @skip(if: $short) { __typename } }')).toEqual([
    '@skip',
    '@skip(if:)',
    'Boolean',
    'Query',
    'Query.home',
  ]);
});

it('the record of use counts an input object that is written empty', () => {
  expect(written('{ search(filter: {}) { __typename } }')).toContain('Filter');
});

it('the record of use takes a variable for one that may carry everything its type has', () => {
  expect(
    onlyPossible('query ($filter: Filter) { search(filter: $filter) { ... on Shop { name } } }'),
  ).toEqual([
    'Badge',
    'Badge.NEW',
    'Badge.SALE',
    'Card',
    'Filter.badges',
    'Filter.brands',
    'Filter.not',
    'Result',
    'String',
  ]);
});

it('the record of use says which arguments are left out, or null, and where', () => {
  const { omitted, nulled } = schemaUseOf(
    schema,
    parse('{ home { cards { related(first: 2) { id } } } search(filter: null, sort: PRICE) { __typename } }'),
  );

  expect([...omitted]).toEqual(['Query.home(first:)']);
  expect([...nulled]).toEqual(['Query.search(filter:)']);
});

it('the record of use says what a variable may leave out, and what it may say is null', () => {
  const ranges = buildSchema(`
    type Query { between(range: Range): Int }
    input Range { from: Int! to: Int upTo: Int = 3 step: Int! = 1 }
  `);

  const { omitted, nulled } = schemaUseOf(ranges, parse('query ($range: Range) { between(range: $range) }'));
  const fieldsIn = (coordinates: ReadonlySet<string>) =>
    [...coordinates].filter((coordinate) => coordinate.startsWith('Range.')).sort();

  expect(fieldsIn(omitted)).toEqual(['Range.step', 'Range.to', 'Range.upTo']);
  expect(fieldsIn(nulled)).toEqual(['Range.to', 'Range.upTo']);
});

it('the record of use takes the default of a variable for written', () => {
  expect(written('query ($sort: Sort = PRICE) { search(sort: $sort) { __typename } }')).toContain(
    'Sort.PRICE',
  );
});

it('the record of use takes an answer for one that may hold every value and every member of its type', () => {
  expect(onlyPossible('{ home { cards { badge } } }')).toEqual(['Badge', 'Badge.NEW', 'Badge.SALE']);
  expect(onlyPossible('{ search { __typename } }')).toEqual(['Card', 'Result', 'Shop']);
});

it('the record of use leaves out what the schema does not have', () => {
  expect(written('query ($a: Gone) { gone { id } home(gone: 1) { none } ... on Gone { id } }')).toEqual([
    'Query',
    'Query.home',
  ]);
});
