import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { brokenBy } from './compatibility.ts';

const sdl = `
  type Query { home(first: Int): Home search(text: String, sort: Sort): Card }
  type Home { cards: [Card!] }
  type Card { id: ID! badge: String }
  enum Sort { TITLE PRICE }
`;
const text = `query Home($first: Int, $text: String) {
  home(first: $first) { cards { ...C } }
  search(text: $text, sort: PRICE) { ... on Card { id } }
}
fragment C on Card { id badge }`;
const afterwards = (from: string | RegExp, to: string) =>
  brokenBy(buildSchema(sdl.replace(from, to)), { by: 'bff-mobile 5.3.0', name: 'Home', text });

it('the check finds nothing wrong with a document that fits', () => {
  expect(afterwards('', '')).toEqual([]);
});

it('the check names the release, the document and the field that is gone', () => {
  expect(afterwards('badge: String', '')).toEqual([
    'bff-mobile 5.3.0: Home asks for Card.badge, which is gone',
  ]);
  expect(afterwards('home(first: Int): Home', '')).toContain(
    'bff-mobile 5.3.0: Home asks for Query.home, which is gone',
  );
});

it('the check names a type that is gone', () => {
  expect(afterwards(/Card\b/g, 'Tile')).toContain('bff-mobile 5.3.0: Home asks for Card, which is gone');
});

it.each([
  ['an argument that is gone', '(first: Int)', '', 'Query.home: Unknown argument "first" on field'],
  [
    'an argument that must be given now',
    'first: Int',
    'first: Int, size: Int!',
    'Query.home: Field "home" argument',
  ],
  [
    'a variable that no longer fits',
    'first: Int',
    'first: Int!',
    'Query.home: Variable "$first" of type "Int" used',
  ],
  ['a value that is gone', ' PRICE', '', 'Query.search: Value "PRICE" does not exist in "Sort" enum'],
  [
    'a field that has fields now',
    'badge: String',
    'badge: Home',
    'Card.badge: Field "badge" of type "Home" must have',
  ],
])('the check names the field of %s', (_what, from, to, says) => {
  expect(afterwards(from, to)).toContainEqual(
    expect.stringContaining(`bff-mobile 5.3.0: Home asks for ${says}`),
  );
});
