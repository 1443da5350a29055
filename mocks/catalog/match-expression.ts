/**
 * Makes an FTS5 expression of what a shopper typed: every word must occur, the last one at least as a beginning.
 * Words are quoted, so no input is a syntax error.
 * @returns null when there is nothing to look for, e.g. in `*"`.
 */
export function matchExpression(typed: string): string | null {
  const words = typed.normalize('NFC').match(/[\p{L}\p{N}]+/gu);
  return words && `${words.map((word) => `"${word}"`).join(' AND ')}*`;
}
