import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { deprecatedFieldsOf, deprecationsOf } from './deprecated-use.ts';

const schema = buildSchema(`
  interface Node { key: ID @deprecated(reason: "i") }
  type Query {
    home(first: Int @deprecated(reason: "a"), by: Sort, filter: Filter): Home
    old: Int @deprecated
  }
  type Home implements Node { key: ID title: String }
  enum Sort { NEW OLD @deprecated(reason: "v") }
  input Filter { brand: String @deprecated(reason: "f") tag: String }
`);
const deprecatedIn = (text: string) => deprecatedFieldsOf(schema, parse(text));

it('finds every kind of thing that can be deprecated, with its reason', () => {
  expect(deprecationsOf(schema)).toEqual([
    { coordinate: 'Node.key', reason: 'i' },
    { coordinate: 'Query.home(first:)', reason: 'a' },
    { coordinate: 'Query.old', reason: 'No longer supported' },
    { coordinate: 'Sort.OLD', reason: 'v' },
    { coordinate: 'Filter.brand', reason: 'f' },
  ]);
});

it('names what a document uses of it, and nothing else', () => {
  expect(deprecatedIn('{ home(by: NEW, filter: { tag: "x" }) { key title } }')).toEqual([]);
  expect(deprecatedIn('{ old home(first: 3) { ... on Node { key } } }')).toEqual([
    'Node.key',
    'Query.home(first:)',
    'Query.old',
  ]);
  expect(deprecatedIn('{ home(by: OLD, filter: { brand: "x" }) { title } }')).toEqual([
    'Filter.brand',
    'Sort.OLD',
  ]);
});

it('does not take what a variable may carry for use', () => {
  expect(
    deprecatedIn('query ($by: Sort, $filter: Filter) { home(by: $by, filter: $filter) { title } }'),
  ).toEqual([]);
});
