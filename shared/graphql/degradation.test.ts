import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logger.ts';
import type { OperationLoaders } from '../loaders/loaders.ts';
import type { StaleUse } from '../upstream/result.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { createApollo } from './apollo.ts';
import { createRequestContext, inputsFrom } from './context.ts';
import type { Degradation } from './degradation.ts';
import { asks, loads } from './loads.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));
const old = (upstream: string, ageMs: number): StaleUse => ({ upstream, ageMs, reason: 'UPSTREAM_TIMEOUT' });
/** Loaders whose keys say what is stale, and how old (ms): `pricing 5`, or `fresh` for nothing. */
const loaders = {
  load: async (_name: unknown, keys: readonly string[]) =>
    keys.map((key) => {
      const [upstream, ageMs] = key.split(' ');
      const found = { value: 1, freshUntil: 0, clientFreshUntil: 0, private: false };
      return ageMs ? { ...found, stale: old(upstream!, Number(ageMs)) } : found;
    }),
} as unknown as OperationLoaders;

const one = () => 1;

const schema = makeExecutableSchema({
  typeDefs: `
    type Query { items: [Item!]!, many(ages: [Int!]!): [Aged!]!, fresh: String, late(ageMs: Int!): String }
    type Aged { old: Int }
    type Item { id: ID!, price: Int, stock: Int, both: Int, fresh: Int }
  `,
  resolvers: {
    Query: {
      items: () => [{ id: 'a' }, { id: 'b' }],
      many: (_root: unknown, { ages }: { ages: number[] }) => ages,
      fresh: async () => {
        await soon();
        return 'fresh';
      },
      late: asks(async (_root, { ageMs }: { ageMs: number }, _context, load) => {
        await soon();
        await load('price', `catalog ${ageMs}`);
        await soon();
        return 'late';
      }),
    },
    Aged: {
      old: loads(
        'price',
        (ageMs: number) => (ageMs > 0 ? `pricing ${ageMs}` : null),
        (_price, _args, _context, ageMs) => ageMs,
      ),
    },
    Item: {
      price: loads('price', ({ id }: { id: string }) => (id === 'b' ? 'pricing 5' : 'fresh'), one),
      stock: loads('price', () => ['inventory 2', 'inventory 7', 'inventory 3'], one),
      both: loads('price', () => ['pricing 1', 'inventory 1'], one),
      fresh: one,
    },
  },
});

describe.each([true, false])('extensions.degraded, compiled execution %j', (compiledExecution) => {
  const apollo = createApollo({
    schema,
    introspection: false,
    compiledExecution,
    logger: createLogger('test', 'silent'),
  });

  async function degradedOf(query: string): Promise<unknown> {
    const contextValue = {
      ...createRequestContext({
        inputs: inputsFrom({}, 1_000),
        requestId: 'test',
        signal: new AbortController().signal,
        clock: systemClock,
        upstreams: {} as Upstreams,
      }),
      loaders,
    };
    const { body } = await apollo.executeOperation({ query }, { contextValue });
    if (body.kind !== 'single') throw new Error('an incremental answer');
    expect(body.singleResult.errors).toBeUndefined();
    return body.singleResult.extensions?.['degraded'];
  }

  it('says nothing where all is fresh', async () => {
    expect(await degradedOf('{ fresh items { id fresh } }')).toBeUndefined();
  });

  it('names each field that shows something old, by its place in the answer', async () => {
    expect(await degradedOf('{ all: items { price fresh } fresh later: late(ageMs: 9) }')).toEqual([
      { path: ['all', 1, 'price'], ...old('pricing', 5) },
      { path: ['later'], ...old('catalog', 9) },
    ]);
  });

  it('tells of the oldest of several answers of one service, and of every service', async () => {
    const also = { count: 1, at: [[1]] };
    const expected = [
      { path: ['items', 0, 'stock'], ...old('inventory', 7), also },
      { path: ['items', 0, 'both'], ...old('pricing', 1), also },
      { path: ['items', 0, 'both'], ...old('inventory', 1), also },
    ];
    const degraded = (await degradedOf('{ items { stock both } }')) as object[];

    expect(degraded).toHaveLength(expected.length);
    expect(degraded).toEqual(expect.arrayContaining(expected));
  });

  it('tells of all items of a list at once, as old as the oldest', async () => {
    expect(await degradedOf('{ many(ages: [3, 0, 9, 5]) { old } }')).toEqual([
      {
        path: ['many', 0, 'old'],
        ...old('pricing', 9),
        also: { count: 2, at: [[2], [3]] },
      },
    ]);
  });

  it('does not grow with the list', async () => {
    const ages = Array.from({ length: 5_000 }, (_, n) => n + 1);
    const degraded = (await degradedOf(`{ many(ages: ${JSON.stringify(ages)}) { old } }`)) as Degradation[];

    expect(degraded).toMatchObject([{ ...old('pricing', 5_000), also: { count: 4_999 } }]);
    expect(JSON.stringify(degraded).length).toBeLessThan(1_500);
  });

  it('keeps operations apart that run at once', async () => {
    const ages = [1, 2, 3];
    const all = await Promise.all(ages.map((ageMs) => degradedOf(`{ late(ageMs: ${ageMs}) fresh }`)));

    expect(all).toEqual(ages.map((ageMs) => [{ path: ['late'], ...old('catalog', ageMs) }]));
  });
});
