import { GraphQLError, Kind } from 'graphql';
import { parseWithin } from '../shared/graphql/document-limits.ts';
import type { OperationLimits } from '../shared/graphql/limits.ts';
import { ManifestError, type Manifest } from '../shared/graphql/documents/manifest.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { placeIn } from './graphql-source.ts';

/**
 * What makes a client: `definition.ts` of its folder exports one function for it.
 *
 * @param folder such as `bff-web`
 */
export async function definitionOf(folder: string): Promise<BffDefinition> {
  const { href } = new URL(`../${folder}/definition.ts`, import.meta.url);
  const exported = (await import(href)) as Readonly<Record<string, () => Promise<BffDefinition>>>;
  return Object.entries(exported).find(([name]) => name.startsWith('define'))![1]();
}

/**
 * Reads the documents of a client, as {@link readDocuments} does, each of which holds the operation that its file is named
 * after, within the limits of what can be parsed and printed.
 *
 * @param root the repository, ending in a slash
 * @throws {ManifestError} naming every file that does not, with the line where there is one
 */
export async function readCheckedDocuments(
  root: URL,
  { name: client, limits }: BffDefinition,
): Promise<readonly ClientDocument[]> {
  const folder = `${client}/documents/`;
  const documents = await readDocuments(new URL(folder, root)).catch((error: unknown) => {
    throw error instanceof ManifestError ? new ManifestError(folder + error.message) : error;
  });
  const problems = documents.flatMap((document) => problemOf(document, limits) ?? []);
  if (problems.length > 0) throw new ManifestError(problems.map((each) => folder + each).join('\n'));
  return documents;
}

/** What is wrong with a document, after the name of its file. */
function problemOf({ name, text }: ClientDocument, limits: OperationLimits): string | undefined {
  const file = `${name}.graphql`;
  try {
    const { definitions } = parseWithin(text, limits);
    const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 && operations[0]!.name?.value === name
      ? undefined
      : `${file}: it must hold one operation, called ${name}`;
  } catch (error) {
    if (error instanceof GraphQLError) return `${placeIn(file, error)}: ${error.message}`;
    throw error;
  }
}

/** The documents as they are shipped: in the text of the manifest, with the example values of their files. */
export function asShipped(
  documents: readonly ClientDocument[],
  { operations }: Manifest,
): readonly ClientDocument[] {
  return documents.map((document) => ({
    ...document,
    text: operations.find(({ name }) => name === document.name)!.body,
  }));
}
