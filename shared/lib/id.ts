/**
 * Whether `value` can be the id of anything at all. What cannot be an id is answered "unknown" without
 * asking a service: a comma would read as two ids in a bulk call, `..` would climb in a path, and one
 * endless id would fail the whole batch it travels in.
 */
export function isId(value: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/.test(value);
}
