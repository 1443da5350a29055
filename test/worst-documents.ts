import { GraphQLError } from 'graphql';
import { checkDocument, parseWithin } from '../shared/graphql/document-limits.ts';
import type { OperationLimits } from '../shared/graphql/limits.ts';
import { workedMs } from '../shared/testing/worked-ms.ts';

/** Where in a schema documents can be made large. */
export interface Place {
  /** Type of the object that `wrap` selects from. */
  readonly type: string;
  readonly wrap: (selections: string) => string;
  /** A leaf of `type`, and one of its fields that take arguments and of its lists. */
  readonly leaf: string;
  readonly withArguments: string;
  readonly list: (selections: string) => string;
}

const times = (count: number, text: string | ((index: number) => string)) =>
  Array.from({ length: count }, (_, index) => (typeof text === 'string' ? text : text(index))).join(' ');

/**
 * Documents that take validation long for their size, as large as `limits` allow: it compares fields of one name with
 * each other, wherever they are asked for, and fragments with all that they are spread beside. Not all of them are valid:
 * that is not known before.
 */
export function worstDocuments(
  { type, wrap, leaf, withArguments, list }: Place,
  limits: OperationLimits,
): ReadonlyMap<string, string> {
  const fragment = (index: number, selections: string) => `fragment F${index} on ${type} { ${selections} }`;
  /** Fragments, and in one place or several all of them. */
  const fragments = (count: number, selections: string, places: (spreads: string) => string) =>
    `${wrap(places(times(count, (n) => `...F${n}`)))} ${times(count, (n) => fragment(n, selections))}`;
  const below = (depth: number, width: number): string =>
    depth === 0 ? leaf : times(width, list(below(depth - 1, width)));

  const shapes: readonly (readonly [name: string, build: (size: number) => string])[] = [
    ['one field, again and again', (n) => wrap(times(n, leaf))],
    ['one field with arguments', (n) => wrap(times(n, withArguments))],
    ['one field with arguments that it does not have', (n) => wrap(times(n, `${leaf}(a: 1)`))],
    ['a list in two places', (n) => wrap(times(2, list(times(n, leaf))))],
    ['a list in many places', (n) => wrap(times(n, list(times(4, leaf))))],
    ['lists in lists, two of each', (n) => wrap(below(n, 2))],
    ['lists in two lists', (n) => wrap(below(2, n))],
    ['many fragments', (n) => fragments(n, leaf, (spreads) => spreads)],
    ['many fragments with lists', (n) => fragments(n, list(leaf), (spreads) => spreads)],
    ['many fragments in two places', (n) => fragments(n, leaf, (spreads) => times(2, list(spreads)))],
    ['fragments in many places', (n) => fragments(n, leaf, (spreads) => times(n, list(spreads)))],
    ['fragments of many fields', (n) => fragments(10, times(n, leaf), (spreads) => spreads)],
    ['a fragment that nothing spreads', (n) => `{ __typename } ${fragment(0, times(n, `${leaf}(a: 1)`))}`],
    [
      'fragments that nothing spreads, each with all others',
      (n) =>
        `{ __typename } ${times(n, (own) => fragment(own, `${leaf} ${times(n, (each) => `...F${each}`)}`))}`,
    ],
    [
      'many operations',
      (n) => `${times(n, (own) => `query Q${own} { ...F }`)} fragment F on Query { __typename }`,
    ],
    ['many variables', (n) => `query (${times(n, (own) => `$v${own}: Int`)}) { __typename }`],
  ];
  return new Map(shapes.map(([name, build]) => [name, largest(build, limits)]));
}

/** The largest document that `limits` allow, of those that `build` makes. */
function largest(build: (size: number) => string, limits: OperationLimits): string {
  let [within, beyond] = [1, 2];
  while (isWithin(build(beyond), limits)) [within, beyond] = [beyond, beyond * 2];
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2);
    if (isWithin(build(middle), limits)) within = middle;
    else beyond = middle;
  }
  return build(within);
}

function isWithin(text: string, limits: OperationLimits): boolean {
  try {
    return checkDocument(parseWithin(text, limits), limits).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] === 'LIMIT_EXCEEDED') return false;
    throw error;
  }
}

/** The processor time that something takes at best (ms). */
export function bestOfThree(run: () => void): number {
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const before = workedMs();
      run();
      return workedMs() - before;
    }),
  );
}
