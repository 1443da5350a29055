import { readFile } from 'node:fs/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as mobile from '../bff-mobile/generated/documents.ts';
import * as web from '../bff-web/generated/documents.ts';
import { documentFiles } from '../scripts/document-files.ts';
import { documentIdOf, readManifest } from '../shared/graphql/documents/manifest.ts';
import { documentNames } from '../shared/graphql/documents/client-documents.ts';
import { clients } from './clients.ts';

const generated = { 'bff-web': web, 'bff-mobile': mobile };

describe.each(clients)('the documents of $folder', async ({ folder, define }) => {
  const { documents } = await define();
  const names = await documentNames(documents);
  const read = (file: string) => readFile(new URL(file, documents), 'utf8');

  it.each(Object.entries(await documentFiles(documents)))(
    'are those of the committed %s (npm run documents renews it)',
    async (file, text) => {
      expect(await read(file)).toBe(text);
    },
  );

  it('are in the manifest under the names of their files', async () => {
    const { operations } = readManifest(JSON.parse(await read('manifest.json')));

    expect(operations.map(({ name }) => name)).toEqual(names);
  });

  it.each(names)('have an id for %s, which is the hash of what a client prints of it', (name) => {
    const { documentIds, ...nodes } = generated[folder];
    const node = (nodes as unknown as Record<string, TypedDocumentNode>)[`${name}Document`]!;

    expect((documentIds as Record<string, string>)[name]).toBe(documentIdOf(print(node)));
  });
});

/** What a frontend's client does with a document, as far as types go. */
declare function execute<Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Result;

it('the type of a document types what a document takes, and what it is answered', () => {
  const home = () => execute(mobile.HomeDocument, { imageWidth: 320 });
  const priceLabel = (answer: mobile.HomeQuery) => answer.home.sections[0]?.cards?.[0]?.priceLabel;
  expectTypeOf(home).returns.toEqualTypeOf<mobile.HomeQuery>();
  expectTypeOf(priceLabel).returns.toEqualTypeOf<string | null | undefined>();

  // @ts-expect-error a width is a number
  void (() => execute(mobile.HomeDocument, { imageWidth: '320' }));
  // @ts-expect-error a width must be given
  void (() => execute(mobile.HomeDocument, {}));
  // @ts-expect-error no app runs there
  void (() => execute(mobile.AppConfigDocument, { platform: 'WINDOWS', version: '5.3.0' }));
  // @ts-expect-error nobody asked for it
  void ('stockLabel' satisfies keyof mobile.HomeCardFragment);
});
