import { getOperationAST, parse, type FieldNode } from 'graphql';
import { expect, it, vi } from 'vitest';
import { fragmentsOf } from './collect-fields.ts';
import { lookAhead } from './look-ahead.ts';

/** What a resolver is told of the field that `document` asks for first. */
function infoOf(text: string) {
  const document = parse(text);
  const field = getOperationAST(document)!.selectionSet.selections[0] as FieldNode;
  return { fieldNodes: [field], fragments: fragmentsOf(document) };
}

it.each([
  ['{ list { b } }', true],
  ['{ list { other: b } }', true],
  ['{ list { deep { ... on Thing { b } } } }', true],
  ['{ list { ...A } } fragment A on Thing { ...B } fragment B on Thing { b }', true],
  ['{ list { b: a } }', false],
  ['{ list(b: 1) { a } }', false],
])('a look-ahead for b says of %s: %s', (document, asked) => {
  expect(lookAhead(['b', 'c'])(infoOf(document))).toBe(asked);
});

it('a look-ahead reads each fragment once, and a planned document once', () => {
  const asksForB = lookAhead(['b']);
  const { fieldNodes, fragments } = infoOf('{ list { ...Page ...Page } } fragment Page on Thing { a }');
  const read = vi.fn(() => fragments['Page']!);
  const info = { fieldNodes, fragments: Object.defineProperty({}, 'Page', { get: read }) };

  expect([asksForB(info), asksForB(info)]).toEqual([false, false]);
  expect(read).toHaveBeenCalledTimes(1);
});
