import {
  GraphQLError,
  Kind,
  parse,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ErrorCode } from '../lib/client-error.ts';
import type { OperationLimits } from './limits.ts';

/** How much a selection asks for, the fragments that it spreads included. */
interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields of the selection itself, and not of what it selects. */
  readonly ownFields: number;
}

const nothing: Size = { depth: 0, fields: 0, aliases: 0, directives: 0, ownFields: 0 };

/** Larger than any limit: fragments that spread fragments can ask for more than numbers hold. */
const MOST = 1_000_000_000;

/** Tools ask for the schema in one deep question; where it may be asked at all, its depth is graphql-js' affair. */
const aboutSchema: ReadonlySet<string> = new Set(['__schema', '__type']);

const add = (a: number, b: number) => Math.min(MOST, a + b);

/** The error `LIMIT_EXCEEDED` for a text that is too long to be looked at; undefined for any other. */
export function textBeyond(
  text: string,
  { maxTextBytes }: Pick<OperationLimits, 'maxTextBytes'>,
): GraphQLError | undefined {
  const bytes = Buffer.byteLength(text);
  return bytes > maxTextBytes ? beyond('bytes', String(bytes), maxTextBytes) : undefined;
}

/**
 * Parses a document, up to its limits of bytes and tokens.
 *
 * @throws {GraphQLError} `GRAPHQL_PARSE_FAILED` or `LIMIT_EXCEEDED`
 */
export function parseWithin(
  text: string,
  limits: Pick<OperationLimits, 'maxTextBytes' | 'maxTokens' | 'maxDepth'>,
): DocumentNode {
  const { maxTokens, maxDepth } = limits;
  const tooLong = textBeyond(text, limits);
  if (tooLong) throw tooLong;
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) {
      // Nested so deep that reading it does not fit onto the stack.
      throw beyond('depth', 'more', maxDepth);
    }
    // The words of graphql-js (its parser's `advanceLexer`).
    if (error.message.startsWith('Syntax Error: Document contains more that')) {
      throw beyond('tokens', 'more', maxTokens);
    }
    const { message, source, positions } = error;
    throw new GraphQLError(message, {
      source,
      positions,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' satisfies ErrorCode },
    });
  }
}

/**
 * What of a document is beyond its limits: nothing, or an error `LIMIT_EXCEEDED` for each of them. It need not be valid: a
 * fragment that there is none of counts nothing, and one that spreads itself counts once. Every fragment is measured once,
 * however often it is spread, so that a few lines which stand for millions of fields are found out in no time.
 */
export function checkDocument(document: DocumentNode, limits: OperationLimits): readonly GraphQLError[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }

  const measured = new Map<string, Size>();
  const sizeOfFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    // What a fragment that spreads itself finds of itself.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment ? withDirectives(sizeOf(fragment.selectionSet), fragment) : nothing;
    measured.set(name, size);
    return size;
  };

  const sizeOf = ({ selections }: SelectionSetNode): Size => {
    let [depth, fields, aliases, directives, ownFields] = [0, 0, 0, 0, 0];
    for (const selection of selections) {
      directives = add(directives, selection.directives?.length ?? 0);
      const isField = selection.kind === Kind.FIELD;
      const inner = isField
        ? selection.selectionSet && !aboutSchema.has(selection.name.value)
          ? sizeOf(selection.selectionSet)
          : nothing
        : selection.kind === Kind.INLINE_FRAGMENT
          ? sizeOf(selection.selectionSet)
          : sizeOfFragment(selection.name.value);
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      fields = add(fields, inner.fields + (isField ? 1 : 0));
      aliases = add(aliases, inner.aliases + (isField && selection.alias ? 1 : 0));
      directives = add(directives, inner.directives);
      ownFields = add(ownFields, isField ? 1 : inner.ownFields);
    }
    return { depth, fields, aliases, directives, ownFields };
  };

  const spreads = spreadsOf(document);
  const ofDocument =
    spreads > limits.maxSpreads ? [beyond('fragment spreads', String(spreads), limits.maxSpreads)] : [];

  const ofOperations = operations.flatMap((operation) => {
    const size = withDirectives(sizeOf(operation.selectionSet), operation);
    const ofVariables = (operation.variableDefinitions ?? []).reduce(
      (sum, { directives = [] }) => sum + directives.length,
      0,
    );
    const found: readonly (readonly [what: string, found: number, limit: number])[] = [
      ['depth', size.depth, limits.maxDepth],
      ['fields', size.fields, limits.maxFields],
      ['aliases', size.aliases, limits.maxAliases],
      ['directives', add(size.directives, ofVariables), limits.maxDirectives],
      ['root fields', size.ownFields, limits.maxRootFields],
    ];
    return found
      .filter(([, value, limit]) => value > limit)
      .map(([what, value, limit]) => beyond(what, value >= MOST ? 'more' : String(value), limit));
  });
  return [...ofDocument, ...ofOperations];
}

/** Also in fragments that nothing spreads, and of fragments that there are none of: validation compares them all. */
function spreadsOf(document: DocumentNode): number {
  let count = 0;
  visit(document, { FragmentSpread: () => void (count += 1) });
  return count;
}

function withDirectives(
  size: Size,
  { directives = [] }: { directives?: readonly unknown[] | undefined },
): Size {
  return { ...size, directives: add(size.directives, directives.length) };
}

function beyond(what: string, found: string, limit: number): GraphQLError {
  return new GraphQLError(`The document may have ${what} up to ${limit}, and has ${found}.`, {
    extensions: { code: 'LIMIT_EXCEEDED' satisfies ErrorCode },
  });
}
