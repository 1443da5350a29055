import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  GraphQLError,
  responsePathAsArray,
  type GraphQLFormattedError,
  type GraphQLResolveInfo,
} from 'graphql';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClientError } from '../../lib/client-error.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Upstreams } from '../../upstreams/index.ts';
import { createApollo } from '../apollo.ts';
import { createRequestContext, inputsFrom } from '../context.ts';

const typeDefs = `
  interface Named { name: String! }
  type Dog implements Named { name: String! barks: Boolean! friend: Named }
  type Cat implements Named { name: String! lives: Int! }
  union Pet = Dog | Cat
  type Sphinx { riddle: String! }
  type Fish { wet: Boolean }
  union Animal = Dog | Fish

  type Node {
    id: ID!
    label: String
    fails: String
    strict: String!
    strictSync: String!
    later(ms: Int): String
    self: Node
    must: Node!
    word: Node
    length: Int
    mustFail: Node!
    nodes: [Node]
    mustNodes: [Node!]!
    mixed: [String]
    mixedMust: [String!]
    grid: [[Int!]]
  }
  enum Colour { RED GREEN }
  scalar Even
  input Range { from: Int = 1, to: Int!, step: Range }

  type Query {
    node: Node
    none: Node
    mustNode: Node!
    pet(kind: String): Named
    pets: [Pet]
    animals: [Animal]
    trap: Node
    sphinx(true: Boolean): Sphinx
    echo(text: String = "default", colour: Colour = RED, range: Range, ids: [ID!], must: Int! = 7): String!
    info(a: Int): String!
    properties: Node
    leaf(name: String!): Leaves
    thrown(what: String!): String
    iterable(kind: String!): [Int]
  }
  type Leaves { int: Int, float: Float, string: String, boolean: Boolean, id: ID, colour: Colour, even: Even, musts: Int! }
  type Mutation { add(n: Int!): [Int!]! }
`;

const soon = <Value>(value: Value) => new Promise<Value>((resolve) => setImmediate(() => resolve(value)));
const failsSoon = (text: string) => soon(null).then(() => Promise.reject(new ClientError('NOT_FOUND', text)));
const node = { id: 'n' };
let log: number[] = [];

const things: Readonly<Record<string, unknown>> = {
  text: 'words',
  error: new Error('s3cr3t'),
  client: new ClientError('FORBIDDEN', 'Not yours.'),
  graphql: new GraphQLError('From within.', { extensions: { code: 'BAD_USER_INPUT' } }),
  null: null,
  undefined,
  object: { message: 'no error' },
};

const leaves: Readonly<Record<string, object>> = {
  well: { int: 1, float: 1.5, string: 's', boolean: true, id: 'i', colour: 'red!', even: 2, musts: 0 },
  other: { int: '7', float: '1.5', string: 5, boolean: 1, id: 7, colour: 'GREEN', even: 3, musts: -0 },
  wrong: { int: 1.5, float: 'x', string: {}, boolean: 'x', id: {}, colour: 'blue', even: 'none', musts: 'x' },
  far: { int: 2 ** 31, float: Infinity, string: true, boolean: NaN, id: 1.5, colour: 1, even: 'nothing' },
  promised: { int: soon(1), float: soon('x'), musts: soon(3) },
};

