import { buildManifest, relayManifest } from '../shared/graphql/documents/manifest.ts';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';

/**
 * The files that are made of a client's documents, by name: what Apollo's and Relay's tools read.
 *
 * @param folder of the documents, ending in a slash
 * @throws {ManifestError} where the documents cannot be told apart by their names
 */
export async function documentFiles(folder: URL): Promise<Readonly<Record<string, string>>> {
  const manifest = buildManifest((await readDocuments(folder)).map(({ text }) => text));
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return { 'manifest.json': json(manifest), 'relay.json': json(relayManifest(manifest)) };
}
