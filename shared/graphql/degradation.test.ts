import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logger.ts';
import { unseal } from '../upstream/scope.ts';
import type { StaleUse } from '../upstream/staleness.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { createApollo } from './apollo.ts';
import { createRequestContext, inputsFrom, type RequestContext } from './context.ts';
import { trackStaleFields, type Degradation } from './degradation.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));
const old = (upstream: string, ageMs: number): StaleUse => ({ upstream, ageMs, reason: 'UPSTREAM_TIMEOUT' });
/** Answers what is asked with the scope of a field by something old. */
const serve = ({ scope }: RequestContext, upstream: string, ageMs: number) =>
  unseal(scope).stale!.served(old(upstream, ageMs));

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
      late: async (_root: unknown, { ageMs }: { ageMs: number }, context: RequestContext) => {
        await soon();
        serve(context, 'catalog', ageMs);
        await soon();
        return 'late';
      },
    },
    Aged: {
      old: (ageMs: number, _args: unknown, context: RequestContext) => {
        if (ageMs > 0) serve(context, 'pricing', ageMs);
        return ageMs;
      },
    },
    Item: {
      price: ({ id }: { id: string }, _args: unknown, context: RequestContext) => {
        if (id === 'b') serve(context, 'pricing', 5);
        return 1;
      },
      stock: async (_item: unknown, _args: unknown, context: RequestContext) => {
        for (const ageMs of [2, 7, 3]) {
          await soon();
          serve(context, 'inventory', ageMs);
        }
        return 1;
      },
      both: async (_item: unknown, _args: unknown, context: RequestContext) => {
        await Promise.all(['pricing', 'inventory'].map(async (upstream) => serve(context, upstream, 1)));
        return 1;
      },
      fresh: () => 1,
    },
  },
});
trackStaleFields(schema);

describe.each([true, false])('extensions.degraded, compiled execution %j', (compiledExecution) => {
  const apollo = createApollo({
    schema,
    introspection: false,
    compiledExecution,
    logger: createLogger('test', 'silent'),
  });

  async function degradedOf(query: string): Promise<unknown> {
    const contextValue = createRequestContext({
      inputs: inputsFrom({}, 1_000),
      requestId: 'test',
      signal: new AbortController().signal,
      clock: systemClock,
      upstreams: {} as Upstreams,
    });
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
