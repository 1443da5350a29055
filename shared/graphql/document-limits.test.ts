import fc from 'fast-check';
import { GraphQLError, Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkDocument, parseWithin } from './document-limits.ts';
import type { OperationLimits } from './limits.ts';
import { runs } from '../../test/long-form.ts';
import { workedMs } from '../testing/worked-ms.ts';

const unlimited: OperationLimits = {
  maxTextBytes: Infinity,
  maxTokens: Infinity,
  maxDepth: Infinity,
  maxFields: Infinity,
  maxAliases: Infinity,
  maxDirectives: Infinity,
  maxSpreads: Infinity,
  maxRootFields: Infinity,
  maxCost: Infinity,
  costPerMinute: Infinity,
};

/** What of a document is beyond `limits`, in words. */
const beyond = (text: string, limits: Partial<OperationLimits>) =>
  checkDocument(parse(text), { ...unlimited, ...limits }).map(({ message }) => message);

/** Every size of the first operation, as a limit that nothing keeps has it told. */
function sizesOf(document: DocumentNode): readonly (number | 'more')[] {
  const none = {
    ...unlimited,
    maxDepth: -1,
    maxFields: -1,
    maxAliases: -1,
    maxDirectives: -1,
    maxRootFields: -1,
  };
  return checkDocument(document, none)
    .slice(0, 5)
    .map(({ message }) => /has (\w+)\.$/.exec(message)![1]!)
    .map((found) => (found === 'more' ? 'more' : Number(found)));
}

/** [depth, fields, aliases, directives, root fields] */
const sizes = (text: string) => sizesOf(parse(text));

describe('the limit of', () => {
  const withinAndBeyond: readonly (readonly [
    what: string,
    limits: Partial<OperationLimits>,
    within: string,
    beyond: string,
  ])[] = [
    ['depth', { maxDepth: 3 }, '{ a { b { c } } }', '{ a { b { c { d } } } }'],
    ['fields', { maxFields: 3 }, '{ a { b c } }', '{ a { b c } d }'],
    ['aliases', { maxAliases: 1 }, '{ x: a a }', '{ x: a b { y: c } }'],
    ['aliases', { maxAliases: 1 }, '{ x: __typename }', '{ x: __typename y: __typename }'],
    ['directives', { maxDirectives: 1 }, '{ a @x b }', '{ a @x ... @x { b } }'],
    ['directives', { maxDirectives: 1 }, 'query @x { a }', 'query ($v: Int @x) @x { a }'],
    ['root fields', { maxRootFields: 2 }, '{ a b { c d e } }', '{ a b { c } ... { d } }'],
  ];

  it.each(withinAndBeyond)('%s (%j) is kept by %s and not by %s', (what, limits, within, outside) => {
    const [limit] = Object.values(limits);

    expect(beyond(within, limits)).toEqual([]);
    expect(beyond(outside, limits)).toEqual([
      `The document may have ${what} up to ${limit}, and has ${limit! + 1}.`,
    ]);
  });

  it('tells everything at once, each with its code', () => {
    const errors = checkDocument(parse('{ x: a @d { y: b } c }'), {
      ...unlimited,
      maxDepth: 1,
      maxFields: 2,
      maxAliases: 1,
      maxDirectives: 0,
      maxRootFields: 1,
    });

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(Array(5).fill('LIMIT_EXCEEDED'));
  });

  it('holds for every operation of a document', () => {
    expect(beyond('query A { a } query B { a b }', { maxFields: 1 })).toHaveLength(1);
  });
});

describe('a fragment', () => {
  it('counts each time that it is spread', () => {
    const fragment = 'fragment F on T { x: a @d { b } }';

    expect(sizes(`{ ...F } ${fragment}`)).toEqual([2, 2, 1, 1, 1]);
    expect(sizes(`{ ...F c { ...F ...F @d } } ${fragment}`)).toEqual([3, 7, 3, 4, 2]);
  });

  it('counts the same however it is spread', () => {
    const inline = '{ a { b c { d } } e }';
    const spread = '{ ...A e } fragment A on T { a { ...B } } fragment B on T { b ... on T { c { d } } }';

    expect(sizes(spread)).toEqual(sizes(inline));
  });

  it('that there is none of counts nothing', () => {
    expect(sizes('{ a ...Unknown }')).toEqual([1, 1, 0, 0, 1]);
  });

  it.each([
    ['itself', '{ ...A } fragment A on T { a ...A }', [1, 1, 0, 0, 1]],
    ['itself below a field', '{ ...A } fragment A on T { a { ...A } }', [1, 1, 0, 0, 1]],
    [
      'one that spreads it',
      '{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }',
      [1, 2, 0, 0, 2],
    ],
  ])('that spreads %s neither hangs nor throws', (_what, text, expected) => {
    expect(sizes(text)).toEqual(expected);
  });

  it.each([
    ['fields, doubled thirty times', (next: string) => `...${next} ...${next}`],
    ['depth and fields, doubled thirty times', (next: string) => `a { ...${next} } b { ...${next} }`],
  ])('that stands for millions of %s is found out without being expanded', (_what, double) => {
    const fragments = Array.from({ length: 30 }, (_, n) => `fragment F${n} on T { ${double(`F${n + 1}`)} }`);
    const document = parse(`{ ...F0 } ${fragments.join('\n')} fragment F30 on T { x: y @d }`);

    const before = workedMs();
    const errors = checkDocument(document, { ...unlimited, maxFields: 400, maxAliases: 30 });
    const tookMs = workedMs() - before;

    expect(errors.map(({ message }) => message)).toEqual([
      'The document may have fields up to 400, and has more.',
      'The document may have aliases up to 30, and has more.',
    ]);
    expect(tookMs).toBeLessThan(50);
  });
});

