import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { bffAlone } from '../testing/bff-alone.ts';
import { smallBff } from '../testing/small-bff.ts';
import type { FoundRequest } from './graphql-request.ts';
import type { GraphqlResponse } from './graphql-response.ts';
import { limitCost } from './limit-cost.ts';

describe('what an operation costs', () => {
  const user = '{ user(id: "u-1") { id } }';

  it('above the limit of one operation is refused before anything is asked', async () => {
    const { send, asked } = await bffAlone({ definition: { costs: { 'Query.user': { points: 1_001 } } } });

    const { status, body } = await send({ query: user });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', cost: 1_001, maxCost: 1_000, retryable: false } }],
    });
    expect(asked).toEqual([]);
  });

  it('of variables that do not fit is nothing: they are refused', async () => {
    const { send } = await bffAlone();

    const { body } = await send({
      query: 'query ($n: Int!) { twice(n: $n) }',
      variables: { n: 'two' },
    });

    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

it.each([true, false])(
  'a variable is told how it was meant, perhaps, where the schema may be asked for (%s)',
  async (playground) => {
    const { send } = await bffAlone({ playground });

    const { body } = await send({
      query: 'query ($by: Order) { sorted(by: $by) }',
      variables: { by: 'LATST' },
    });

    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(body.errors![0]!.message.includes('Did you mean the enum value "LATEST"')).toBe(playground);
  },
);

it('a variable that does not fit is not repeated at length, however large it is', async () => {
  const { send } = await bffAlone();
  const n = Object.fromEntries(Array.from({ length: 8_000 }, (_, key) => [`k${key}`, 1]));

  const { body } = await send({ query: 'query ($n: Int!) { twice(n: $n) }', variables: { n } });

  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(JSON.stringify(body).length).toBeLessThan(1_000);
});

describe('what an operation costs with other variables', () => {
  /** The cost of each request in turn, null for one that is refused. */
  const costsOf = async (query: string, ...variables: readonly object[]) => {
    const { send } = await bffAlone({
      definition: {
        costs: {
          'Query.user': { points: 7 },
          'Query.parcels': { points: 3, items: { otherwise: 1 } },
        },
      },
    });
    const costs: (string | null)[] = [];
    for (const each of variables) {
      costs.push((await send({ query, variables: each })).headers.get('x-operation-cost'));
    }
    return costs;
  };

  it('is looked at anew where they decide which fields are included', async () => {
    const query = 'query ($all: Boolean!) { greeting user(id: "u-1") @include(if: $all) { id } }';

    expect(await costsOf(query, { all: false }, { all: true }, { all: false })).toEqual(['0', '7', '0']);
  });

  it('is not that of a null, which costs nothing where it may not stand', async () => {
    const query = 'query ($order: ID = "o-1") { parcels(order: $order) }';

    expect(await costsOf(query, { order: null }, { order: 'o-2' }, {}, { order: null })).toEqual([
      '0',
      '3',
      '3',
      '0',
    ]);
  });

  it('is that of each, though there are more than are remembered', async () => {
    const schema = buildSchema('type Query { items(first: Int): [Item] } type Item { id: ID }');
    const costs = {
      'Query.items': { items: { argument: 'first', otherwise: 10 } },
      'Item.id': { points: 1 },
    };
    const limits = { ...smallBff.limits, maxCost: 1_000 };
    const stage = limitCost({ schema, costs, limits }, { introspection: false });
    const document = parse('query ($n: Int) { items(first: $n) { id } }');
    const costOf = async (n: number) => {
      const request = {
        document: { document },
        operation: document.definitions[0],
        parameters: { variables: { n } },
        record: {},
      } as unknown as FoundRequest;
      let found: number | undefined;
      await stage(request, async ({ cost }) => {
        found = cost;
        return {} as GraphqlResponse;
      });
      return found;
    };

    for (const round of [1, 2]) {
      for (let n = 0; n < 150; n++) expect([round, await costOf(n)]).toEqual([round, n]);
    }
  });
});
