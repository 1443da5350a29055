import { describe, expect, it } from 'vitest';
import {
  buildManifest,
  documentIdOf,
  normalForm,
  readManifest,
  readRelayManifest,
  relayManifest,
} from './manifest.ts';

const cart = 'query Cart {\n  cart\n}';
const buy = 'mutation Buy($id: ID!) {\n  buy(id: $id)\n}';

describe('the manifest of a client', () => {
  it('lists the documents by name, in their normal form, each under its hash', () => {
    const manifest = buildManifest([cart, '# a comment\nmutation Buy($id:ID!){buy(id:$id)}']);

    expect(manifest).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [
        { id: documentIdOf(buy), name: 'Buy', type: 'mutation', body: buy },
        { id: documentIdOf(cart), name: 'Cart', type: 'query', body: cart },
      ],
    });
    expect(readManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each([
    ['has no name', ['{ cart }'], 'give it a name'],
    ['holds two operations', ['query A { a } query B { b }'], 'one operation'],
    ['has a name that another has', [cart, 'query Cart { other }'], 'two operations called Cart'],
  ])('refuses a document that %s', (_what, texts, message) => {
    expect(() => buildManifest(texts)).toThrow(message);
  });

  it('is refused where an id is not the hash of its text', () => {
    const { operations, ...rest } = buildManifest([cart]);
    const forged = { ...rest, operations: [{ ...operations[0], body: 'query Cart { secrets }' }] };

    expect(() => readManifest(forged)).toThrow('the id of Cart is not the hash of its body');
  });
});

describe("Relay's manifest", () => {
  it('is read as it was written', () => {
    const manifest = buildManifest([cart, buy]);

    expect(relayManifest(manifest)).toEqual({ [documentIdOf(cart)]: cart, [documentIdOf(buy)]: buy });
    expect(readRelayManifest(relayManifest(manifest))).toEqual(manifest);
  });

  it("keeps the spacing of Relay's compiler, of which the ids are hashes", () => {
    const text = 'query Cart(\n  $id: ID!\n) {\n  cart(id: $id)\n}\n';

    expect(readRelayManifest({ [documentIdOf(text)]: text }).operations).toEqual([
      { id: documentIdOf(text), name: 'Cart', type: 'query', body: text },
    ]);
  });

  it.each([
    ['is no object', [cart], 'neither a manifest'],
    ['has an id of another kind', { '1f3870be274f6c49b3e31a0c6728957f': cart }, 'not the hash'],
    ['has a text that is not GraphQL', { [documentIdOf('{')]: '{' }, 'not GraphQL'],
  ])('is refused where it %s', (_what, value, message) => {
    expect(() => readRelayManifest(value)).toThrow(message);
  });
});

it('gives up a text that is longer than asked for', () => {
  expect(normalForm(cart, { maxTokens: 5 })).toBe(cart);
  expect(() => normalForm(cart, { maxTokens: 4 })).toThrow('more that 4 tokens');
});
