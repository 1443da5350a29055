import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { boundedCache } from '../../cache/bounded-cache.ts';
import type { ErrorCode } from '../../lib/client-error.ts';
import { deprecatedFieldsOf } from '../deprecated-use.ts';
import { checkDocument, parseWithin } from '../document-limits.ts';
import type { OperationLimits } from '../limits.ts';
import { documentIdOf } from './manifest.ts';

/** A document that may be executed: within the limits, and valid in the schema. */
export interface PreparedDocument {
  /** SHA-256 of its text, in hex. */
  readonly id: string;
  readonly text: string;
  readonly document: DocumentNode;
  /** What it asks for that is going away, such as `Product.oldPrice`. */
  readonly deprecated: readonly string[];
  /** What is said where it may not ask for the schema itself; nothing if it does not. */
  readonly aboutSchema: readonly GraphQLError[];
}

/** Documents that have been parsed, held to the limits and validated, so that it is done once for each of them. */
export interface PreparedDocuments {
  /**
   * @param options `trusted` whether a client ships it, which then may ask for the schema itself in any case
   * @throws {DocumentError} with everything that is wrong with it: it does not parse; if it does, it is beyond the limits;
   *   if it is not, it does not fit the schema
   */
  readonly prepare: (text: string, options: { readonly trusted: boolean }) => PreparedDocument;
  /** One that has been prepared, by the id of its text. */
  readonly find: (id: string) => DocumentNode | undefined;
}

/** A document that cannot be executed. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]!.message);
    this.errors = errors;
  }
}

/** Room for all documents that are kept parsed. */
const MAX_BYTES = 25_000_000;

/** Measured: what parsing makes of a document's text. */
const BYTES_A_CHARACTER = 50;

/** Errors told of one document: whoever has more mends these first. */
const MAX_ERRORS = 20;

/** @param introspection whether any document may ask for the schema itself */
export function preparedDocuments(
  schema: GraphQLSchema,
  { limits, introspection }: { limits: OperationLimits; introspection: boolean },
): PreparedDocuments {
  const known = boundedCache<PreparedDocument>(MAX_BYTES);
  const codedAll = (errors: readonly GraphQLError[]) =>
    errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED', { suggestions: introspection }));

  const prepareAnew = (text: string, id: string): PreparedDocument => {
    const document = parsed(text, limits);
    // Before validation, which compares fields with each other, and fragments with all that they are spread in.
    const beyond = checkDocument(document, limits);
    if (beyond.length > 0) throw new DocumentError(beyond);
    const invalid = validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS });
    if (invalid.length > 0) throw new DocumentError(codedAll(invalid));
    const aboutSchema = introspection ? [] : validate(schema, document, [NoSchemaIntrospectionCustomRule]);
    const deprecated = deprecatedFieldsOf(schema, document);
    const prepared = { id, text, document, deprecated, aboutSchema: codedAll(aboutSchema) };
    known.set(id, prepared, text.length * BYTES_A_CHARACTER);
    return prepared;
  };

  return {
    prepare: (text, { trusted }) => {
      const id = documentIdOf(text);
      const prepared = known.get(id) ?? prepareAnew(text, id);
      if (!trusted && prepared.aboutSchema.length > 0) throw new DocumentError(prepared.aboutSchema);
      return prepared;
    },
    find: (id) => known.get(id)?.document,
  };
}

/** @throws {DocumentError} */
function parsed(text: string, limits: OperationLimits): DocumentNode {
  try {
    return parseWithin(text, limits);
  } catch (error) {
    throw error instanceof GraphQLError ? new DocumentError([error]) : error;
  }
}

/**
 * The same error with a code of ours.
 *
 * @param options `suggestions` whether it may say what of the schema was meant, perhaps
 */
export function coded(
  { message, nodes }: GraphQLError,
  code: ErrorCode,
  { suggestions }: { readonly suggestions: boolean },
): GraphQLError {
  // As graphql-js ends a message (its `didYouMean`).
  const told = suggestions ? message : message.replace(/ ?Did you mean [^]*\?$/, '');
  return new GraphQLError(told, { nodes: nodes ?? null, extensions: { code } });
}
