/**
 * What one operation may ask for, and one client in a minute: the one place where a client type's limits stand. They hold
 * for documents that come as text when they come, and for trusted documents when they are built.
 */
export interface OperationLimits {
  /** Bytes of the document's text in UTF-8: what stands between tokens costs time as well. */
  readonly maxTextBytes: number;
  /** Lexical tokens of the document; what stands between them does not count. */
  readonly maxTokens: number;
  /** Fields within fields, fragments followed. */
  readonly maxDepth: number;
  /** Fields of the whole operation, fragments followed wherever they are spread: bounds what validation compares. */
  readonly maxFields: number;
  /** Fields under another name, `__typename` too. */
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Spreads of fragments in the whole document, as written: validation compares each fragment with each other. */
  readonly maxSpreads: number;
  /** Fields of the operation's root. */
  readonly maxRootFields: number;
  /** Static cost of one operation, in points. */
  readonly maxCost: number;
  /** Points that one client may spend in a minute. */
  readonly costPerMinute: number;
}
