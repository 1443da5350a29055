import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it, vi } from 'vitest';
import { badInput } from '../lib/client-error.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logger.ts';
import { standInUpstreams } from '../testing/execute.ts';
import { down } from '../testing/stand-ins.ts';
import type { Operation } from '../upstream/operation.ts';
import { createApollo } from './apollo.ts';
import { createRequestContext, inputsFrom } from './context.ts';
import { ask, askIfUp, asks, loads, loadsAll } from './loads.ts';

interface Item {
  readonly id: string;
}
const idOf = ({ id }: Item) => id;

const schema = makeExecutableSchema({
  typeDefs: `
    type Query { items(ids: [ID!]!): [Item!]!, pair: [Item!]!, byHand(slug: String!): String, related(of: ID!): [String!] }
    type Item {
      id: ID!
      title: String
      strictTitle: String!
      price(in: String): String
      stock: Int
      offer: String
      label: String
      maybe: String
      product: Item
      fault: String
    }
  `,
  resolvers: {
    Query: {
      items: (_root: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })),
      pair: async () => [{ id: 'a' }, { id: 'b' }],
      byHand: asks(async (_root, { slug }: { slug: string }, _context, load) => {
        const product = await load('productBySlug', slug);
        const price = product && (await load('price', product.id));
        return price && `${product.title} ${price.amountMinor}`;
      }),
      related: loads(
        'recommendations',
        (_root: unknown, { of }: { of: string }) => ({ productId: of, limit: 4 }),
        (ids) => ids,
      ).thenLoads(
        'card',
        (ids) => ids,
        (cards) => cards.map(({ title }) => title),
      ),
    },
    Item: {
      title: loads('card', idOf, (card) => card?.title ?? null),
      strictTitle: loads('card', idOf, (card) => card?.title ?? null),
      price: loads(
        'price',
        ({ id }: Item, { in: currency }: { in?: string }) => {
          if (currency === 'gold') throw badInput('in', currency, 'a currency');
          return id === 'free' ? null : id;
        },
        (price, _args, { currency }) => price && `${price.amountMinor} ${currency}`,
      ),
      stock: loads(
        'stockTotal',
        ({ id }: Item) => [`${id}-1`, `${id}-2`],
        (stocks) => stocks.reduce((sum, { available }) => sum + available, 0),
      ),
      offer: loadsAll(
        {
          price: ask('price', idOf),
          stocks: askIfUp('stockTotal', ({ id }: Item) => [`${id}-1`, `${id}-2`]),
        },
        ({ price, stocks }, _args: unknown) => `${price?.amountMinor} ${stocks ? stocks.length : 'unknown'}`,
      ),
      maybe: loadsAll({ card: askIfUp('card', idOf) }, ({ card }, _args: unknown) => card?.title ?? 'none'),
      label: loads('price', idOf, (price) => {
        if (price?.amountMinor === 2) throw new TypeError('no label for 2');
        return 'a label';
      }),
      product: loads('card', idOf, (card) => card && { id: `${card.id}${card.id}` }),
      fault: loads('categoryTree', () => 'all' as const, String),
    },
  },
});

const card = (id: string) => ({ id, title: `The ${id}` });
const amounts: Readonly<Record<string, number>> = { a: 1, b: 2, c: 3 };

/** Services that know whatever they are asked for, but for the ids with `no`. */
function services(more: Record<string, Record<string, unknown>> = {}) {
  const cardsByIds = vi.fn(async (_operation: Operation, ids: readonly string[]) =>
    ids.filter((id) => !id.includes('no')).map(card),
  );
  const pricesByProductIds = vi.fn(async (_operation: Operation, ids: readonly string[]) =>
    ids.map((productId) => ({ productId, amountMinor: amounts[productId] ?? 9 })),
  );
  const totalsBySkus = vi.fn(async (_operation: Operation, skus: readonly string[]) =>
    skus.filter((sku) => !sku.includes('no')).map((sku) => ({ sku, available: 4 })),
  );
  const standIns = {
    catalog: { cardsByIds, productBySlug: async (_operation: Operation, slug: string) => card(slug) },
    pricing: { pricesByProductIds },
    inventory: { totalsBySkus },
    recommendations: { related: async () => ['b', 'no', 'a'] },
    ...more,
  };
  const asked = (call: typeof cardsByIds) => call.mock.calls.map(([, ids]) => ids);
  return {
    standIns,
    cards: () => asked(cardsByIds),
    prices: () => asked(pricesByProductIds as unknown as typeof cardsByIds),
    stocks: () => asked(totalsBySkus as unknown as typeof cardsByIds),
  };
}

