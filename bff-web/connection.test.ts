import { describe, expect, it, vi } from 'vitest';
import { UpstreamError } from '../shared/upstream/errors.ts';
import { connection, type PageArguments, type ServicePaging } from './connection.ts';

/** A service with the numbers from 1 to `total`, whose cursor is the number it goes on after. */
function numbers(total: number) {
  return vi.fn(async ({ cursor = '0', limit }: ServicePaging) => {
    const begin = Number(cursor);
    const items = Array.from({ length: Math.min(limit, total - begin) }, (_, index) => begin + index + 1);
    const end = begin + items.length;
    return { items, total, nextCursor: end < total ? String(end) : null };
  });
}

const nodesOf = ({ edges }: { edges: readonly { node: number }[] }) => edges.map(({ node }) => node);

/** Walks to the end in pages of `first`, from each page's last edge. */
async function walk(load: ReturnType<typeof numbers>, { first, after }: PageArguments): Promise<number[]> {
  const page = await connection({ first, after }, load);
  if (!page.pageInfo.hasNextPage) return nodesOf(page);
  return [...nodesOf(page), ...(await walk(load, { first, after: page.pageInfo.endCursor }))];
}

describe('going through a list', () => {
  it.each([1, 3, 7])('meets every item exactly once, in pages of %i, from any item on', async (first) => {
    const load = numbers(23);
    const { edges } = await connection({ first: 50 }, load);
    const everything = nodesOf({ edges });

    expect(await walk(load, { first })).toEqual(everything);
    for (const [index, { cursor }] of edges.entries()) {
      expect(await walk(load, { first, after: cursor })).toEqual(everything.slice(index + 1));
    }
  });

  it('goes on in the middle of a page that itself began in the middle of a page', async () => {
    const load = numbers(30);
    const outer = await connection({ first: 10 }, load);
    const inner = await connection({ first: 10, after: outer.edges[3]!.cursor }, load);

    expect(nodesOf(inner)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(await walk(load, { first: 7, after: inner.edges[4]!.cursor })).toEqual(
      Array.from({ length: 21 }, (_, index) => index + 10),
    );
  });

  it('never asks a service for more than 100 items, however deep in a page it begins', async () => {
    const load = numbers(200);
    const outer = await connection({ first: 50 }, load);
    const inner = await connection({ first: 50, after: outer.edges[48]!.cursor }, load);
    const deep = await connection({ first: 50, after: inner.edges[47]!.cursor }, load);

    expect(nodesOf(deep)).toEqual(Array.from({ length: 50 }, (_, index) => index + 98));
    expect(Math.max(...load.mock.calls.map(([{ limit }]) => limit))).toBeLessThanOrEqual(100);
  });

  it('finds nothing after the last item, however deep in a page that lies', async () => {
    const load = numbers(97);
    const outer = await connection({ first: 50 }, load);
    const inner = await connection({ first: 50, after: outer.edges[46]!.cursor }, load);
    const beyond = await connection({ first: 50, after: inner.pageInfo.endCursor }, load);

    expect(nodesOf(inner).at(-1)).toBe(97);
    expect(beyond.edges).toEqual([]);
    expect(beyond.pageInfo).toMatchObject({ hasNextPage: false, endCursor: null });
  });

  it('asks once for a page that begins where a page of the service ended', async () => {
    const load = numbers(30);
    const { pageInfo } = await connection({ first: 10 }, load);
    await connection({ first: 10, after: pageInfo.endCursor }, load);

    expect(load.mock.calls).toEqual([[{ cursor: undefined, limit: 10 }], [{ cursor: '10', limit: 10 }]]);
  });
});

describe('going through a list of which some items cannot be read', () => {
  /** The numbers from 1 to 23, some of which are left out of every page. */
  const withGaps = (unreadable: readonly number[]) => {
    const load = numbers(23);
    return vi.fn(async (paging: ServicePaging) => {
      const page = await load(paging);
      const isGap = (n: number) => unreadable.includes(n);
      const leftOut = page.items.flatMap((n, place) => (isGap(n) ? [place] : []));
      return { ...page, items: page.items.filter((n) => !isGap(n)), leftOut };
    });
  };

  it.each([
    [[2]],
    [[1, 2, 3]],
    [[20, 23]],
    [[3, 4, 5, 6, 7, 8, 9, 10]],
    [Array.from({ length: 23 }, (_, index) => index + 1)],
  ])('meets every other one exactly once, from any item on (without %j)', async (unreadable) => {
    const load = withGaps(unreadable);
    const readable = Array.from({ length: 23 }, (_, index) => index + 1).filter(
      (n) => !unreadable.includes(n),
    );

    for (const first of [1, 3, 7]) expect(await walk(load, { first })).toEqual(readable);
    const { edges } = await connection({ first: 50 }, load);
    expect(nodesOf({ edges })).toEqual(readable);
    for (const [index, { cursor }] of edges.entries()) {
      expect(await walk(load, { first: 3, after: cursor })).toEqual(readable.slice(index + 1));
    }
  });

  it('goes on at the same place when they can be read again', async () => {
    const { edges } = await connection({ first: 10 }, withGaps([2, 3]));

    expect(await walk(numbers(23), { first: 10, after: edges[3]!.cursor })).toEqual(
      Array.from({ length: 17 }, (_, index) => index + 7),
    );
  });

  it('repeats none, and skips no other, however deep in a page it begins', async () => {
    const load = vi.fn(async (paging: ServicePaging) => {
      const { items, ...page } = await numbers(200)(paging);
      return {
        ...page,
        items: items.filter((n) => n !== 9),
        leftOut: items.flatMap((n, place) => (n === 9 ? [place] : [])),
      };
    });
    const outer = await connection({ first: 50 }, load);
    const inner = await connection({ first: 50, after: outer.edges[44]!.cursor }, load);
    const deep = await connection({ first: 50, after: inner.edges[9]!.cursor }, load);

    expect(outer.edges[44]!.node).toBe(46);
    expect(inner.edges[9]!.node).toBe(56);
    expect(nodesOf(deep)[0]).toBe(57);
  });
});

describe('what is said of a page', () => {
  it('tells whether there is more, before and after', async () => {
    const load = numbers(5);
    const start = await connection({ first: 3 }, load);
    const end = await connection({ first: 3, after: start.pageInfo.endCursor }, load);

    expect(start.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: start.edges[0]!.cursor,
      endCursor: start.edges[2]!.cursor,
    });
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(end.totalCount).toBe(5);
  });

  it('has no cursors where the list is empty', async () => {
    expect(await connection({}, numbers(0))).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });

  it('holds 20 items where the client does not say, or says null', async () => {
    const load = numbers(60);
    expect((await connection({}, load)).edges).toHaveLength(20);
    expect((await connection({ first: null, after: null }, load)).edges).toHaveLength(20);
  });

  it('hands through what else the service says', async () => {
    const load = async () => ({ items: [1], total: 1, nextCursor: null, facets: { brands: [] } });
    expect(await connection({}, load)).toMatchObject({ facets: { brands: [] } });
  });

  it('can be gone on from when none of its items could be read', async () => {
    const load = async ({ cursor }: ServicePaging) =>
      cursor === undefined
        ? { items: [], total: 2, nextCursor: 'second' }
        : { items: [2], total: 2, nextCursor: null };
    const { pageInfo } = await connection({ first: 1 }, load);

    const next = await connection({ first: 1, after: pageInfo.endCursor }, load);
    expect(nodesOf(next)).toEqual([2]);
  });
});

