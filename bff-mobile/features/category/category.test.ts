import { describe, expect, it, vi } from 'vitest';
import type { CatalogCategory } from '../../../shared/upstreams/catalog.ts';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { aCard, aPage, down, executeMobile, refused, refusing, unavailable } from '../../testing.ts';

const aCategory = (id: string, parentId: string | null, position: number): CatalogCategory => ({
  id,
  slug: `the-${id}`,
  name: `The ${id}`,
  parentId,
  position,
  productCount: 1_204,
  imageUrl: `https://images.example/${id}.svg`,
  language: 'en',
});
const categories = vi.fn(async () => [
  aCategory('rugs', 'living', 2),
  aCategory('living', null, 2),
  aCategory('lamps', 'living', 1),
  aCategory('table-lamps', 'lamps', 1),
  aCategory('kitchen', null, 1),
]);
const page = async () =>
  aPage([aCard('lamp'), aCard('rug')], 'page-3', {
    categories: [
      { value: 'table-lamps', count: 30 },
      { value: 'rugs', count: 20 },
      { value: 'kitchen', count: 9 },
      { value: 'gone', count: 1 },
    ],
    brands: [{ value: 'Hyggelig & Co', count: 31 }],
    priceBands: [
      { value: 'lowest', count: 2, fromMinor: null, toMinor: 2_500 },
      { value: 'low', count: 12, fromMinor: 2_500, toMinor: 5_000 },
      { value: 'of-another-day', count: 3, fromMinor: 5_000, toMinor: 25_000 },
      { value: 'highest', count: 7, fromMinor: 25_000, toMinor: null },
    ],
  });
const listing = () => vi.fn<PlainUpstreams['catalog']['cards']>(page);
const screen = (selection: string) => `{ categoryScreen(id: "living") { ${selection} } }`;

it('the list of categories holds the top ones in the order of the shop, ready to draw', async () => {
  const { data, errors } = await executeMobile(
    '{ categoryList { id title language image itemCountLabel } }',
    { catalog: { categories } },
    { headers: { 'accept-language': 'nl' } },
  );

  expect(errors).toBeUndefined();
  expect(data.categoryList).toEqual(
    ['kitchen', 'living'].map((id) => ({
      id,
      title: `The ${id}`,
      language: 'en',
      image: `https://images.example/${id}.svg`,
      itemCountLabel: '1.204 artikelen',
    })),
  );
});

it('the screen of a category is null, without an error, for a category that there is not', async () => {
  const { data, errors } = await executeMobile('{ categoryScreen(id: "gardens") { title } }', {
    catalog: { categories },
  });

  expect(errors).toBeUndefined();
  expect(data).toEqual({ categoryScreen: null });
});

it('the screen of a category leads to the categories below, and lists its products by the page', async () => {
  const cards = listing();
  const { data, errors } = await executeMobile(
    screen(`title language categories { id }
      products(sort: PRICE_DESCENDING, after: "page-2") { total totalLabel cards { id } nextCursor }`),
    { catalog: { categories, cards } },
    { headers: { 'accept-language': 'de' } },
  );

  expect(errors).toBeUndefined();
  expect(data.categoryScreen).toEqual({
    title: 'The living',
    language: 'en',
    categories: [{ id: 'lamps' }, { id: 'rugs' }],
    products: {
      total: 2,
      totalLabel: '2 Artikel',
      cards: [{ id: 'lamp' }, { id: 'rug' }],
      nextCursor: 'page-3',
    },
  });
  expect(cards).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
    filter: { categories: ['living'], brands: undefined, priceBands: undefined },
    currency: 'EUR',
    countPriceBands: false,
    sort: 'price-desc',
    cursor: 'page-2',
    limit: 20,
  });
});

it('the screen of a category begins with what sells best, also where a variable is null', async () => {
  const cards = listing();
  await executeMobile(screen('products(sort: null, filters: null, after: null) { total }'), {
    catalog: { categories, cards },
  });

  expect(cards).toHaveBeenCalledExactlyOnceWith(
    expect.anything(),
    expect.objectContaining({ sort: 'popular', cursor: undefined }),
  );
});