const resolvers = {
  Named: { __resolveType: ({ kind }: { kind: string }) => (kind === 'slow dog' ? soon('Dog') : kind) },
  Pet: {
    // Of the list's field, whichever item is meant.
    __resolveType: ({ kind }: { kind: string }, _context: unknown, { path }: GraphQLResolveInfo) =>
      soon(path.key === 'pets' ? kind : 'Nobody'),
  },
  Animal: { __resolveType: ({ kind }: { kind: string }) => kind },
  Sphinx: { __isTypeOf: (value: { yes: boolean }) => (value.yes ? soon(true) : false) },
  Dog: { friend: () => ({ kind: 'Cat', name: 'Tom', lives: 9 }) },
  Colour: { RED: 'red!', GREEN: 'GREEN' },
  Even: {
    serialize: (value: unknown) => {
      if (value === 'none') return undefined;
      if (value === 'nothing') return null;
      if ((value as number) % 2 !== 0) throw new ClientError('UPSTREAM_BAD_ANSWER', 'This is odd.');
      return value;
    },
  },
  Node: {
    fails: () => failsSoon('fails'),
    strict: () => failsSoon('strict'),
    strictSync: () => {
      throw new ClientError('NOT_FOUND', 'strictSync');
    },
    later: (_: unknown, { ms }: { ms?: number }) => soon(`after ${ms}`),
    self: () => soon(node),
    must: () => node,
    mustFail: () => failsSoon('mustFail'),
    nodes: () => [node, soon(node), null, failsSoon('item'), new Error('as a value'), node],
    mustNodes: () => [node, soon(node), failsSoon('item')],
    mixed: () => ['a', soon('b'), failsSoon('c'), null, 5, {}],
    mixedMust: () => ['a', soon('b'), soon(null)],
    grid: () => [[1, soon(2)], null, [3, null], soon([4])],
  },
  Query: {
    node: () => soon(node),
    none: () => null,
    mustNode: () => node,
    pet: (_: unknown, { kind }: { kind: string }) => ({ kind, name: 'Rex', barks: true }),
    pets: () => [
      { kind: 'Dog', name: 'Rex', barks: false },
      { kind: 'Cat', name: 'Tom', lives: 9 },
      { kind: 'Sphinx' },
    ],
    animals: () => [
      { kind: 'Dog', name: 'Rex', barks: true },
      { kind: 'Fish', name: 'Nemo', wet: true },
    ],
    trap: () => ({
      id: 't',
      get label() {
        throw new ClientError('NOT_FOUND', 'trapped');
      },
    }),
    sphinx: (_: unknown, { true: yes }: { true: boolean }) => ({ yes, riddle: 'Who?' }),
    echo: (_: unknown, args: object) => JSON.stringify(args),
    info: (_source: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
      JSON.stringify([
        info.fieldName,
        responsePathAsArray(info.path),
        info.path.typename,
        String(info.returnType),
        String(info.parentType),
        info.fieldNodes.map(({ loc }) => loc),
        info.variableValues,
        info.operation.name?.value,
        Object.keys(info.fragments),
      ]),
    properties: () => ({
      id: () => 'called',
      label: (args: object, _context: unknown, { fieldName }: GraphQLResolveInfo) =>
        soon(`${fieldName} ${JSON.stringify(args)}`),
      word: 'no object',
    }),
    leaf: (_: unknown, { name }: { name: string }) => leaves[name],
    thrown: (_: unknown, { what }: { what: string }) => {
      throw things[what];
    },
    iterable: (_: unknown, { kind }: { kind: string }) => {
      if (kind === 'set') return new Set([1, 2]);
      if (kind === 'text') return 'text';
      if (kind === 'object') return { length: 1 };
      return (function* () {
        yield 1;
        yield soon(2);
        if (kind === 'broken') throw new Error('half way');
      })();
    },
  },
  Mutation: {
    add: async (_: unknown, { n }: { n: number }) => {
      await soon(null);
      log.push(n);
      return [...log];
    },
  },
};

const schema = makeExecutableSchema({ typeDefs, resolvers });

interface Request {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** What went to the log as a fault of this server. */
const faults: string[] = [];
const logger = pino({ level: 'error' }, { write: (line) => void faults.push(line) });
afterEach(() => void faults.splice(0));

const servers = [false, true].map((compiledExecution) =>
  createApollo({ schema, introspection: true, compiledExecution, logger }),
);

async function answerOf(server: (typeof servers)[number], request: Request) {
  log = [];
  const contextValue = createRequestContext({
    inputs: inputsFrom({}, 1_000),
    requestId: 'test',
    signal: new AbortController().signal,
    clock: systemClock,
    upstreams: {} as Upstreams,
  });
  const { body, http } = await server.executeOperation(request, { contextValue });
  if (body.kind !== 'single') throw new Error('an incremental answer');
  const { data, errors = [] } = body.singleResult;
  // As text, so that the order of fields counts; the order of errors is nobody's promise.
  const sorted = errors.map((error: GraphQLFormattedError) => JSON.stringify(error)).sort();
  return { status: http.status, text: JSON.stringify(data), errors: sorted };
}

/** What both executors answer, who must agree: the data, and the errors' messages. */
async function bothAnswerInFull(
  query: string,
  variables: Record<string, unknown> = {},
  operationName?: string,
) {
  const request = { query, variables, ...(operationName !== undefined && { operationName }) };
  const [plain, planned] = [await answerOf(servers[0]!, request), await answerOf(servers[1]!, request)];
  // And again by the plan that is now known.
  expect([planned, await answerOf(servers[1]!, request)]).toEqual([plain, plain]);
  const errors = plain.errors.map((error) => JSON.parse(error) as GraphQLFormattedError);
  return {
    data: (plain.text === undefined ? undefined : JSON.parse(plain.text)) as unknown,
    messages: errors.map(({ message, path }) => [path?.join('.'), message].join(' ').trim()).sort(),
    codes: [...new Set(errors.map(({ extensions }) => extensions?.['code']))],
  };
}

async function bothAnswer(...request: Parameters<typeof bothAnswerInFull>) {
  const { data, messages } = await bothAnswerInFull(...request);
  return { data, messages };
}

describe('planned execution answers as graphql-js does', () => {
  it('when a field that may be null fails', async () => {
    expect(await bothAnswer('{ node { id fails label later(ms: 5) } }')).toEqual({
      data: { node: { id: 'n', fails: null, label: null, later: 'after 5' } },
      messages: ['node.fails fails'],
    });
  });

  it.each([
    ['{ node { id strict } }', { node: null }, ['node.strict strict']],
    ['{ node { later strictSync } }', { node: null }, ['node.strictSync strictSync']],
    [
      '{ node { self { must { must { strict } } } label } }',
      { node: { self: null, label: null } },
      ['node.self.must.must.strict strict'],
    ],
    ['{ node { mustFail { id } } none { id } }', { node: null, none: null }, ['node.mustFail mustFail']],
    ['{ none { id } mustNode { strict } }', null, ['mustNode.strict strict']],
    ['{ mustNode { must { strictSync } } }', null, ['mustNode.must.strictSync strictSync']],
  ])('when a null goes up to where one may be: %s', async (query, data, messages) => {
    expect(await bothAnswer(query)).toEqual({ data, messages });
  });

  it('when two fields would make one place null: one error explains it', async () => {
    const { data, messages } = await bothAnswer('{ node { a: strict b: strict must { c: strict } } }');

    expect(data).toEqual({ node: null });
    expect(messages).toEqual(['node.a strict']);
  });

  it('of lists whose items are promises, fail, or are missing', async () => {
    expect(await bothAnswer('{ node { nodes { id } mixed } }')).toMatchObject({
      data: {
        node: {
          nodes: [{ id: 'n' }, { id: 'n' }, null, null, null, { id: 'n' }],
          mixed: ['a', 'b', null, null, '5', null],
        },
      },
      messages: [
        'node.mixed.2 c',
        'node.mixed.5 Something went wrong on our side.',
        'node.nodes.3 item',
        'node.nodes.4 Something went wrong on our side.',
      ],
    });
    expect(await bothAnswer('{ node { mixedMust grid self { mustNodes { id } } } }')).toMatchObject({
      data: { node: { mixedMust: null, grid: [[1, 2], null, null, [4]], self: null } },
    });
  });

  it.each(['set', 'generator', 'broken', 'text', 'object'])(
    'of what can or cannot be gone through: %s',
    async (kind) => {
      await bothAnswer('query ($kind: String!) { iterable(kind: $kind) }', { kind });
    },
  );

  it.each(Object.keys(leaves))('of leaves: %s', async (name) => {
    const all = 'int float string boolean id colour even';
    const { data } = await bothAnswer(`query ($name: String!) { leaf(name: $name) { ${all} } }`, { name });
    await bothAnswer('query ($name: String!) { leaf(name: $name) { int musts } }', { name });

    if (name === 'well') {
      expect(data).toEqual({
        leaf: { int: 1, float: 1.5, string: 's', boolean: true, id: 'i', colour: 'RED', even: 2 },
      });
    }
  });

  it.each(Object.keys(things))('whatever is thrown: %s', async (what) => {
    const { data, messages } = await bothAnswer('query ($what: String!) { thrown(what: $what) }', { what });

    expect(data).toEqual({ thrown: null });
    expect(messages).toHaveLength(1);
  });

  it('of properties that are functions, and of what is no object', async () => {
    expect(await bothAnswer('{ properties { word { label } } }')).toMatchObject({
      data: { properties: { word: { label: null } } },
    });
    expect(await bothAnswer('{ properties { word { id } } }')).toMatchObject({
      data: { properties: { word: null } },
    });
    expect(await bothAnswer('{ properties { word { length } } }')).toEqual({
      data: { properties: { word: { length: null } } },
      messages: [],
    });
    expect(await bothAnswer('{ trap { id label } }')).toEqual({
      data: { trap: { id: 't', label: null } },
      messages: ['trap.label trapped'],
    });
    expect(await bothAnswer('{ properties { id label } }')).toEqual({
      data: { properties: { id: 'called', label: 'label {}' } },
      messages: [],
    });
  });

  it('of types that are known by their values alone', async () => {
    const names = '__typename name ... on Dog { barks friend { ...Cats name } } ...Cats';
    const cats = 'fragment Cats on Cat { lives __typename }';
    for (const kind of ['Dog', 'Cat', 'slow dog', 'Sphinx', 'Nobody', null]) {
      await bothAnswer(`query ($kind: String) { pet(kind: $kind) { ${names} } } ${cats}`, { kind });
    }
    expect(await bothAnswer(`{ pets { ... on Named { ${names} } } } ${cats}`)).toMatchObject({
      data: {
        pets: [
          {
            __typename: 'Dog',
            name: 'Rex',
            barks: false,
            friend: { lives: 9, __typename: 'Cat', name: 'Tom' },
          },
          { __typename: 'Cat', name: 'Tom', lives: 9 },
          null,
        ],
      },
    });
    for (const yes of [true, false])
      await bothAnswer('query ($yes: Boolean) { sphinx(true: $yes) { riddle } }', { yes });
  });

  it('of a fragment on an interface that not all types of a union have', async () => {
    const query = '{ animals { __typename ... on Named { name } ... on Fish { wet } } }';

    expect(await bothAnswer(query)).toEqual({
      data: {
        animals: [
          { __typename: 'Dog', name: 'Rex' },
          { __typename: 'Fish', wet: true },
        ],
      },
      messages: [],
    });
  });

  it.each([
    ['{ pet(kind: "Sphinx") { name } }', 'Type "Named" is no type that a Query.pet can have: "Sphinx".'],
    ['{ pet { name } }', 'Type "Named" is no type that a Query.pet can have: "undefined".'],
    ['{ sphinx(true: false) { riddle } }', 'Expected value of type "Sphinx" for field Query.sphinx.'],
    ['{ iterable(kind: "text") }', 'Expected Iterable, but did not find one for field "Query.iterable".'],
    ['{ properties { word { id } } }', 'Cannot return null for non-nullable field Node.id.'],
    ['{ leaf(name: "wrong") { even } }', 'Even.serialize made nothing of a value.'],
  ])('and tells the log of %s what is wrong', async (query, reason) => {
    await answerOf(servers[1]!, { query });

    expect(faults.map((line) => (JSON.parse(line) as { err: Error }).err.message).join()).toContain(reason);
  });

  it('when a field is asked for in several places, in the order of the first', async () => {
    const query = `
      { node { id ...A self { id } ... { self { label } } ... on Node { nodes { id } } }
        node { self { later(ms: 1) } ...A label } }
      fragment A on Node { must { id ...B } ...B }
      fragment B on Node { label self { nodes { label } } }
    `;
    expect(await bothAnswer(query)).toMatchObject({
      data: {
        node: {
          self: {
            id: 'n',
            label: null,
            later: 'after 1',
            nodes: [{ label: null }, {}, null, null, null, {}],
          },
        },
      },
    });
  });

  it.each([
    { a: true, b: true },
    { a: false, b: true },
    { a: true, b: false },
    { a: false, b: false, c: false },
    { a: true, b: true, c: null },
    { a: true, b: true, d: false },
  ])('with conditions %j', async (conditions) => {
    const { data } = await bothAnswer(
      `query ($a: Boolean!, $b: Boolean!, $c: Boolean = true, $d: Boolean! = true) {
        node @include(if: $d) {
          ...F @include(if: $a)
          must { ...F @skip(if: $a) label }
          ...F @skip(if: $b)
          ... @include(if: $c) { label }
          id @include(if: $a) @skip(if: $b)
          l: label @skip(if: true)
          self @include(if: false) { id }
        }
        none { id }
      }
      fragment F on Node { self { id @include(if: $b) later(ms: 2) @skip(if: $a) } fails @include(if: $c) }`,
      conditions,
    );

    if (conditions.c === undefined) expect(data).toHaveProperty('none', null);
    if (conditions.d === false) expect(data).toEqual({ none: null });
  });

  it.each([
    [{}],
    [{ text: null, from: 5, id: 3, must: 1 }],
    [{ text: 't', colour: 'GREEN', range: { to: 1, step: { to: 2 } }, id: 'x' }],
    [{ must: null }],
    [{ colour: 'GREY' }],
    [{ colour: 3, range: { from: 'x', to: null, other: 1 }, id: 1.5, must: '7' }],
    [{ range: 5 }],
    [{ range: { to: 2 ** 31 } }],
  ])('to arguments and variables %j', async (variables) => {
    await bothAnswer(
      `query ($text: String, $colour: Colour = GREEN, $range: Range, $from: Int, $id: ID, $must: Int = 8) {
        a: echo b: echo(text: null, colour: GREEN, range: { to: 3 }, ids: 5) c: echo(must: 1, ids: ["a", "b"])
        d: echo(text: $text, colour: $colour, range: $range) e: echo(must: $must)
        f: echo(range: { from: $from, to: 2, step: { to: 4, from: $from } })
        node { mustNodes { id } later(ms: $from) self { later(ms: $from) l: later(ms: 3) } }
      }`,
      variables,
    );
  });

  it('to a variable of which too many are wrong', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `v${n}`);
    const { messages } = await bothAnswer(
      `query (${names.map((name) => `$${name}: Int!`).join()}) { ${names.map((name) => `${name}: info(a: $${name})`).join(' ')} }`,
      {},
    );

    expect(messages.length).toBeGreaterThan(20);
    expect(messages.join().length).toBeLessThan(6_000);
  });

  it.each([undefined, 'A', 'B', 'C', ''])('when the operation is called %j', async (name) => {
    await bothAnswer(
      'query A { a: info(a: 1) } query B($n: Int) { b: info(a: $n) @skip(if: false) }',
      { n: 2 },
      name,
    );
  });

  it('to what resolvers read of the operation', async () => {
    const { data } = await bothAnswer(
      'query Name($n: Int = 3) { x: info(a: $n) ...F } fragment F on Query { x: info(a: $n) }',
    );

    expect(data).toHaveProperty('x', expect.stringContaining('["x"],"Query","String!","Query"'));
  });

  it('to mutations, one after the other', async () => {
    expect(await bothAnswer('mutation { a: add(n: 1) b: add(n: 2) c: add(n: 3) }')).toEqual({
      data: { a: [1], b: [1, 2], c: [1, 2, 3] },
      messages: [],
    });
  });

  it('to questions about the schema', async () => {
    const { data } = await bothAnswer(
      '{ __schema { types { name kind fields(includeDeprecated: true) { name args { defaultValue } } } } t: __type(name: "Node") { name } none: __type(name: "No") { name } __typename }',
    );

    expect(data).toMatchObject({ t: { name: 'Node' }, none: null, __typename: 'Query' });
  });

  it('under names that mean something to JavaScript', async () => {
    const query =
      'query ($__proto__: Int, $constructor: Boolean = true, $toString: Int) { __proto__: node { __proto__: id constructor: label toString: later(ms: $toString) } hasOwnProperty: info(a: $__proto__) @include(if: $constructor) }';
    const text = JSON.stringify((await bothAnswer(query)).data);

    expect(text).toContain('{"__proto__":{"__proto__":"n","constructor":null,"toString":"after undefined"}');
  });
});

