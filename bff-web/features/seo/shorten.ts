/** `text` in at most `maxLength` characters: cut between words, and marked as cut. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const lastSpace = text.lastIndexOf(' ', maxLength - 1);
  // Scripts without spaces are cut anywhere, but never inside a character.
  const kept =
    lastSpace > 0 ? text.slice(0, lastSpace) : text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}…`;
}
