import { isIntrospectionType, isObjectType, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningBff } from '../shared/process/start-bff.ts';
import { clients, type Folder } from './clients.ts';
import { send, startQuietBff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** A query of every field that goes on after a cursor, by the field's coordinate. */
const paged: Readonly<Record<Folder, Readonly<Record<string, string>>>> = {
  'bff-web': {
    'Query.products': '{ products(after: $after) { __typename } }',
    'Query.search': '{ search(query: "lamp", after: $after) { __typename } }',
    'Query.orders': '{ orders(after: $after) { __typename } }',
    'Customer.orders': '{ customer(id: "u-004") { orders(after: $after) { __typename } } }',
    'Product.reviews':
      '{ product(slug: "falter-paper-table-lamp") { reviews(after: $after) { __typename } } }',
  },
  'bff-mobile': {
    'Query.search': '{ search(text: "lamp", after: $after) { __typename } }',
    'Query.orderList': '{ orderList(after: $after) { __typename } }',
    'CategoryScreen.products':
      '{ categoryScreen(id: "lighting") { products(after: $after) { __typename } } }',
    'ProductScreen.reviews': '{ productScreen(id: "p-0726") { reviews(after: $after) { __typename } } }',
  },
};

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Texts that no page gave: some in the form of a cursor of a service, or of a connection around one. */
const garbage = [
  '',
  'nonsense',
  '-1',
  '🦊',
  'x'.repeat(5_000),
  encoded(null),
  encoded({}),
  encoded({ id: 'p-0001', key: 'x', sort: 'x' }),
  encoded({ c: 'nonsense', o: 0 }),
  encoded({ c: null, o: -1 }),
];

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(clients)('a cursor that $folder never gave', async ({ folder, define }) => {
  const definition = await define();
  let bff: RunningBff;
  beforeAll(async () => {
    bff = await startQuietBff(definition, mocks.urls);
  });
  afterAll(() => bff.close());

  it('is tried on every field that takes one', () => {
    expect(Object.keys(paged[folder]).sort()).toEqual(fieldsAfterCursors(definition.schema));
  });

  it.each(Object.entries(paged[folder]))('is refused by its argument of %s', async (_field, selection) => {
    for (const after of garbage) {
      const { errors } = await send(bff.url, {
        name: '',
        text: `query ($after: String) ${selection}`,
        variables: { after },
        headers: { 'x-customer-id': 'u-004' },
      });

      expect(errors, after).toMatchObject([
        { message: expect.stringMatching(/^after must be /), extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });
});

function fieldsAfterCursors(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .flatMap((type) =>
      isObjectType(type) && !isIntrospectionType(type)
        ? Object.values(type.getFields())
            .filter(({ args }) => args.some(({ name }) => name === 'after'))
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    )
    .sort();
}
