import type { DocumentNode } from 'graphql';
import { print } from 'graphql';
import { buildManifest } from '../shared/graphql/documents/manifest.ts';

/**
 * A plugin of the code generator that writes the id of each document, by its name: what a client sends in the document's
 * place.
 *
 * @see https://the-guild.dev/graphql/codegen/docs/custom-codegen/plugin-structure
 */
export function plugin(_schema: unknown, documents: readonly { readonly document?: DocumentNode }[]): string {
  const { operations } = buildManifest(documents.map(({ document }) => print(document!)));
  return [
    '/** What a client sends in place of each document: `documentId`, or the hash of a persisted query. */',
    'export const documentIds = {',
    ...operations.map(({ id, name }) => `  ${name}: '${id}',`),
    '} as const;',
  ].join('\n');
}
