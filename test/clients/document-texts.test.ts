import { addTypenameToDocument } from '@apollo/client/utilities';
import { formatDocument } from '@urql/core';
import { parse, print, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { clientForm } from '../../shared/graphql/documents/manifest.ts';
import { readDocuments } from '../../shared/graphql/documents/client-documents.ts';
import { clients } from '../clients.ts';

/** Corners that no document of ours has. */
const others = [
  'query Q { a { ... on T { b } ... @include(if: true) { c } } }',
  'query Q { a { b { __typename c } } }',
  'query Q { ...F } fragment F on Query { a { b } }',
  'mutation M { a { b } }',
  'subscription S { a { b } }',
].map((text) => ({ name: text, text }));

describe.each(
  await Promise.all(clients.map(async ({ folder, define }) => ({ folder, definition: await define() }))),
)('what clients make of the documents of $folder', async ({ definition }) => {
  const documents = await readDocuments(definition.documents);

  it.each([...documents, ...others])('is what is shipped: $name', ({ text }) => {
    const shipped = print(clientForm(parse(text)));

    expect(print(addTypenameToDocument(parse(text)))).toBe(shipped);
    expect(print(plain(formatDocument(parse(text))))).toBe(shipped);
  });
});

/** A document without what urql notes in it for itself. */
function plain(document: unknown): DocumentNode {
  return JSON.parse(JSON.stringify(document)) as DocumentNode;
}
