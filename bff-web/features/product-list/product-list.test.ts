import { readFile } from 'node:fs/promises';
import { getNamedType, isCompositeType, isRequiredArgument, type GraphQLObjectType } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { loadWebSchema } from '../../schema.ts';
import {
  aCard,
  aCategory,
  aProduct,
  aReview,
  aProfile,
  down,
  executeWeb,
  refused,
  selling,
  unavailable,
} from '../../testing.ts';

type Cards = PlainUpstreams['catalog']['cards'];
type SearchCards = PlainUpstreams['catalog']['searchCards'];

const noFacets = { categories: [], brands: [], priceBands: [] };
const nothing = { items: [], total: 0, nextCursor: null, facets: noFacets };
const categories = async () => [aCategory('lamps', { slug: 'lamps-and-more' })];
const noFilter = { categories: undefined, brands: undefined, priceBands: undefined };

describe('a listing', () => {
  it('is a connection whose every edge can be gone on from', async () => {
    const cards = vi.fn<Cards>(async () => ({
      ...nothing,
      items: [aCard('lamp'), aCard('mug')],
      total: 9,
      nextCursor: 'more',
    }));
    const listing = `query ($after: String) {
      products(first: 2, after: $after) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { cursor node { id } }
      }
    }`;

    const { data } = await executeWeb(listing, { catalog: { cards } });
    const [lamp, mug] = data.products.edges;
    await executeWeb(listing, { catalog: { cards } }, { variables: { after: lamp.cursor } });
    await executeWeb(listing, { catalog: { cards } }, { variables: { after: mug.cursor } });

    expect([lamp.node.id, mug.node.id, data.products.totalCount]).toEqual(['lamp', 'mug', 9]);
    expect(data.products.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: lamp.cursor,
      endCursor: mug.cursor,
    });
    expect(cards.mock.calls.map(([, { cursor, limit }]) => ({ cursor, limit }))).toEqual([
      { cursor: undefined, limit: 2 },
      { cursor: undefined, limit: 3 },
      { cursor: 'more', limit: 2 },
    ]);
  });

  it('is narrowed and put in order in the words of the catalog', async () => {
    const cards = vi.fn<Cards>(async () => nothing);
    await executeWeb(
      `{
        products(
          filter: { categories: ["lamps-and-more", "none"], brands: ["Hyggelig", "Nord"], priceBands: [UNDER_25, FROM_50_TO_100] }
          sort: PRICE_DESCENDING
        ) { totalCount }
      }`,
      { catalog: { cards, categories } },
    );

    expect(cards).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      filter: {
        categories: ['lamps', 'none'],
        brands: ['Hyggelig', 'Nord'],
        priceBands: ['lowest', 'middle'],
      },
      sort: 'price-desc',
      currency: 'EUR',
      countPriceBands: false,
      cursor: undefined,
      limit: 20,
    });
  });

  it.each([
    '',
    '(sort: null, first: null, after: null, filter: null)',
    '(filter: { brands: [], categories: null })',
  ])('holds everything, the most popular first, where the client asks for products%s', async (given) => {
    const cards = vi.fn<Cards>(async () => nothing);
    await executeWeb(`{ products${given} { totalCount } }`, { catalog: { cards } });

    expect(cards).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      filter: noFilter,
      sort: 'popular',
      currency: 'EUR',
      countPriceBands: false,
      cursor: undefined,
      limit: 20,
    });
  });

  it('counts what it can be narrowed by, but for price ranges that the schema has no name for', async () => {
    const facets = {
      categories: [
        { value: 'lamps', count: 3 },
        { value: 'gone', count: 1 },
      ],
      brands: [{ value: 'Nord', count: 2 }],
      priceBands: [
        { value: 'low', count: 2, fromMinor: 4_000, toMinor: 8_000 },
        { value: 'absurd', count: 1, fromMinor: 1_000_000, toMinor: null },
      ],
    };
    const { data, errors } = await executeWeb(
      `{ products { facets {
        categories { value count } brands { value count } priceBands { value count from { formatted } to { formatted } }
      } } }`,
      { catalog: { cards: async () => ({ ...nothing, facets }), categories } },
      { headers: { 'x-currency': 'JPY' } },
    );

    expect(errors).toBeUndefined();
    expect(data.products.facets).toEqual({
      categories: [
        { value: 'lamps-and-more', count: 3 },
        { value: 'gone', count: 1 },
      ],
      brands: [{ value: 'Nord', count: 2 }],
      priceBands: [
        { value: 'FROM_25_TO_50', count: 2, from: { formatted: '¥4,000' }, to: { formatted: '¥8,000' } },
      ],
    });
  });

  it('says how far its price ranges go, without an end where there is none', async () => {
    const priceBands = [
      { value: 'lowest', count: 1, fromMinor: null, toMinor: 2_500 },
      { value: 'highest', count: 2, fromMinor: 25_000, toMinor: null },
    ];
    const cards = vi.fn<Cards>(async () => ({ ...nothing, facets: { ...noFacets, priceBands } }));
    const { data } = await executeWeb(
      '{ products { facets { priceBands { value from { amountMinor currency } to { amountMinor currency } } } } }',
      { catalog: { cards } },
      { headers: { 'x-currency': 'USD' } },
    );

    expect(data.products.facets.priceBands).toEqual([
      { value: 'UNDER_25', from: null, to: { amountMinor: 2_500, currency: 'USD' } },
      { value: 'OVER_250', from: { amountMinor: 25_000, currency: 'USD' }, to: null },
    ]);
    expect(cards.mock.calls[0]?.[1]).toMatchObject({ currency: 'USD', countPriceBands: true });
  });

  it('names its categories by id while their slugs cannot be had, and is narrowed by those as well', async () => {
    const facets = { ...noFacets, categories: [{ value: 'lamps', count: 3 }] };
    const { data, errors } = await executeWeb('{ products { facets { categories { value count } } } }', {
      catalog: { cards: async () => ({ ...nothing, facets }), categories: down('catalog') },
    });
    expect(errors).toBeUndefined();
    expect(data.products.facets).toEqual({ categories: facets.categories });

    const cards = vi.fn<Cards>(async () => nothing);
    await executeWeb('{ products(filter: { categories: ["lamps"] }) { totalCount } }', {
      catalog: { cards, categories },
    });
    expect(cards.mock.calls[0]?.[1].filter.categories).toEqual(['lamps']);
  });

  it('is null, with an error, while categories that it is narrowed by cannot be had', async () => {
    const { data, errors } = await executeWeb(
      '{ products(filter: { categories: ["lamps"] }) { totalCount } }',
      { catalog: { cards: async () => nothing, categories: down('catalog') } },
    );
    expect(data).toEqual({ products: null });
    expect(errors).toEqual([unavailable('catalog', 'products')]);
  });

  it.each([
    ['first: 0', 'first must be from 1 to 50, and was 0.'],
    ['first: 51', 'first must be from 1 to 50, and was 51.'],
    ['after: "x"', 'after must be a cursor of this list, and was "x".'],
    [
      'filter: { brands: ["a,b"] }',
      'filter.brands must be names of up to 100 characters, without commas, and was "a,b".',
    ],
    [
      'filter: { categories: [" "] }',
      'filter.categories must be names of up to 100 characters, without commas, and was " ".',
    ],
  ])('refuses %s without asking the catalog', async (argument, message) => {
    const cards = vi.fn<Cards>(async () => nothing);
    const { data, errors } = await executeWeb(`{ products(${argument}) { totalCount } }`, {
      catalog: { cards },
    });

    expect(data).toEqual({ products: null });
    expect(errors).toEqual([refused(message, 'products')]);
    expect(cards).not.toHaveBeenCalled();
  });

  it('refuses a value that no name is as long as', async () => {
    const { errors } = await executeWeb(
      'query ($brand: String!) { products(filter: { brands: [$brand] }) { totalCount } }',
      {},
      { variables: { brand: 'x'.repeat(101) } },
    );
    expect(errors?.[0]?.message).toMatch(/^filter\.brands must be names of up to 100 characters/);
  });

  it('refuses a filter of more than 50 values', async () => {
    const { errors } = await executeWeb(
      'query ($brands: [String!]) { products(filter: { brands: $brands }) { totalCount } }',
      {},
      { variables: { brands: Array.from({ length: 51 }, (_, index) => `brand ${index}`) } },
    );
    expect(errors?.[0]?.message).toMatch(/^filter\.brands must be up to 50 values/);
  });

  describe('with a filter that makes a long URL', () => {
    const narrowed = (filter: object) => {
      const cards = vi.fn<Cards>(async () => nothing);
      const document = 'query ($filter: ProductFilter) { products(filter: $filter) { totalCount } }';
      return executeWeb(document, { catalog: { cards, categories } }, { variables: { filter } });
    };
    const of = (count: number, value: string) => Array.from({ length: count }, () => value);

    it('takes 2000 characters in all, and none more', async () => {
      // 20 values of 100 characters, and the commas between them, which a URL writes in three.
      const brands = [...of(19, 'x'.repeat(100)), 'x'.repeat(100 - 19 * 3)];
      expect((await narrowed({ brands })).errors).toBeUndefined();
      expect((await narrowed({ brands, categories: ['y'] })).errors?.[0]).toMatchObject({
        message: expect.stringMatching(
          /^filter\.brands must be shorter: a filter takes up to 2000 /,
        ) as unknown,
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    it('counts what a URL makes of letters, and names the longest list', async () => {
      const { data, errors } = await narrowed({ brands: ['Nord'], categories: of(3, '램프'.repeat(50)) });

      expect(data).toEqual({ products: null });
      expect(errors?.[0]?.message).toMatch(/^filter\.categories must be shorter/);
    });

    it('takes half a letter for what a URL makes of it', async () => {
      expect((await narrowed({ brands: ['\ud800'] })).errors).toBeUndefined();
    });
  });

  it('is null, with an error, while the catalog is down', async () => {
    const { data, errors } = await executeWeb('{ products { totalCount } }', {
      catalog: { cards: down('catalog') },
    });
    expect(data).toEqual({ products: null });
    expect(errors).toEqual([unavailable('catalog', 'products')]);
  });
});

describe('a search', () => {
  it('finds what matches the words typed', async () => {
    const searchCards = vi.fn<SearchCards>(async () => ({ ...nothing, items: [aCard('lamp')], total: 1 }));
    const { data } = await executeWeb(
      '{ search(query: " floor la ", filter: { brands: ["Nord"] }, first: 5) { totalCount edges { node { id } } } }',
      { catalog: { searchCards } },
    );

    expect(data.search).toEqual({ totalCount: 1, edges: [{ node: { id: 'lamp' } }] });
    expect(searchCards).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      text: 'floor la',
      filter: { ...noFilter, brands: ['Nord'] },
      currency: 'EUR',
      countPriceBands: false,
      cursor: undefined,
      limit: 5,
    });
  });

  it('finds whole products where cards do not suffice', async () => {
    const search = vi.fn<PlainUpstreams['catalog']['search']>(async () => ({
      ...nothing,
      items: [aProduct('lamp')],
    }));
    const { data } = await executeWeb('{ search(query: "lamp") { edges { node { tags } } } }', {
      catalog: { search },
    });

    expect(data.search).toEqual({ edges: [{ node: { tags: ['steel'] } }] });
    expect(search).toHaveBeenCalledTimes(1);
  });

  it.each(['', '   ', 'x'.repeat(201)])('refuses "%s" without asking the catalog', async (query) => {
    const { data, errors } = await executeWeb(
      'query ($query: String!) { search(query: $query) { totalCount } }',
      {},
      { variables: { query } },
    );
    expect(data).toEqual({ search: null });
    expect(errors?.[0]?.message).toMatch(/^query must be 1 to 200 characters/);
  });
});

