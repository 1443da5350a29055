import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { manualClock } from '../testing/manual-clock.ts';
import { listOf } from './decode.ts';
import { defineUpstream } from './define-upstream.ts';
import { bulk, bulkOfGroups } from './endpoint.ts';
import { connectPlain, type ListeningOperation, withListener } from '../testing/plain.ts';
import { reuseOptionsOf } from './reuse-options.ts';

const part = z.object({ owner: z.string(), name: z.string() });
const toy = z.object({ owner: z.string(), colours: listOf(z.string()) });

const shop = defineUpstream({
  name: 'shop',
  endpoints: {
    partsOf: bulkOfGroups('/parts', {
      parameter: 'ids',
      maxIds: 4,
      decode: z.object({ items: listOf(part) }),
      items: ({ items }) => items,
      idOf: ({ owner }) => owner,
      idKey: 'owner',
    }),
    toysOf: bulk('/toys', {
      parameter: 'ids',
      maxIds: 4,
      decode: z.object({ items: listOf(toy) }),
      items: ({ items }) => items,
      idOf: ({ owner }) => owner,
      idKey: 'owner',
    }),
  },
});

/** The upstream over a service that answers `items`, whatever it is asked; `asked` has the ids of its calls. */
function given(items: readonly unknown[]) {
  const asked: string[] = [];
  const clock = manualClock();
  const { endpoints, close } = connectPlain(shop, {
    baseUrl: 'http://shop.test',
    transport: async ({ url }) => {
      asked.push(new URL(url).searchParams.get('ids')!);
      return {
        status: 200,
        contentType: 'application/json',
        caching: { cacheControl: 'max-age=60' },
        body: Buffer.from(JSON.stringify({ items })),
      };
    },
    clock,
    observe: () => {},
    sharing: reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 1 }),
  });
  onTestFinished(close);
  const scope: ListeningOperation = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 10_000,
    principal: null,
  };
  /** Reads what can be read, and tells which ids nothing can be said of, and why. */
  const readable = async (endpoint: 'partsOf' | 'toysOf', ...ids: string[]) => {
    const missed: Record<string, unknown> = {};
    const stale = { served: vi.fn(), missed: (id: string, error: Error) => (missed[id] = error) };
    return { found: await endpoints[endpoint](withListener(scope, stale), ids), missed };
  };
  return { asked, readable, partsOf: (...ids: string[]) => endpoints.partsOf(scope, ids) };
}

const [leg, top, shade] = [
  { owner: 'table', name: 'leg' },
  { owner: 'table', name: 'top' },
  { owner: 'lamp', name: 'shade' },
] as const;

it('a bulk read finds what belongs to an id by that id, in whatever order the service answers', async () => {
  const { partsOf, asked } = given([shade, leg]);
  await partsOf('table', 'chair', 'lamp');

  expect(await partsOf('table')).toEqual([leg]);
  expect(await partsOf('lamp')).toEqual([shade]);
  expect(await partsOf('chair')).toEqual([]);
  expect(asked).toEqual(['table,chair,lamp']);
});

it('a bulk read keeps all that belongs to an id, wherever in the answer it stands', async () => {
  const { partsOf, asked } = given([leg, shade, top]);
  await partsOf('table', 'lamp');

  expect(await partsOf('table')).toEqual([leg, top]);
  expect(asked).toEqual(['table,lamp']);
});

describe('a bulk read of which an item cannot be read', () => {
  const unreadable: unknown = expect.objectContaining({
    code: 'UPSTREAM_BAD_ANSWER',
    reason: expect.stringMatching(/^an item that could not be read: \w+: /),
  });

  it('fails for the id that the item belongs to, and has the others', async () => {
    const { readable } = given([leg, { owner: 'table', name: 7 }, shade]);

    const { found, missed } = await readable('partsOf', 'table', 'lamp', 'chair');

    expect(found).toEqual([shade]);
    expect(missed).toEqual({ table: unreadable });
  });

  it('fails as a whole for whoever wants all', async () => {
    const { partsOf } = given([{ owner: 'table', name: 7 }, shade]);

    await expect(partsOf('table', 'lamp')).rejects.toMatchObject({ code: 'UPSTREAM_BAD_ANSWER' });
  });

  it('fails for every id that the item could belong to, where it does not say whose it is', async () => {
    const ofNobody = { name: 'wheel' };

    const groups = await given([ofNobody, shade]).readable('partsOf', 'table', 'lamp');
    const single = await given([ofNobody, { owner: 'lamp', colours: [] }]).readable(
      'toysOf',
      'table',
      'lamp',
    );

    expect(groups).toEqual({ found: [], missed: { table: unreadable, lamp: unreadable } });
    expect(single).toEqual({ found: [{ owner: 'lamp', colours: [] }], missed: { table: unreadable } });
  });

  it('does not fail for an item of which a mere part is left out', async () => {
    const { readable } = given([{ owner: 'table', colours: ['red', 7] }]);

    expect(await readable('toysOf', 'table', 'lamp')).toEqual({
      found: [{ owner: 'table', colours: ['red'] }],
      missed: {},
    });
  });

  it('has the one of two items of an id that can be read', async () => {
    const { readable } = given([{ owner: 'table' }, { owner: 'table', colours: ['red'] }]);

    const { found, missed } = await readable('toysOf', 'table');

    expect([found, missed]).toEqual([[{ owner: 'table', colours: ['red'] }], {}]);
  });
});