describe("a value that only execution finds to be wrong is the client's fault, whoever executes:", () => {
  const nonNull = 'must not be null.';
  it.each([
    [
      'null for a variable with a default, where none may be',
      'query ($n: Int = 8) { none { id } echo(must: $n) }',
      { n: null },
      { data: null, messages: [`echo Argument "must" of non-null type "Int!" ${nonNull}`] },
    ],
    [
      'null in a field that may be null itself',
      'query ($n: String = "well") { none { id } leaf(name: $n) { int } }',
      { n: null },
      {
        data: { none: null, leaf: null },
        messages: [`leaf Argument "name" of non-null type "String!" ${nonNull}`],
      },
    ],
    [
      'null among the items of a list',
      'query ($id: ID = "a") { node { id } echo(ids: ["b", $id]) }',
      { id: null },
      { data: null, messages: ['echo Argument "ids" has invalid value ["b", $id].'] },
    ],
    [
      'null in an input object, however deep',
      'query ($to: Int = 1) { echo(range: { to: 2, step: { to: $to } }) }',
      { to: null },
      { data: null, messages: ['echo Argument "range" has invalid value {to: 2, step: {to: $to}}.'] },
    ],
    [
      'a condition of a field that is null',
      'query ($c: Boolean = true) { none { id } node { id label @skip(if: $c) } }',
      { c: null },
      {
        data: { none: null, node: null },
        messages: [`node Argument "if" of non-null type "Boolean!" ${nonNull}`],
      },
    ],
    [
      'a condition of a fragment that is null, in an object of an abstract type',
      'query ($c: Boolean = true) { pet(kind: "Dog") { name ... on Cat @include(if: $c) { lives } } }',
      { c: null },
      { data: { pet: null }, messages: [`pet Argument "if" of non-null type "Boolean!" ${nonNull}`] },
    ],
    [
      'a condition at the root that is null',
      'query ($c: Boolean = true) { none { id } ...F @include(if: $c) } fragment F on Query { node { id } }',
      { c: null },
      { data: null, messages: [`Argument "if" of non-null type "Boolean!" ${nonNull}`] },
    ],
    [
      'null in a question about the schema',
      'query ($n: String = "Node") { __type(name: $n) { name } none { id } }',
      { n: null },
      {
        data: { __type: null, none: null },
        messages: [`__type Argument "name" of non-null type "String!" ${nonNull}`],
      },
    ],
    [
      'null in a mutation',
      'mutation ($n: Int = 1) { add(n: $n) }',
      { n: null },
      { data: null, messages: [`add Argument "n" of non-null type "Int!" ${nonNull}`] },
    ],
    [
      'a condition of a mutation that is null',
      'mutation ($c: Boolean = true) { add(n: 1) @include(if: $c) }',
      { c: null },
      { data: null, messages: [`Argument "if" of non-null type "Boolean!" ${nonNull}`] },
    ],
  ])('%s', async (_what, query, variables, expected) => {
    const { codes, ...answer } = await bothAnswerInFull(query, variables);

    expect(answer).toEqual(expected);
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(faults).toEqual([]);
  });

  it('and is repeated in part, however large it is', async () => {
    const ids = Array.from({ length: 300 }, () => '"a long id"').join(', ');
    const { messages } = await bothAnswerInFull(`query ($id: ID = "a") { echo(ids: [${ids}, $id]) }`, {
      id: null,
    });

    expect(messages).toEqual([expect.stringMatching(/^echo Argument "ids" has invalid value \[.*…$/s)]);
    expect(messages[0]!.length).toBeLessThan(600);
  });

  it('which a fault of this server is not', async () => {
    const { codes } = await bothAnswerInFull(
      '{ iterable(kind: "text") thrown(what: "error") sphinx { riddle } }',
    );

    expect(codes).toEqual(['INTERNAL']);
    expect(faults).not.toEqual([]);
  });
});

it('a document is planned once for each outcome of its conditions', async () => {
  const planned = vi.spyOn(schema.getQueryType()!, 'getFields');
  const query = 'query ($more: Boolean!, $n: Int) { planned: info(a: $n) node @include(if: $more) { id } }';
  const plannedBy = async (variables: Record<string, unknown>) => {
    planned.mockClear();
    await answerOf(servers[1]!, { query, variables });
    return planned.mock.calls.length > 0;
  };

  expect(await plannedBy({ more: true, n: 1 })).toBe(true);
  expect(await plannedBy({ more: true, n: 2 })).toBe(false);
  expect(await plannedBy({ more: false, n: 2 })).toBe(true);
  expect(await plannedBy({ more: true, n: 3 })).toBe(false);
});
