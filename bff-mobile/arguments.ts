import { badInput } from '../shared/lib/client-error.ts';

/** Items on one page of any list; a phone shows no more at once, and its reader scrolls for the next. */
export const PAGE_SIZE = 20;

/** A cursor is opaque, and still travels in the address of a call. */
const MAX_CURSOR_LENGTH = 512;

/**
 * How many items the argument `first` asks for; null, which a client may send in a variable, means `fallback`.
 *
 * @throws {ClientError} `BAD_USER_INPUT` when it is not from 1 to `max`
 */
export function firstArgument(first: number | null | undefined, fallback: number, max: number): number {
  const count = first ?? fallback;
  if (count < 1 || count > max) throw badInput('first', count, `from 1 to ${max}`);
  return count;
}

/**
 * The argument `after` as the service takes it; undefined for the first page.
 *
 * @throws {ClientError} `BAD_USER_INPUT` when no service can have made it
 */
export function afterArgument(after: string | null | undefined): string | undefined {
  if (after === '' || (after ?? '').length > MAX_CURSOR_LENGTH) {
    throw badInput('after', after, 'the nextCursor of the page before');
  }
  return after ?? undefined;
}
