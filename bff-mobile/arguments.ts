import { badInput } from '../shared/lib/client-error.ts';
import { UpstreamError } from '../shared/upstream/errors.ts';

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

/** What a service is asked for: the page that starts at `cursor`, or without one the first. */
export interface Paging {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/**
 * The page of a list that goes on at `after`, or the first.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming `after`, when it is no cursor of this list
 */
export async function pageAfter<Page>(
  after: string | null | undefined,
  load: (paging: Paging) => Promise<Page>,
): Promise<Page> {
  const cursor = after ?? undefined;
  const noCursor = () => badInput('after', after, 'the nextCursor of the page before');
  if (cursor === '' || (cursor ?? '').length > MAX_CURSOR_LENGTH) throw noCursor();
  try {
    return await load({ cursor, limit: PAGE_SIZE });
  } catch (error) {
    // A cursor that was made up, or kept while the order of the list was changed: only its service can tell.
    const refused = error instanceof UpstreamError && error.code === 'BAD_USER_INPUT';
    throw refused && cursor !== undefined ? noCursor() : error;
  }
}
