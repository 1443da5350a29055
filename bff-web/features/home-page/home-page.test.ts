import { expect, it, vi } from 'vitest';
import type { StandIns } from '../../../shared/testing/execute.ts';
import { aCategory, aProduct, down, executeWeb, refused, selling, unavailable } from '../../testing.ts';

const homePage = `{
  homePage {
    heroCategories(first: 2) { name }
    bestRated(first: 2) { title }
    onPromotion(first: 3) { title }
  }
}`;

const promotion = { formerAmountMinor: 2000, label: 'Sale', endsAt: '2031-01-01T00:00:00Z' };

function services() {
  return {
    catalog: {
      ...selling(aProduct('lamp'), aProduct('mug'), aProduct('rug')),
      categories: vi.fn(async () => [
        aCategory('kids', { position: 2 }),
        aCategory('home', { position: 0 }),
        aCategory('lamps', { parentId: 'home' }),
        aCategory('outdoor', { position: 1 }),
      ]),
    },
    reviews: {
      bestRated: vi.fn(async () => [
        { productId: 'rug', average: 5, count: 20 },
        { productId: 'lamp', average: 4.9, count: 30 },
      ]),
    },
    pricing: {
      promotions: vi.fn(async () => [
        { productId: 'mug', currency: 'EUR' as const, amountMinor: 1000, promotion },
        { productId: 'gone', currency: 'EUR' as const, amountMinor: 1500, promotion },
      ]),
    },
  } satisfies StandIns;
}

it('the home page shows the top categories, the best rated and the reduced products, each in its own order', async () => {
  const { catalog, reviews, pricing } = services();
  const { data, errors } = await executeWeb(homePage, { catalog, reviews, pricing });

  expect(errors).toBeUndefined();
  expect(data.homePage).toEqual({
    heroCategories: [{ name: 'The home' }, { name: 'The outdoor' }],
    bestRated: [{ title: 'The rug' }, { title: 'The lamp' }],
    onPromotion: [{ title: 'The mug' }],
  });
  expect(reviews.bestRated).toHaveBeenCalledExactlyOnceWith(expect.anything(), { limit: 6, minCount: 10 });
  expect(pricing.promotions).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
    currency: 'EUR',
    limit: 7,
  });
});

it.each([
  ['mug', ['rug', 'lamp'], ['lamp']],
  ['rug', ['lamp'], ['mug']],
])(
  'a section shows the next product in the place of the %s that is sold out',
  async (soldOut, rated, promoted) => {
    const well = services();
    well.pricing.promotions.mockResolvedValue(
      ['mug', 'lamp'].map((productId) => ({ productId, currency: 'EUR', amountMinor: 1000, promotion })),
    );
    const products = ['lamp', 'mug', 'rug'].map((id) => aProduct(id, { inStock: id !== soldOut }));
    const { data, errors } = await executeWeb(
      '{ homePage { bestRated(first: 2) { id } onPromotion(first: 1) { id } } }',
      { ...well, catalog: { ...well.catalog, ...selling(...products) } },
    );

    expect(errors).toBeUndefined();
    const shown = (ids: readonly string[]) => ids.map((id) => ({ id }));
    expect(data.homePage).toEqual({ bestRated: shown(rated), onPromotion: shown(promoted) });
  },
);

it.each([
  ['heroCategories', 'catalog', { categories: down('catalog') }],
  ['bestRated', 'reviews', { bestRated: down('reviews') }],
  ['onPromotion', 'pricing', { promotions: down('pricing') }],
] as const)(
  'the home page loses %s alone when %s does not answer for it',
  async (section, upstream, endpoints) => {
    const well = services();
    const { data, errors } = await executeWeb(homePage, {
      ...well,
      [upstream]: { ...well[upstream], ...endpoints },
    });

    expect(data.homePage[section]).toBeNull();
    expect(Object.values(data.homePage as object).filter((value) => value === null)).toHaveLength(1);
    expect(errors).toEqual([unavailable(upstream, 'homePage', section)]);
  },
);

it('the home page asks for no section that is not drawn', async () => {
  const { catalog, reviews, pricing } = services();
  await executeWeb('{ homePage { onPromotion { id } } }', { catalog, reviews, pricing });

  expect(catalog.categories).not.toHaveBeenCalled();
  expect(reviews.bestRated).not.toHaveBeenCalled();
});

it.each(['heroCategories', 'bestRated', 'onPromotion'])(
  'the home page refuses more than 50 of %s',
  async (section) => {
    const { errors } = await executeWeb(`{ homePage { ${section}(first: 51) { id } } }`);
    expect(errors).toEqual([refused('first must be from 1 to 50, and was 51.', 'homePage', section)]);
  },
);
