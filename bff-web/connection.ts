import { z } from 'zod';
import { badInput } from '../shared/lib/client-error.ts';
import { UpstreamError } from '../shared/upstream/errors.ts';
import { howMany } from './limits.ts';

/** Items of a connection's page where the client does not say. */
const DEFAULT_PAGE_SIZE = 20;

/** Most items a service puts on one page. */
const SERVICE_PAGE_SIZE = 100;

/** One page as services answer it: it knows where the next page starts, and nothing of its single items. */
export interface ServicePage<Item> {
  readonly items: readonly Item[];
  /** Places of the page whose items could not be read, in rising order; the service's next page counts them in. */
  readonly leftOut?: readonly number[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What a service is asked for. */
export interface ServicePaging {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** What a client asks for. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One page as clients read it: every item can be gone on from. */
export interface Connection<Item> {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

/** A place between two items: the service's page that it lies on (null for the first), and the items before it. */
const position = z.strictObject({
  c: z.string().max(1_000).nullable(),
  o: z.int().min(0).max(SERVICE_PAGE_SIZE),
});
type Position = z.output<typeof position>;

/**
 * A relay connection over a list that only has a cursor a page. The cursor of an edge says which page to ask for
 * again, and how many of its items to leave out. Whatever else the service says of the page comes along.
 *
 * @param load one page of the service, which starts at `cursor`, or with the list
 * @throws {ClientError} `BAD_USER_INPUT` naming `first`, outside of 1 to 50, or `after`, when it is no cursor of
 *   this list
 */
export async function connection<Page extends ServicePage<unknown>>(
  { first, after }: PageArguments,
  load: (paging: ServicePaging) => Promise<Page>,
): Promise<Connection<Page['items'][number]> & Omit<Page, keyof ServicePage<unknown>>> {
  const size = howMany(first, { fallback: DEFAULT_PAGE_SIZE });
  const given = after ?? null;
  let start: Position = given === null ? { c: null, o: 0 } : decodeCursor(given);

  const pageAt = (cursor: string | null, limit: number) =>
    load({ cursor: cursor ?? undefined, limit }).catch((error: unknown) => {
      // Such as a cursor kept while the order of the list was changed: only its service can tell.
      const refused = error instanceof UpstreamError && error.code === 'BAD_USER_INPUT';
      throw refused && cursor !== null ? noCursor(given) : error;
    });

  if (start.o + size > SERVICE_PAGE_SIZE) {
    // So deep in a page that the service cannot reach the end of ours: begin where the items before it end.
    const { nextCursor } = await pageAt(start.c, start.o);
    if (nextCursor !== null) start = { c: nextCursor, o: 0 };
  }
  const limit = Math.min(start.o + size, SERVICE_PAGE_SIZE);
  const page = await pageAt(start.c, limit);

  const { items, leftOut = [], total, nextCursor, ...rest } = page;
  const placed = inPlaces(items, leftOut).filter(({ place }) => place >= start.o && place < limit);
  const end =
    nextCursor === null
      ? { c: start.c, o: Math.min(limit, Math.max(start.o, items.length + leftOut.length)) }
      : { c: nextCursor, o: 0 };
  const edges = placed.map(({ item, place }, index) => ({
    node: item,
    cursor: encodeCursor(index === placed.length - 1 ? end : { c: start.c, o: place + 1 }),
  }));
  return {
    ...rest,
    edges,
    pageInfo: {
      hasNextPage: nextCursor !== null,
      hasPreviousPage: given !== null,
      startCursor: edges[0]?.cursor ?? null,
      // A page can be empty before the list ends, when none of its items could be read: it is still gone on from.
      endCursor: edges.length > 0 || nextCursor !== null ? encodeCursor(end) : null,
    },
    totalCount: total,
  };
}

/** Each item with its place on the service's page. */
function inPlaces<Item>(items: readonly Item[], leftOut: readonly number[]) {
  let place = -1;
  let skipped = 0;
  return items.map((item) => {
    place += 1;
    for (; leftOut[skipped] === place; skipped++) place += 1;
    return { item, place };
  });
}

function encodeCursor(at: Position): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function decodeCursor(after: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    throw noCursor(after);
  }
}

function noCursor(after: string | null) {
  return badInput('after', after, 'a cursor of this list');
}
