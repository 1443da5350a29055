import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from 'vitest';
import { costOf, type FieldCosts } from './cost.ts';

const schema = makeExecutableSchema({
  typeDefs: `
    type Query {
      one: Item
      free: Item
      four: [Item!]!
      list(first: Int = 5): [Item!]!
      page(first: Int = 20): Page!
      found(text: String!, first: Int): [Item!]!
      any: [Thing!]!
    }
    type Page { total: Int! edges: [Edge!]! info: Info! }
    type Edge { cursor: String! node: Item! }
    type Info { last: Item }
    interface Thing { id: ID! price: Int }
    type Item implements Thing { id: ID! price: Int stock: Int items: [Item!]! }
    type Rare implements Thing { id: ID! price: Int }
  `,
});

const costs: FieldCosts = {
  'Query.one': { points: 10 },
  'Query.four': { items: { otherwise: 4 } },
  'Query.list': { points: 10, items: { argument: 'first', otherwise: 7 } },
  'Query.page': { points: 10, items: { argument: 'first', otherwise: 20, below: 'edges' } },
  'Query.found': { points: 10, items: { argument: 'first', otherwise: 6 } },
  'Query.any': { items: { otherwise: 2 } },
  'Item.price': { points: 1 },
  'Item.stock': { points: 2 },
  'Item.items': { items: { otherwise: 3 } },
  'Rare.price': { points: 5 },
};

function cost(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document)!;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  expect(errors).toBeUndefined();
  return costOf(schema, costs, document, operation, coerced!);
}

describe('an operation costs', () => {
  it.each([
    ['the points of its fields', '{ one { price stock } }', 13],
    ['nothing for fields without any', '{ free { id } }', 0],
    ['nothing for introspection', '{ __typename __schema { types { name } } one { __typename } }', 10],
    ['what is below a list as often as it has items', '{ four { price stock } }', 12],
    ['lists in lists as often as both have items', '{ four { items { items { price } } } }', 36],
    ['the points of a list itself once', '{ four { id } list(first: 4) { id } }', 10],
    [
      'what is below the edges of a connection as often as it has edges',
      '{ page(first: 3) { edges { node { price } } } }',
      13,
    ],
    [
      'what is elsewhere in a connection once',
      '{ page(first: 3) { total info { last { price } } edges { cursor } } }',
      11,
    ],
    [
      'each alias of edges',
      '{ page(first: 3) { a: edges { node { price } } b: edges { node { price } } } }',
      16,
    ],
    ['the same under each alias', '{ a: one { price } b: one { price } c: one { x: price y: price } }', 34],
    ['what is asked twice under one name once', '{ one { price } one { price stock } }', 13],
    ['the dearest of the types that something can be', '{ any { price } }', 10],
    ['what is asked of each of those types', '{ any { ... on Item { price stock } id } }', 6],
  ])('%s: %s', (_what, text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  it('the same with fragments as without', () => {
    const fragments =
      'fragment Q on Query { one { ...I } } fragment I on Thing { ... on Item { price ...J } } fragment J on Item { stock }';

    expect(cost(`{ ...Q } ${fragments}`)).toBe(cost('{ one { price stock } }'));
    expect(cost(`{ ...Q ...Q one { ...I ...J } } ${fragments}`)).toBe(cost('{ one { price stock } }'));
  });

  it('nothing of a fragment on a type that the object is not', () => {
    expect(cost('{ one { ... on Thing { ... on Rare { price } } } }')).toBe(10);
  });
});

describe('how many items a list has', () => {
  it.each([
    ['its argument says', '{ list(first: 3) { price } }', {}, 13],
    ['the default of its argument says', '{ list { price } }', {}, 15],
    ['is what the table says for an argument that is null', '{ list(first: null) { price } }', {}, 17],
    ['is what the table says for one left out that has no default', '{ found(text: "") { price } }', {}, 16],
    ['a variable says', 'query ($n: Int) { list(first: $n) { price } }', { n: 3 }, 13],
    ['the default of a variable says', 'query ($n: Int = 2) { list(first: $n) { price } }', {}, 12],
    [
      'the default of the argument says, for a variable left out',
      'query ($n: Int) { list(first: $n) { price } }',
      {},
      15,
    ],
    [
      'is what the table says for a variable that is null',
      'query ($n: Int = 2) { list(first: $n) { price } }',
      { n: null },
      17,
    ],
    ['is bounded, however large it is asked for', '{ list(first: 2147483647) { price } }', {}, 1_010],
    ['is none when it is negative', '{ list(first: -5) { price } }', {}, 10],
    ['is none when it is 0', '{ list(first: 0) { price } }', {}, 10],
  ])('%s: %s %j', (_what, text, variables, expected) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('is a number, however deep the largest are nested', () => {
    const nested = '{ items '.repeat(50);

    expect(cost(`{ list(first: 1000) ${nested} { price } ${'}'.repeat(50)} }`)).toBeGreaterThan(1e20);
  });
});

describe('what is left out by its variables', () => {
  const text = `query ($skip: Boolean = false, $include: Boolean = true) {
    one @skip(if: $skip) { price ... @include(if: $include) { stock } }
  }`;

  it.each([
    [{}, 13],
    [{ include: false }, 11],
    [{ skip: true }, 0],
    [{ skip: false, include: true }, 13],
  ])('costs nothing: %j', (variables, expected) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('costs nothing where a fragment is spread either', () => {
    const fragment = 'fragment F on Item { stock }';

    expect(cost(`query ($f: Boolean!) { one { ...F @include(if: $f) } } ${fragment}`, { f: false })).toBe(10);
  });

  it('counts as asked for where they do not say, as execution refuses it', () => {
    expect(cost(text, { skip: null, include: null })).toBe(13);
  });
});

it('a field costs nothing that is asked with an argument that the field refuses', () => {
  expect(cost('query ($text: String = "") { found(text: $text) { price } one { id } }', { text: null })).toBe(
    10,
  );
});
