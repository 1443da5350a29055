import { makeExecutableSchema } from '@graphql-tools/schema';
import { isLeafType, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { expect, it, vi } from 'vitest';
import { executePlan } from './execute.ts';
import { planOperation } from './plan.ts';

const read = vi.fn((_source: unknown, args: object) => JSON.stringify(args));
const plants = ['Tree', 'Flower', 'Tree', 'Flower'].map((__typename) => ({ __typename }));
const leaf = { int: 1, float: 1.5, string: 's', boolean: false, id: 'i', colour: 'RED' };
const schema = makeExecutableSchema({
  typeDefs: `
    type Query { tree: Tree, trees: [Tree!]!, plants: [Plant!]!, leaf: Leaf }
    union Plant = Tree | Flower
    type Flower { name: String }
    type Leaf { int: Int, float: Float, string: String, boolean: Boolean, id: ID, colour: Colour }
    enum Colour { RED }
    type Tree { left: Tree, right: Tree, read(n: Int, of: [Int!]): String }
  `,
  resolvers: {
    Query: { tree: () => ({}), trees: () => [{}, {}, {}], plants: () => plants, leaf: () => leaf },
    Tree: { read },
  },
});

function plan(text: string) {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return planOperation(schema, document, operation as OperationDefinitionNode, {});
}

it('the planner plans what there is data for, however much fragments within fragments select', () => {
  const levels = Array.from({ length: 40 }, (_, n) => n);
  const doubling = levels.map(
    (n) => `fragment F${n} on Tree { left { ...F${n + 1} } right { ...F${n + 1} } }`,
  );
  const planned = plan(`{ tree { ...F0 } } ${doubling.join(' ')} fragment F40 on Tree { read }`);

  expect(planned.size()).toBe(0);
  expect(executePlan(planned, null, {})).toEqual({ data: { tree: { left: null, right: null } } });
  expect(planned.size()).toBe(3);
});

it('the planner works out arguments once, for all items and where they are constant for all operations, and lets nobody change them', () => {
  const planned = plan('query ($n: Int) { trees { constant: read(of: [1]) given: read(n: $n) } }');
  void executePlan(planned, null, { n: 1 });
  void executePlan(planned, null, { n: 2 });

  const calls = read.mock.calls.map(([, args]) => args);
  expect(new Set(calls).size).toBe(3);
  expect(calls.every(Object.isFrozen)).toBe(true);
  expect(calls.slice(-2)).toEqual([{ of: [1] }, { n: 2 }]);
});

it('the planner plans what is asked of a type once, however many items of a list have it', () => {
  const planned = plan('{ plants { ... on Tree { read } ... on Flower { name } } }');

  void executePlan(planned, null, {});

  expect(planned.size()).toBe(1 + 2);
});

it('a plan knows a value that is drawn as it is, and serialises none of those', () => {
  const serialised = Object.values(schema.getTypeMap())
    .filter(isLeafType)
    .map((type) => vi.spyOn(type, 'serialize'));

  const answer = executePlan(plan('{ leaf { int float string boolean id colour } }'), null, {});

  expect(answer).toEqual({ data: { leaf } });
  for (const serialise of serialised) expect(serialise).not.toHaveBeenCalled();
  serialised.forEach((spy) => spy.mockRestore());
});