const { Product } = (await loadWebSchema()).getTypeMap();
const fields = Object.values((Product as GraphQLObjectType).getFields()).map((field) => ({
  name: field.name,
  given: field.args.some(isRequiredArgument) ? '(country: "DE")' : '',
  selection: isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '',
}));
const wholeOnly = ['description', 'tags', 'createdAt', 'variants', 'seo'];

describe.each(fields)('the field $name of a product in a listing', ({ name, given, selection }) => {
  const whole = wholeOnly.includes(name);

  it(`is there without a second call, of ${whole ? 'whole products' : 'cards'}`, async () => {
    const catalog = selling(aProduct('lamp'));
    await executeWeb(`{ products { edges { node { ${name}${given} ${selection} } } } }`, { catalog });

    expect(catalog.products).toHaveBeenCalledTimes(whole ? 1 : 0);
    expect(catalog.cards).toHaveBeenCalledTimes(whole ? 0 : 1);
    expect(catalog.productsByIds).not.toHaveBeenCalled();
  });
});

describe('the document ProductListing, which draws 20 products', () => {
  const catalog = selling(...Array.from({ length: 20 }, (_, index) => aProduct(`p-${index}`)));
  const ids = Array.from({ length: 20 }, (_, index) => `p-${index}`);
  const rating = { average: 4, count: 9, histogram: { 1: 0, 2: 0, 3: 0, 4: 9, 5: 0 } };

  it('costs one call a service', async () => {
    const document = await readFile(
      new URL('../../documents/ProductListing.graphql', import.meta.url),
      'utf8',
    );
    const pricing = {
      pricesByProductIds: vi.fn(async () =>
        ids.map((productId) => ({
          productId,
          currency: 'EUR' as const,
          amountMinor: 1290,
          promotion: null,
        })),
      ),
    };
    const inventory = {
      stockBySkus: vi.fn<PlainUpstreams['inventory']['stockBySkus']>(async (_scope, skus) =>
        skus.map((sku) => ({ sku, available: 1, warehouses: [] })),
      ),
    };
    const reviews = {
      topByProductIds: vi.fn(async () =>
        ids.map((productId, index) => ({
          productId,
          rating,
          reviews: [1, 2, 3].map((n) => aReview(`${productId}-${n}`, { authorId: `u-${index + n}` })),
        })),
      ),
    };
    const users = {
      profilesByIds: vi.fn<PlainUpstreams['users']['profilesByIds']>(async (_scope, userIds) =>
        userIds.map((id) => aProfile(id)),
      ),
    };

    const { data, errors } = await executeWeb(document, { catalog, pricing, inventory, reviews, users });

    expect(errors).toBeUndefined();
    expect(data.products.edges).toHaveLength(20);
    expect(data.products.edges[19].node).toMatchObject({
      price: { formatted: '€12.90' },
      stock: { inStock: true },
      rating: { average: 4 },
      topReviews: [
        { author: { name: 'Customer u-20' } },
        { author: { name: 'Customer u-21' } },
        { author: { name: 'Customer u-22' } },
      ],
    });
    const calls = { ...catalog, ...pricing, ...inventory, ...reviews, ...users };
    expect(
      Object.fromEntries(Object.entries(calls).map(([name, { mock }]) => [name, mock.calls.length])),
    ).toEqual({
      productBySlug: 0,
      productsByIds: 0,
      products: 0,
      cards: 1,
      pricesByProductIds: 1,
      stockBySkus: 1,
      topByProductIds: 1,
      profilesByIds: 1,
    });
  });
});
