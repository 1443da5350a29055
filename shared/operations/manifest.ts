import { createHash } from 'node:crypto';
import { Kind, parse, print, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { z } from 'zod';

/** One document that a client ships. */
export interface ManifestOperation {
  /** SHA-256 of `body`, in hex: what a client sends in place of the text. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** The document in its normal form. */
  readonly body: string;
}

/**
 * All documents that a client ships, as Apollo Client's persisted-query tooling writes and reads them.
 *
 * @see https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format
 */
export interface Manifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly ManifestOperation[];
}

/**
 * A document as it is hashed: without comments and with the spacing of graphql-js, so that formatting a file makes no
 * new document.
 *
 * @param options `maxTokens` bounds what a text that comes from outside can cost
 * @throws {GraphQLError} when `text` is not GraphQL, or has more tokens
 */
export function normalForm(text: string, options: { readonly maxTokens?: number } = {}): string {
  return print(parse(text, { ...options, noLocation: true }));
}

/** SHA-256 of a document's text, in hex: of its normal form, the id of a trusted document. */
export function documentIdOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The manifest of the documents given, in the order of their names.
 *
 * @throws {GraphQLError} when a text is not GraphQL
 * @throws {ManifestError} when a text does not hold exactly one operation, with a name that no other has
 */
export function buildManifest(texts: readonly string[]): Manifest {
  const operations = texts.map((text) => {
    const body = normalForm(text);
    const { name, operation: type } = onlyOperation(parse(body));
    return { id: documentIdOf(body), name: name!.value, type, body };
  });
  const names = operations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ManifestError(`there are two operations called ${twice}`);
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: operations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/**
 * The same documents as Relay's compiler writes them (`persistConfig.file`, with the algorithm SHA256): text by id.
 *
 * @see https://relay.dev/docs/guides/persisted-queries/#local-persisted-queries
 */
export function relayManifest({ operations }: Manifest): Readonly<Record<string, string>> {
  return Object.fromEntries(operations.map(({ id, body }) => [id, body]));
}

/** A manifest that cannot be trusted as it is. The message says what is wrong with it. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1 || !operations[0]!.name) {
    throw new ManifestError('a document must hold one operation, and give it a name');
  }
  return operations[0]!;
}

export const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string(),
    }),
  ),
});

/**
 * Reads a manifest. An id says what its text is, so one that is not the text's hash is refused.
 *
 * @throws {ManifestError}
 */
export function readManifest(value: unknown): Manifest {
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ManifestError(`${issue!.path.join('.') || 'the whole'}: ${issue!.message}`);
  }
  const wrong = result.data.operations.find(({ id, body }) => id !== documentIdOf(body));
  if (wrong) throw new ManifestError(`the id of ${wrong.name} is not the hash of its body`);
  return result.data;
}

const relaySchema = z.record(z.string(), z.string());

/**
 * Reads a file of Relay's compiler. Its texts have a spacing of their own, which is kept: the ids are hashes of it.
 *
 * @throws {ManifestError}
 */
export function readRelayManifest(value: unknown): Manifest {
  const result = relaySchema.safeParse(value);
  if (!result.success) throw new ManifestError('it is neither a manifest, nor a release, nor texts by id');
  const operations = Object.entries(result.data).map(([id, body]) => {
    const { name, operation: type } = onlyOperation(parsed(body));
    return { id, name: name!.value, type, body };
  });
  return readManifest({ format: 'apollo-persisted-query-manifest', version: 1, operations });
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    throw new ManifestError('a text is not GraphQL', { cause: error });
  }
}
