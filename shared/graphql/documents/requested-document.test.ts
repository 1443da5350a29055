import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../lib/client-error.ts';
import { apqStore } from './apq-store.ts';
import { documentIdOf, normalForm } from './manifest.ts';
import { requestedDocument, resolveDocument, type DocumentLookup } from './requested-document.ts';
import type { TrustedDocument, TrustedDocuments } from './trusted-documents.ts';

const cart: TrustedDocument = {
  id: documentIdOf('query Cart {\n  cart\n}'),
  name: 'Cart',
  text: 'query Cart {\n  cart\n}',
  releases: [],
};
const otherText = '{ other }';
const otherId = documentIdOf(otherText);

const trusted: TrustedDocuments = {
  find: async (id) => (id === cart.id ? cart : undefined),
  findByText: async (text) => (normalForm(text) === cart.text ? cart : undefined),
  all: () => [cart],
};

const persistedQuery = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

const notFound = { refusal: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' };
const notSupported = { refusal: 'PERSISTED_QUERY_NOT_SUPPORTED', message: 'PersistedQueryNotSupported' };
const notTrusted = { refusal: 'DOCUMENT_NOT_TRUSTED', message: errorCodes.DOCUMENT_NOT_TRUSTED };
const differing = { refusal: 'BAD_REQUEST', message: 'The id and the text are not of the same document.' };
const theCart = { text: cart.text, trusted: cart };
const other = { text: otherText, trusted: undefined };

describe('a request names its document', () => {
  it.each([
    ['by its text', { query: otherText }, { kind: 'text', text: otherText }],
    ['by documentId', { documentId: cart.id }, { kind: 'id', id: cart.id, via: 'documentId' }],
    ['by a prefixed documentId', { documentId: `sha256:${cart.id}` }, { kind: 'id', id: cart.id }],
    [
      'by a prefixed hash',
      { extensions: persistedQuery(`sha256:${cart.id}`) },
      { kind: 'id', id: cart.id, via: 'persistedQuery' },
    ],
    [
      'twice, with a prefix and without',
      { documentId: `sha256:${cart.id}`, extensions: persistedQuery(cart.id) },
      { kind: 'id', id: cart.id },
    ],
    [
      'as Relay does, with a text that is null',
      { documentId: cart.id, query: null, extensions: null },
      { kind: 'id', id: cart.id, text: undefined },
    ],
    [
      'as Apollo Client does, at first by its hash',
      { extensions: persistedQuery(cart.id) },
      { kind: 'id', id: cart.id, via: 'persistedQuery', text: undefined },
    ],
    [
      'as Apollo Client does by GET, with extensions that are JSON',
      { extensions: JSON.stringify(persistedQuery(cart.id)) },
      { kind: 'id', id: cart.id, via: 'persistedQuery' },
    ],
    [
      'as Apollo Client does the second time, with the text too',
      { query: otherText, extensions: persistedQuery(otherId) },
      { kind: 'id', id: otherId, via: 'persistedQuery', text: otherText },
    ],
    ['twice in the same way', { documentId: cart.id, extensions: persistedQuery(cart.id) }, { kind: 'id' }],
    ['with other extensions beside its text', { query: otherText, extensions: { a: 1 } }, { kind: 'text' }],
    ['with extensions that are no JSON', { query: otherText, extensions: '{' }, { kind: 'text' }],
    ['not at all', {}, { kind: 'none' }],
    ['by nothing', { query: '', documentId: null, extensions: {} }, { kind: 'none' }],
  ])('%s', (_how, request, expected) => {
    expect(requestedDocument(request)).toMatchObject(expected);
  });

  it.each([
    ['a text that is no string', { query: { kind: 'Document' } }, 'query must be'],
    ['two texts', { query: ['{ a }', '{ b }'] }, 'query must be'],
    ['two ids', { documentId: ['a', 'b'] }, 'documentId must be'],
    ['an id that is a number', { documentId: 1 }, 'documentId must be'],
    ['ids that differ', { documentId: otherId, extensions: persistedQuery(cart.id) }, 'differ'],
    ['another version', { extensions: { persistedQuery: { version: 2, sha256Hash: cart.id } } }, 'version 1'],
    ['no hash', { extensions: { persistedQuery: { version: 1 } } }, 'sha256Hash'],
    ['a persisted query that is no object', { extensions: { persistedQuery: cart.id } }, 'persistedQuery'],
  ])('never by %s', async (_how, request, reason) => {
    expect(requestedDocument(request)).toMatchObject({
      kind: 'malformed',
      reason: expect.stringContaining(reason),
    });
    expect(await resolveDocument(request, { trusted, mode: 'open', apq: null })).toMatchObject({
      refusal: 'BAD_REQUEST',
    });
  });
});

describe.each([
  ['by documentId', (id: string) => ({ documentId: id })],
  ['by extensions.persistedQuery', (id: string) => ({ extensions: persistedQuery(id) })],
])('a document that is asked for %s', (how, request) => {
  const settings: [string, DocumentLookup][] = [
    ['in mode trusted', { trusted, mode: 'trusted', apq: null }],
    ['in mode open', { trusted, mode: 'open', apq: null }],
    ['where texts are registered', { trusted, mode: 'open', apq: apqStore(10_000) }],
  ];

  it.each(settings)('is executed if it is trusted, %s', async (_where, lookup) => {
    expect(await resolveDocument(request(cart.id), lookup)).toEqual(theCart);
    expect(await resolveDocument({ ...request(cart.id), query: cart.text }, lookup)).toEqual(theCart);
    expect(await resolveDocument({ ...request(cart.id), query: 'query Cart{cart}' }, lookup)).toEqual(
      theCart,
    );
  });

  it.each(settings)('is never a text that is another, %s', async (_where, lookup) => {
    expect(await resolveDocument({ ...request(cart.id), query: otherText }, lookup)).toEqual(differing);
    expect(await resolveDocument({ ...request(otherId), query: cart.text }, lookup)).toEqual(differing);
  });

  it.each(settings)('is not found by an id that nobody knows, %s', async (_where, lookup) => {
    const off = lookup.mode === 'open' && !lookup.apq && how === 'by extensions.persistedQuery';

    expect(await resolveDocument(request(otherId), lookup)).toEqual(off ? notSupported : notFound);
  });
});

describe('mode trusted', () => {
  const lookup: DocumentLookup = { trusted, mode: 'trusted', apq: apqStore(10_000) };

  it('executes a text that is a trusted document, in its normal form', async () => {
    expect(await resolveDocument({ query: 'query Cart { cart }' }, lookup)).toEqual(theCart);
  });

  it('executes a trusted text under the hash that it has as it is formatted', async () => {
    const query = 'query Cart{cart}';

    expect(await resolveDocument({ query, extensions: persistedQuery(documentIdOf(query)) }, lookup)).toEqual(
      theCart,
    );
  });

  it.each([
    ['alone', {}],
    ['with its hash', { extensions: persistedQuery(otherId) }],
    ['with a hash of something else that nobody knows', { extensions: persistedQuery(documentIdOf('')) }],
    ['with its id', { documentId: otherId }],
  ])('refuses any other text, %s', async (_how, id) => {
    expect(await resolveDocument({ query: otherText, ...id }, lookup)).toEqual(notTrusted);
  });

  it('registers nothing, and serves nothing that was registered', async () => {
    const apq = apqStore(10_000);
    apq.register(otherId, otherText);

    expect(await resolveDocument({ extensions: persistedQuery(otherId) }, { ...lookup, apq })).toEqual(
      notFound,
    );
    await resolveDocument({ query: '{ a }', extensions: persistedQuery(documentIdOf('{ a }')) }, lookup);
    expect(lookup.apq!.get(documentIdOf('{ a }'))).toBeUndefined();
  });
});

describe('mode open', () => {
  it('executes any text, as it is', async () => {
    expect(await resolveDocument({ query: otherText }, { trusted, mode: 'open', apq: null })).toEqual(other);
    expect(
      await resolveDocument({ query: otherText, documentId: otherId }, { trusted, mode: 'open', apq: null }),
    ).toEqual(other);
  });

  it('serves a text by its hash, once it was sent with it', async () => {
    const lookup: DocumentLookup = { trusted, mode: 'open', apq: apqStore(10_000) };
    const byHash = { extensions: persistedQuery(otherId) };

    expect(await resolveDocument(byHash, lookup)).toEqual(notFound);
    expect(await resolveDocument({ ...byHash, query: otherText }, lookup)).toEqual(other);
    expect(await resolveDocument(byHash, lookup)).toEqual(other);
    expect(await resolveDocument({ documentId: otherId }, lookup)).toEqual(other);
  });

  it('registers nothing under a hash that is not its own', async () => {
    const lookup: DocumentLookup = { trusted, mode: 'open', apq: apqStore(10_000) };

    expect(await resolveDocument({ query: '{ bad }', extensions: persistedQuery(otherId) }, lookup)).toEqual(
      differing,
    );
    expect(await resolveDocument({ extensions: persistedQuery(otherId) }, lookup)).toEqual(notFound);
  });

  it('executes a text with its hash where none are registered, for a client that learns it only then', async () => {
    const lookup: DocumentLookup = { trusted, mode: 'open', apq: null };

    expect(await resolveDocument({ query: otherText, extensions: persistedQuery(otherId) }, lookup)).toEqual(
      other,
    );
  });
});

it('the lookup forgets registered texts rather than hold more than there is room for', () => {
  const apq = apqStore(2_000);
  for (let n = 0; n < 100; n++) apq.register(documentIdOf(String(n)), `{ field${n} }`);

  const held = Array.from({ length: 100 }, (_, n) => apq.get(documentIdOf(String(n)))).filter(Boolean);
  expect(held).toEqual([
    '{ field94 }',
    '{ field95 }',
    '{ field96 }',
    '{ field97 }',
    '{ field98 }',
    '{ field99 }',
  ]);
});
