import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { manualClock } from '../testing/manual-clock.ts';
import { listOf } from './decode.ts';
import { defineUpstream } from './define-upstream.ts';
import type { RequestScope } from './scope.ts';
import { sharingOf } from './sharing.ts';

const part = z.object({ owner: z.string(), name: z.string() });

const shop = defineUpstream({
  name: 'shop',
  endpoints: (http) => ({
    partsOf: (scope, ids: readonly string[]) =>
      http.getMany(scope, '/parts', {
        parameter: 'ids',
        maxIds: 4,
        ids,
        grouped: true,
        decode: z.object({ items: listOf(part) }),
        items: ({ items }) => items,
        idOf: ({ owner }) => owner,
      }),
  }),
});

/** The upstream over a service that answers `items`, whatever it is asked; `asked` has the ids of its calls. */
function given(items: readonly z.output<typeof part>[]) {
  const asked: string[] = [];
  const clock = manualClock();
  const { endpoints, close } = shop.connect({
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
    sharing: sharingOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 1 }),
  });
  onTestFinished(close);
  const scope: RequestScope = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 10_000,
    principal: null,
  };
  return { asked, partsOf: (...ids: string[]) => endpoints.partsOf(scope, ids) };
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