describe('filters', () => {
  const filters = 'filters { kind title options { value label count selected } }';

  it('are chips that are ready to draw, of categories below and of bands in the order of price', async () => {
    const { data } = await executeMobile(
      screen(`products { ${filters} }`),
      { catalog: { categories, cards: listing() } },
      { headers: { 'accept-language': 'de' } },
    );

    const option = (value: string, label: string, count: number) => ({
      value,
      label,
      count,
      selected: false,
    });
    expect(data.categoryScreen.products.filters).toEqual([
      {
        kind: 'category',
        title: 'Kategorie',
        options: [
          option('category:table-lamps', 'The table-lamps', 30),
          option('category:rugs', 'The rugs', 20),
        ],
      },
      { kind: 'brand', title: 'Marke', options: [option('brand:Hyggelig & Co', 'Hyggelig & Co', 31)] },
      {
        kind: 'price',
        title: 'Preis',
        options: [
          option('price:lowest', 'Unter 25\u00a0€', 2),
          option('price:low', '25–50\u00a0€', 12),
          option('price:highest', 'Ab 250\u00a0€', 7),
        ],
      },
    ]);
  });

  it('narrow the list by their values, and those chosen can be given up whatever is left', async () => {
    const cards = listing();
    const { data, errors } = await executeMobile(
      `query ($filters: [String!]) { categoryScreen(id: "living") { products(filters: $filters) { ${filters} } } }`,
      { catalog: { categories, cards } },
      { variables: { filters: ['category:rugs', 'brand:Falter', 'price:low', 'price:highest'] } },
    );

    expect(errors).toBeUndefined();
    expect(cards.mock.calls[0]![1].countPriceBands).toBe(true);
    expect(cards.mock.calls[0]![1].filter).toEqual({
      categories: ['rugs'],
      brands: ['Falter'],
      priceBands: ['low', 'highest'],
    });
    const groups = data.categoryScreen.products.filters as readonly {
      options: readonly { selected: boolean }[];
    }[];
    const chosen = groups.flatMap(({ options }) => options.filter(({ selected }) => selected));
    expect(chosen).toEqual([
      { value: 'category:rugs', label: 'The rugs', count: 20, selected: true },
      { value: 'brand:Falter', label: 'Falter', count: 0, selected: true },
      { value: 'price:low', label: '€25 – €50', count: 12, selected: true },
      { value: 'price:highest', label: '€250 and more', count: 7, selected: true },
    ]);
  });

  it.each([
    [['category:kitchen'], 'filters must be of categories below this one, and was "category:kitchen".'],
    [['category:gone'], 'filters must be of categories below this one, and was "category:gone".'],
    [['size:XL'], expect.stringMatching(/^filters must be values of options.*"size:XL"/)],
    [['brand:'], expect.stringMatching(/^filters must be values of options/)],
    [['brand:A,B'], expect.stringMatching(/^filters must be values of options/)],
    [['price:1-2'], expect.stringMatching(/^filters must be values of options/)],
    [['price:constructor'], expect.stringMatching(/^filters must be values of options/)],
    [Array(31).fill('brand:A'), expect.stringMatching(/^filters must be up to 30 values/)],
    [[`brand:${'ä'.repeat(400)}`], expect.stringMatching(/^filters must be up to 30 values/)],
  ])('of %j are refused, without asking for products', async (given, message: string) => {
    const cards = listing();
    const { errors } = await executeMobile(
      'query ($filters: [String!]) { categoryScreen(id: "living") { products(filters: $filters) { total } } }',
      { catalog: { categories, cards } },
      { variables: { filters: given } },
    );

    expect(errors).toEqual([refused(message, 'categoryScreen', 'products')]);
    expect(cards).not.toHaveBeenCalled();
  });

  it('of a search narrow it as well, and name categories of the whole shop', async () => {
    const searchCards = vi.fn<PlainUpstreams['catalog']['searchCards']>(page);
    const { data, errors } = await executeMobile(
      `{ search(text: "lamp", filters: ["category:kitchen"]) { filters { kind options { value selected } } } }`,
      { catalog: { categories, searchCards } },
    );

    expect(errors).toBeUndefined();
    expect(searchCards).toHaveBeenCalledExactlyOnceWith(
      expect.anything(),
      expect.objectContaining({ filter: { categories: ['kitchen'] } }),
    );
    expect(data.search.filters[0]).toEqual({
      kind: 'category',
      options: [
        { value: 'category:table-lamps', selected: false },
        { value: 'category:rugs', selected: false },
        { value: 'category:kitchen', selected: true },
      ],
    });
  });

  it('fail alone while categories cannot be named', async () => {
    const { data, errors } = await executeMobile('{ search(text: "lamp") { total filters { kind } } }', {
      catalog: { categories: down('catalog'), searchCards: vi.fn(page) },
    });

    expect(data.search).toEqual({ total: 2, filters: null });
    expect(errors).toEqual([unavailable('catalog', 'search', 'filters')]);
  });
});

it('the screen of a category refuses a cursor that the catalog does, by the name of its argument', async () => {
  const { data, errors } = await executeMobile(screen('title products(after: "nonsense") { total }'), {
    catalog: { categories, cards: refusing('catalog') },
  });

  expect(data.categoryScreen).toEqual({ title: 'The living', products: null });
  expect(errors).toEqual([
    refused(
      'after must be the nextCursor of the page before, and was "nonsense".',
      'categoryScreen',
      'products',
    ),
  ]);
});

it('the screen of a category is null, with an error, while the catalog is down', async () => {
  const { data, errors } = await executeMobile(
    '{ categoryList { id } categoryScreen(id: "living") { id } }',
    {
      catalog: { categories: down('catalog') },
    },
  );

  expect(data).toEqual({ categoryList: null, categoryScreen: null });
  expect(errors).toEqual([unavailable('catalog', 'categoryList'), unavailable('catalog', 'categoryScreen')]);
});
