import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { deprecatedFieldsOf, deprecatedInputs, deprecationsOf } from './deprecated-use.ts';

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

it('the search for deprecated use finds every kind of thing that can be deprecated, with its reason', () => {
  expect(deprecationsOf(schema)).toEqual([
    { coordinate: 'Node.key', reason: 'i' },
    { coordinate: 'Query.home(first:)', reason: 'a' },
    { coordinate: 'Query.old', reason: 'No longer supported' },
    { coordinate: 'Sort.OLD', reason: 'v' },
    { coordinate: 'Filter.brand', reason: 'f' },
  ]);
});

it('the search for deprecated use names what a document uses of it, and nothing else', () => {
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

it('the search for deprecated use does not take what a variable may carry for use', () => {
  expect(
    deprecatedIn('query ($by: Sort, $filter: Filter) { home(by: $by, filter: $filter) { title } }'),
  ).toEqual([]);
});

describe('what variables carry', () => {
  const find = deprecatedInputs(schema);
  const carriedBy = (variables: Record<string, unknown>) =>
    find(
      getOperationAST(
        parse(
          'query ($by: Sort!, $all: [[Sort!]!], $filter: Filter) { home(by: $by, filter: $filter) { title } }',
        ),
      )!,
      variables,
    );

  it.each<[Record<string, unknown>, string[]]>([
    [{ by: 'OLD' }, ['Sort.OLD']],
    [{ by: 'NEW', filter: { tag: 'x' } }, []],
    [{ filter: { brand: null } }, ['Filter.brand']],
    [{ all: [['NEW'], ['NEW', 'OLD']] }, ['Sort.OLD']],
    [{ all: 'OLD', filter: { brand: 'x' }, other: 'OLD' }, ['Filter.brand', 'Sort.OLD']],
    [{ by: ['OLD'], filter: 'brand' }, []],
    [{ by: null, all: null, filter: null }, []],
    [{}, []],
  ])('of it is found: %j', (variables, expected) => {
    expect(carriedBy(variables)).toEqual(expected);
  });

  it('is not looked at where no input is deprecated', () => {
    const other = buildSchema('type Query { old(n: Int): Int @deprecated }');
    const variables = new Proxy({}, { get: () => expect.unreachable() });

    expect(
      deprecatedInputs(other)(getOperationAST(parse('query ($n: Int) { old(n: $n) }'))!, variables),
    ).toEqual([]);
  });
});