describe('what is refused, without asking the service', () => {
  it.each([0, -1, 51])('first: %i', async (first) => {
    const load = numbers(5);
    await expect(connection({ first }, load)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `first must be from 1 to 50, and was ${first}.`,
    });
    expect(load).not.toHaveBeenCalled();
  });

  it.each([
    ['empty', ''],
    ['no base64', '!'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['of another shape', Buffer.from('{"c":1,"o":0}').toString('base64url')],
    ['with an offset below zero', Buffer.from('{"c":null,"o":-1}').toString('base64url')],
    ['with an offset that no page has', Buffer.from('{"c":null,"o":101}').toString('base64url')],
  ])('a cursor that is %s', async (_what, after) => {
    const load = numbers(5);
    await expect(connection({ after }, load)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^after must be a cursor of this list/),
    });
    expect(load).not.toHaveBeenCalled();
  });
});

it('a connection names `after` when the service refuses the cursor, as after a change of the order', async () => {
  const refusal = new UpstreamError('BAD_USER_INPUT', 'catalog', {
    reason: 'answered 400',
    outcome: 'ignored',
  });
  const load = () => Promise.reject(refusal);
  const after = Buffer.from('{"c":"of another order","o":0}').toString('base64url');

  await expect(connection({ after }, load)).rejects.toThrow(/^after must be a cursor of this list/);
  await expect(connection({}, load)).rejects.toBe(refusal);
});
