import { getOperationAST, parse, type FieldNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../../shared/graphql/execution/collect-fields.ts';
import { asksForPriceBands, cardsSuffice } from './look-ahead.ts';

/** What a resolver is told of the field that `document` asks for first. */
function infoOf(text: string) {
  const document = parse(text);
  const field = getOperationAST(document)!.selectionSet.selections[0] as FieldNode;
  return { fieldNodes: [field], fragments: fragmentsOf(document) };
}

describe('cards suffice', () => {
  it.each([
    '{ products { totalCount facets { brands { value } } } }',
    '{ products { edges { node { id title price { formatted } stock { available } } } } }',
    '{ products { edges { node { title: slug description: brand } } } }',
    '{ products { ...Page } } fragment Page on ProductConnection { edges { node { ... { id } } } }',
  ])('for %s', (document) => {
    expect(cardsSuffice(infoOf(document))).toBe(true);
  });
});

describe('cards do not suffice', () => {
  it.each([
    '{ products { edges { node { id description } } } }',
    '{ products { edges { node { title: description } } } }',
    '{ products { edges { node { ... on Product { tags } } } } }',
    '{ products { edges { node { ...A } } } } fragment A on Product { ...B } fragment B on Product { variants { sku } }',
    '{ products { edges { node { id ... @include(if: false) { seo { title } } } } } }',
    '{ products { edges { node { topReviews { createdAt } } } } }',
  ])('for %s', (document) => {
    expect(cardsSuffice(infoOf(document))).toBe(false);
  });

  it('where one of several places that ask for the listing asks for more', () => {
    const { fieldNodes } = infoOf('{ products { edges { node { id } } } }');
    const more = infoOf('{ products { edges { node { tags } } } }');

    expect(cardsSuffice({ fieldNodes: [...fieldNodes, ...more.fieldNodes], fragments: {} })).toBe(false);
  });
});

it.each([
  ['{ products { facets { priceBands { value } } } }', true],
  [
    '{ products { ...Page } } fragment Page on ProductConnection { facets { bands: priceBands { count } } }',
    true,
  ],
  ['{ products { facets { brands { value } } edges { node { price { formatted } } } } }', false],
])('the look-ahead knows of %s that price bands are asked for: %s', (document, asked) => {
  expect(asksForPriceBands(infoOf(document))).toBe(asked);
});