describe('any small document', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const directives = fc.constantFrom('', '', ' @d', ' @d @d');
  const field = fc.record({ alias: fc.constantFrom('', '', 'x: '), name, directives });

  /** A selection, of which fragments below the one numbered `from` can be spread, so that none spreads itself. */
  const selection = (from: number, depth: number): fc.Arbitrary<string> => {
    const leaf = field.map(({ alias, name, directives }) => `${alias}${name}${directives}`);
    const spread = fc
      .record({ to: fc.integer({ min: from, max: 3 }), directives })
      .map(({ to, directives }) => `...F${to}${directives}`);
    if (depth === 0) return fc.oneof(leaf, spread);
    const below = fc.array(selection(from, depth - 1), { minLength: 1, maxLength: 3 });
    const composite = fc.tuple(leaf, below).map(([own, selections]) => `${own} { ${selections.join(' ')} }`);
    const inline = fc
      .tuple(directives, below)
      .map(([own, selections]) => `... on T${own} { ${selections.join(' ')} }`);
    return fc.oneof(leaf, spread, composite, inline);
  };
  const set = (from: number) => fc.array(selection(from, 2), { minLength: 1, maxLength: 3 });

  // F3 is spread, and there is none.
  const document = fc
    .tuple(set(0), set(1), set(2), set(3))
    .map((sets) => sets.map((each) => `{ ${each.join(' ')} }`))
    .map(([operation, ...fragments]) =>
      [operation, ...fragments.map((each, n) => `fragment F${n} on T ${each}`)].join('\n'),
    );

  it('measures as much as it does with its fragments written out', () => {
    fc.assert(
      fc.property(document, (text) => {
        const parsed = parse(text);

        expect(sizesOf(parsed)).toEqual(naiveSizesOf(parsed));
      }),
      runs(500),
    );
  });
});

/** The sizes of the first operation, found by going through all that it stands for. */
function naiveSizesOf(document: DocumentNode): readonly number[] {
  const found = { depth: 0, fields: 0, aliases: 0, directives: 0, rootFields: 0 };
  const visit = ({ selections }: SelectionSetNode, level: number): void => {
    for (const selection of selections) {
      found.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        found.fields += 1;
        if (selection.alias) found.aliases += 1;
        if (level === 0) found.rootFields += 1;
        found.depth = Math.max(found.depth, level + 1);
        if (selection.selectionSet) visit(selection.selectionSet, level + 1);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet, level);
      else {
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
          if (definition.name.value === selection.name.value) visit(definition.selectionSet, level);
        }
      }
    }
  };
  const [operation] = document.definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) visit(operation.selectionSet, 0);
  return Object.values(found);
}

describe('spreads of fragments', () => {
  it.each([
    ['of a fragment that there is', '{ ...A ...A } fragment A on Query { a }'],
    ['of fragments that there are none of', '{ ...A ...B }'],
    ['in a fragment that nothing spreads', '{ a } fragment F on Query { ...A ...B }'],
    ['in several operations', 'query A { ...F } query B { a { ...F } } fragment F on Query { a }'],
    ['in a circle', '{ ...A } fragment A on Query { ...A }'],
  ])('count as they are written, %s', (_where, text) => {
    expect(beyond(text, { maxSpreads: 2 })).toEqual([]);
    expect(beyond(text, { maxSpreads: 1 })).toEqual([
      'The document may have fragment spreads up to 1, and has 2.',
    ]);
  });
});

describe('the text of a document', () => {
  const refusalOf = (text: string, maxTokens: number, maxTextBytes = Infinity) => {
    try {
      parseWithin(text, { maxTextBytes, maxTokens, maxDepth: 12 });
    } catch (error) {
      expect(error).toBeInstanceOf(GraphQLError);
      return error as GraphQLError;
    }
    throw new Error('it was not refused');
  };

  it('may have as many tokens as its limit says, whatever stands between them', () => {
    const text = '{ a,,, b(c: "one token")\n\n  # and no words of it\n }';

    expect(parseWithin(text, { ...unlimited, maxTokens: 9 })).toMatchObject({ kind: Kind.DOCUMENT });
    expect(refusalOf(text, 8)).toMatchObject({
      message: 'The document may have tokens up to 8, and has more.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
  });

  it('may have as many bytes as its limit says, whatever they are', () => {
    const text = `{ a } # ${'é'.repeat(10)}`;

    expect(parseWithin(text, { ...unlimited, maxTextBytes: 28 })).toMatchObject({ kind: Kind.DOCUMENT });
    expect(refusalOf(text, 9, 27)).toMatchObject({
      message: 'The document may have bytes up to 27, and has 28.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
  });

  it('is read no further than its limit', () => {
    expect(refusalOf(`{ ${'a '.repeat(10)} ] never read`, 5).extensions).toEqual({ code: 'LIMIT_EXCEEDED' });
  });

  it('may not be nested deeper than it can be read', () => {
    expect(refusalOf('{ a '.repeat(100_000), 1_000_000)).toMatchObject({
      message: 'The document may have depth up to 12, and has more.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
  });

  it.each(['', '{', 'a b', '{ a(b: ) }', '{ "a" }'])('is refused when it is no GraphQL: %j', (text) => {
    const { message, extensions, locations } = refusalOf(text, 100);

    expect(message).toMatch(/^Syntax Error/);
    expect(extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(locations).toHaveLength(1);
  });
});
