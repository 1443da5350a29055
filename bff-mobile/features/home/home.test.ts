import { expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import { aCard, aPage, down, executeMobile, priced, rated, refused, stocked } from '../../testing.ts';

const popular = ['lamp', 'mug'].map((id) => aCard(id));
const newest = ['mug', 'rug'].map((id) => aCard(id));

function services() {
  return {
    catalog: {
      cards: vi.fn<PlainUpstreams['catalog']['cards']>(async (_scope, { sort }) =>
        aPage(sort === 'popular' ? popular : newest),
      ),
    },
    pricing: { pricesByProductIds: priced(1290) },
    inventory: { totalsBySkus: stocked(9) },
    reviews: { ratingSummariesByProductIds: rated(4.5, 10) },
  };
}

it('the home screen draws its sections from two listings and one batch each of prices, stock and ratings', async () => {
  const { catalog, pricing, inventory, reviews } = services();
  // The other section has its cards earlier, and still must not load prices without these.
  catalog.cards.mockImplementation(async (_scope, { sort }) => {
    if (sort === 'popular') return aPage(popular);
    await new Promise((resolve) => setImmediate(resolve));
    return aPage(newest);
  });
  const { data, errors } = await executeMobile(
    '{ home { sections { id title cards { id priceLabel formerPriceLabel badge rating image(width: 160) } } } }',
    { catalog, pricing, inventory, reviews },
  );

  expect(errors).toBeUndefined();
  expect(data.home.sections).toMatchObject([
    {
      id: 'popular',
      title: 'Popular right now',
      cards: [{ id: 'lamp' }, { id: 'mug', priceLabel: '€12.90' }],
    },
    { id: 'new', title: 'Just in', cards: [{ id: 'mug' }, { id: 'rug', rating: 4.5 }] },
  ]);
  expect(catalog.cards.mock.calls.map(([, asked]) => asked)).toEqual([
    { filter: {}, currency: 'EUR', sort: 'popular', limit: 14 },
    { filter: {}, currency: 'EUR', sort: 'newest', limit: 14 },
  ]);
  const ids = ['lamp', 'mug', 'rug'];
  expect(pricing.pricesByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ids, 'EUR');
  expect(inventory.totalsBySkus).toHaveBeenCalledExactlyOnceWith(
    expect.anything(),
    ids.flatMap((id) => [`${id}-1`, `${id}-2`]),
  );
  expect(reviews.ratingSummariesByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ids);
});

it('the home screen makes no call for what is not selected', async () => {
  const { catalog } = services();

  const titles = await executeMobile('{ home { sections { id title } } }');
  const cards = await executeMobile('{ home { sections { cards { id title image(width: 160) } } } }', {
    catalog,
  });

  expect(titles.errors ?? cards.errors).toBeUndefined();
  expect(titles.data.home.sections).toHaveLength(2);
});

it('the home screen asks for a section once, however often it is drawn', async () => {
  const { catalog } = services();
  await executeMobile('{ home { sections { a: cards { id } b: cards { title } } } }', { catalog });

  expect(catalog.cards).toHaveBeenCalledTimes(2);
});

it('the home screen keeps the other section when one cannot be listed', async () => {
  const { catalog, pricing } = services();
  catalog.cards.mockImplementation(async (_scope, { sort }) =>
    sort === 'popular' ? down('catalog')() : aPage(newest),
  );
  const { data, errors } = await executeMobile('{ home { sections { id cards { id priceLabel } } } }', {
    catalog,
    pricing,
  });

  expect(data.home.sections).toEqual([
    { id: 'popular', cards: null },
    {
      id: 'new',
      cards: [
        { id: 'mug', priceLabel: '€12.90' },
        { id: 'rug', priceLabel: '€12.90' },
      ],
    },
  ]);
  expect(errors).toMatchObject([
    {
      path: ['home', 'sections', 0, 'cards'],
      extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream: 'catalog' },
    },
  ]);
});

it('a section draws the next card in the place of one that is sold out', async () => {
  const catalog = {
    cards: vi.fn<PlainUpstreams['catalog']['cards']>(async () =>
      aPage([aCard('lamp', { inStock: false }), aCard('mug'), aCard('rug')]),
    ),
  };
  const { data, errors } = await executeMobile('{ home(first: 1) { sections { cards { id } } } }', {
    catalog,
  });

  expect(errors).toBeUndefined();
  expect(data.home.sections).toEqual(Array(2).fill({ cards: [{ id: 'mug' }] }));
});

it('the home screen speaks the language of the device', async () => {
  const { data } = await executeMobile(
    '{ home { sections { title } } }',
    {},
    { headers: { 'accept-language': 'ja-JP' } },
  );

  expect(data.home.sections).toEqual([{ title: '人気の商品' }, { title: '新着商品' }]);
});

it.each([0, -1, 21])('the home screen refuses %i cards a section', async (first) => {
  const { catalog } = services();
  const { errors } = await executeMobile(
    'query ($first: Int) { home(first: $first) { sections { cards { id } } } }',
    { catalog },
    { variables: { first } },
  );

  expect(errors).toEqual([refused(`first must be from 1 to 20, and was ${first}.`, 'home')]);
  expect(catalog.cards).not.toHaveBeenCalled();
});