describe.each([true, false])(
  'a field that declares what it loads, compiled execution %j',
  (compiledExecution) => {
    const apollo = createApollo({
      schema,
      introspection: false,
      compiledExecution,
      logger: createLogger('test', 'silent'),
    });

    async function execute(query: string, { standIns }: { standIns: object } = services()) {
      const contextValue = createRequestContext({
        inputs: inputsFrom({}, 1_000),
        requestId: 'test',
        signal: new AbortController().signal,
        clock: systemClock,
        upstreams: standInUpstreams(standIns),
      });
      const { body } = await apollo.executeOperation({ query }, { contextValue });
      if (body.kind !== 'single') throw new Error('an incremental answer');
      const { data, errors } = JSON.parse(JSON.stringify(body.singleResult)) as {
        data: unknown;
        errors?: { path: unknown; extensions: { code: string } }[];
      };
      return {
        data,
        errors: errors?.map(({ path, extensions: { code } }) => [path, code]),
        context: contextValue,
      };
    }

    it('is asked once for all items of a list, and of all lists that are there at the same time', async () => {
      const asked = services();

      const { data, errors } = await execute(
        '{ items(ids: ["a", "c"]) { title price } more: items(ids: ["a", "no"]) { title price } }',
        asked,
      );

      expect(errors).toBeUndefined();
      expect(data).toEqual({
        items: [
          { title: 'The a', price: '1 EUR' },
          { title: 'The c', price: '3 EUR' },
        ],
        more: [
          { title: 'The a', price: '1 EUR' },
          { title: null, price: '9 EUR' },
        ],
      });
      expect(asked.cards()).toEqual([['a', 'c', 'no']]);
      expect(asked.prices()).toEqual([['a', 'c', 'no']]);
    });

    it('has fields of its own, which are asked once a level', async () => {
      const asked = services();

      const { data } = await execute('{ pair { product { title product { id } } } }', asked);

      expect(data).toEqual({
        pair: ['a', 'b'].map((id) => ({
          product: { title: `The ${id}${id}`, product: { id: id.repeat(4) } },
        })),
      });
      expect(asked.cards()).toEqual([
        ['a', 'b'],
        ['aa', 'bb'],
      ]);
    });

    it('asks for several keys, of which it is given those that exist', async () => {
      const asked = services();

      const { data } = await execute('{ items(ids: ["a", "no"]) { stock } }', asked);

      expect(data).toEqual({ items: [{ stock: 8 }, { stock: 0 }] });
      expect(asked.stocks()).toEqual([['a-1', 'a-2', 'no-1', 'no-2']]);
    });

    it('asks for nothing where its key is null', async () => {
      const asked = services();

      expect((await execute('{ items(ids: ["free"]) { price } }', asked)).data).toEqual({
        items: [{ price: null }],
      });
      expect(asked.prices()).toEqual([]);
    });

    it('asks for more by what it was given', async () => {
      const asked = services();

      expect((await execute('{ related(of: "c") }', asked)).data).toEqual({ related: ['The b', 'The a'] });
      expect(asked.cards()).toEqual([['b', 'no', 'a']]);
    });

    it('does without an optional question whose service is down, and fails with any other', async () => {
      const noStock = services({ inventory: { totalsBySkus: down('inventory') } });
      const noPrice = services({ pricing: { pricesByProductIds: down('pricing') } });

      expect(await execute('{ items(ids: ["a"]) { offer } }')).toMatchObject({
        data: { items: [{ offer: '1 2' }] },
      });
      expect(await execute('{ items(ids: ["a"]) { offer } }', noStock)).toMatchObject({
        data: { items: [{ offer: '1 unknown' }] },
        errors: undefined,
      });
      expect(await execute('{ items(ids: ["a", "b"]) { offer } }', noPrice)).toMatchObject({
        data: { items: [{ offer: null }, { offer: null }] },
        // Both of them, in one entry.
        errors: [[['items', 0, 'offer'], 'UPSTREAM_UNAVAILABLE']],
      });
    });

    it('fails for a fault of ours, though the question be optional', async () => {
      const faulty = services({ catalog: { cardsByIds: () => Promise.reject(new TypeError('a fault')) } });

      expect(await execute('{ items(ids: ["a"]) { maybe } }', faulty)).toMatchObject({
        data: { items: [{ maybe: null }] },
        errors: [[['items', 0, 'maybe'], 'INTERNAL']],
      });
    });

    it('fails, and does not wait for ever, for a fault in a loader', async () => {
      const faulty = services({ catalog: { categories: async () => null } });

      expect(await execute('{ pair { id fault } }', faulty)).toMatchObject({
        data: {
          pair: [
            { id: 'a', fault: null },
            { id: 'b', fault: null },
          ],
        },
        errors: [[['pair', 0, 'fault'], 'INTERNAL']],
      });
    });

    it('fails for the item alone whose value cannot be made', async () => {
      expect(await execute('{ items(ids: ["a", "b", "c"]) { label } }')).toMatchObject({
        data: { items: [{ label: 'a label' }, { label: null }, { label: 'a label' }] },
        errors: [[['items', 1, 'label'], 'INTERNAL']],
      });
    });

    it('takes its parent with it where it may not be null', async () => {
      expect(await execute('{ items(ids: ["a"]) { product { strictTitle } } }')).toMatchObject({
        data: { items: [{ product: { strictTitle: 'The aa' } }] },
      });
      expect(await execute('{ items(ids: ["a", "nono"]) { strictTitle } pair { id } }')).toMatchObject({
        data: null,
        errors: [[['items', 1, 'strictTitle'], 'INTERNAL']],
      });
    });

    it('names the argument that makes no sense, and asks for nothing', async () => {
      const asked = services();

      expect(await execute('{ items(ids: ["a"]) { price(in: "gold") } }', asked)).toMatchObject({
        data: { items: [{ price: null }] },
        errors: [[['items', 0, 'price'], 'BAD_USER_INPUT']],
      });
      expect(asked.prices()).toEqual([]);
    });

    it('is not held up by a slow service that another field asks', async () => {
      const { promise, resolve } = Promise.withResolvers<readonly object[]>();
      const asked = services({ inventory: { totalsBySkus: () => promise } });

      const executed = execute('{ pair { stock product { title } } }', asked);
      await vi.waitFor(() =>
        expect(asked.cards()).toEqual([
          ['a', 'b'],
          ['aa', 'bb'],
        ]),
      );
      resolve([]);

      expect((await executed).data).toEqual({
        pair: ['aa', 'bb'].map((id) => ({ stock: 0, product: { title: `The ${id}` } })),
      });
    });

    it('can be written by hand, step by step', async () => {
      expect((await execute('{ byHand(slug: "c") }')).data).toEqual({ byHand: 'The c 3' });
      expect(
        await execute(
          '{ byHand(slug: "c") }',
          services({ pricing: { pricesByProductIds: down('pricing') } }),
        ),
      ).toMatchObject({
        data: { byHand: null },
        errors: [[['byHand'], 'UPSTREAM_UNAVAILABLE']],
      });
    });

    it('leaves an answer that lost something not fresh', async () => {
      const noStock = services({ inventory: { totalsBySkus: down('inventory') } });

      const { context } = await execute('{ items(ids: ["a"]) { offer } }', noStock);

      expect(context.hints.freshUntil).toBe(0);
      expect((await execute('{ byHand(slug: "c") }')).context.hints.freshUntil).toBe(Infinity);
    });
  },
);
