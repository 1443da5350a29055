import { createHash } from 'node:crypto';
import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import { z } from 'zod';
import { remembered } from '../../lib/remembered.ts';

/** One document that a client ships. */
export interface ManifestOperation {
  /** Hash of `body`, in hex: what a client sends in place of the text. Ours are SHA-256. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
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
 * A text without comments and with the spacing of graphql-js, so that formatting it makes no new document.
 *
 * @param options `maxTokens` bounds what a text that comes from outside can cost
 * @throws {GraphQLError} when `text` is not GraphQL, or has more tokens
 */
export function normalForm(text: string, options: { readonly maxTokens?: number } = {}): string {
  return print(parse(text, { ...options, noLocation: true }));
}

/**
 * A document as clients send it. The caches of Apollo Client and urql tell objects apart by `__typename`, and add it to every
 * selection but the operation's own, at the end. An answer without it loses the fields of fragments there, so the document
 * that is served must ask for it too. The operation stands first and fragments follow by their names, as Apollo's tools
 * hash them. A document in this form stays as it is.
 *
 * @see https://github.com/apollographql/apollo-client/blob/main/src/utilities/graphql/transform.ts `addTypenameToDocument`
 * @see https://github.com/urql-graphql/urql/blob/main/packages/core/src/utils/formatDocument.ts
 * @see https://github.com/apollographql/apollo-utils `sortTopLevelDefinitions` of @apollo/persisted-query-lists
 */
export function clientForm(document: DocumentNode): DocumentNode {
  return visit(document, {
    Document: ({ definitions }) => ({
      ...document,
      definitions: definitions.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)),
    }),
    SelectionSet(node, _key, parent) {
      const isRoot = parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
      const hasName = node.selections.some(
        (selection) =>
          selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias,
      );
      return isRoot || hasName ? undefined : { ...node, selections: [...node.selections, typename] };
    },
  });
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const rank = (definition: DefinitionNode): string =>
  definition.kind === Kind.FRAGMENT_DEFINITION ? `fragment ${definition.name.value}` : '';

/** SHA-256 of a document's text, in hex. */
export function documentIdOf(text: string): string {
  return text.length > MAX_REMEMBERED_LENGTH ? sha256(text) : rememberedSha256(text);
}

/** Clients ask for the same few documents all the time; those that are longer than any of them take no room. */
const MAX_REMEMBERED_LENGTH = 10_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const rememberedSha256 = remembered(500, sha256);

/**
 * The manifest of the documents given, as clients send them, in the order of their names.
 *
 * @see clientForm
 * @throws {GraphQLError} when a text is not GraphQL
 * @throws {ManifestError} when a text does not hold exactly one operation, with a name that no other has
 */
export function buildManifest(texts: readonly string[]): Manifest {
  const operations = texts.map((text) => {
    const document = clientForm(parse(text, { noLocation: true }));
    const { name, operation: type } = onlyOperation(document);
    const body = print(document);
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
 * Reads a manifest. An id says what its text is, so one that is not the text's hash is refused. The prefix `sha256:` is left
 * out of ids, as it is when documents are asked for.
 *
 * @throws {ManifestError}
 */
export function readManifest(value: unknown): Manifest {
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ManifestError(`${issue!.path.join('.') || 'the whole'}: ${issue!.message}`);
  }
  const operations = result.data.operations.map((operation) => ({
    ...operation,
    id: withoutPrefix(operation.id),
  }));
  const wrong = operations.find(({ id, body }) => !isHashOf(id, body));
  if (wrong) {
    throw new ManifestError(
      `the id of ${wrong.name} is not the hash of its body (SHA-256, SHA-1 or MD5, in hex)`,
    );
  }
  return { ...result.data, operations };
}

/** The id of a document without its prefix: GraphQL over HTTP has `sha256:…`, and most clients the bare hash. */
export function withoutPrefix(id: string): string {
  return id.replace(/^sha256:/, '');
}

/** By the length of its hex: SHA-256 is everyone's choice, MD5 the default of Relay's compiler. */
const algorithms: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };

function isHashOf(id: string, body: string): boolean {
  const algorithm = algorithms[id.length];
  return algorithm !== undefined && id === createHash(algorithm).update(body).digest('hex');
}

const textsByIdSchema = z.record(z.string(), z.string());

/**
 * Reads texts by id: what Relay's compiler writes, `persisted-documents.json` of GraphQL Codegen's client preset, and
 * gql.tada's. Each tool has a spacing of its own, which is kept: the ids are hashes of it.
 *
 * @throws {ManifestError}
 * @see https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#persisted-documents
 */
export function readTextsById(value: unknown): Manifest {
  const result = textsByIdSchema.safeParse(value);
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
    throw new ManifestError(`a text is not GraphQL: ${(error as Error).message}`);
  }
}
