import { describe, expect, it, vi } from 'vitest';
import {
  aCard,
  aPage,
  down,
  executeMobile,
  priced,
  rated,
  refused,
  stocked,
  unavailable,
} from '../../testing.ts';

const selling = (...cards: Parameters<typeof aPage>[0]) => ({
  searchCards: vi.fn(async () => aPage(cards)),
});
const cards = (selection: string) => `{ search(text: "lamp") { cards { ${selection} } } }`;

describe('a price', () => {
  it.each([
    { locale: 'en', currency: 'EUR', amount: 1290, label: '€12.90', former: '€15.00', formerAmount: 1500 },
    { locale: 'de', currency: 'EUR', amount: 1290, label: '12,90 €', former: '15,00 €', formerAmount: 1500 },
    {
      locale: 'ko',
      currency: 'KRW',
      amount: 12_900,
      label: '₩12,900',
      former: '₩15,000',
      formerAmount: 15_000,
    },
    { locale: 'ja', currency: 'JPY', amount: 1290, label: '￥1,290', former: '￥1,500', formerAmount: 1500 },
    { locale: 'en', currency: 'USD', amount: 1290, label: '$12.90', former: '$15.00', formerAmount: 1500 },
  ])(
    'in $currency reads "$label" in $locale',
    async ({ locale, currency, amount, label, former, formerAmount }) => {
      const pricesByProductIds = priced(amount, formerAmount);
      const { data } = await executeMobile(
        cards('priceLabel formerPriceLabel'),
        { catalog: selling(aCard('lamp')), pricing: { pricesByProductIds } },
        { headers: { 'accept-language': locale, 'x-currency': currency } },
      );

      const [card] = data.search.cards;
      // Intl writes the space before a sign so that no line breaks there.
      expect(String(card.priceLabel).replace(/\s/g, ' ')).toBe(label);
      expect(String(card.formerPriceLabel).replace(/\s/g, ' ')).toBe(former);
      expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp'], currency);
    },
  );

  it('was no other before it when there is no promotion, and is null when there is none', async () => {
    const pricesByProductIds = vi.fn(async () => [
      { productId: 'lamp', currency: 'EUR' as const, amountMinor: 0, promotion: null },
    ]);
    const { data, errors } = await executeMobile(cards('priceLabel formerPriceLabel'), {
      catalog: selling(aCard('lamp'), aCard('mug')),
      pricing: { pricesByProductIds },
    });

    expect(errors).toBeUndefined();
    expect(data.search.cards).toEqual([
      { priceLabel: '€0.00', formerPriceLabel: null },
      { priceLabel: null, formerPriceLabel: null },
    ]);
  });
});

describe('a badge', () => {
  const lamp = aCard('lamp', { newUntil: '2999-01-01T00:00:00Z' });
  const badge = async (standIns: object) => {
    const { data, errors } = await executeMobile(cards('badge'), { catalog: selling(lamp), ...standIns });
    expect(errors).toBeUndefined();
    return data.search.cards[0].badge as unknown;
  };
  const sale = { pricesByProductIds: priced(1000, 2000) };
  const noSale = { pricesByProductIds: priced(1000) };

  it('counts what is left of all variants together', async () => {
    expect(await badge({ pricing: noSale, inventory: { totalsBySkus: stocked(1) } })).toBe('LAST_ONES');
    expect(await badge({ pricing: noSale, inventory: { totalsBySkus: stocked(2) } })).toBe('NEW');
    expect(await badge({ pricing: sale, inventory: { totalsBySkus: stocked(1) } })).toBe('SALE');
  });

  it('says what the other services know when one of them is down, without an error', async () => {
    const noPrices = { pricesByProductIds: down('pricing') };
    const noStock = { totalsBySkus: down('inventory') };

    expect(await badge({ pricing: noPrices, inventory: { totalsBySkus: stocked(1) } })).toBe('LAST_ONES');
    expect(await badge({ pricing: sale, inventory: noStock })).toBe('SALE');
    expect(await badge({ pricing: noPrices, inventory: noStock })).toBe('NEW');
  });

  it('does not take the stock of some variants for that of all', async () => {
    const totalsBySkus = vi.fn(async () => [{ sku: 'lamp-1', available: 2 }]);

    expect(await badge({ pricing: noSale, inventory: { totalsBySkus } })).toBe('NEW');
  });

  it('does not hide a fault of our own', async () => {
    const { data, errors } = await executeMobile(cards('id badge'), {
      catalog: selling(lamp),
      pricing: { pricesByProductIds: () => Promise.reject(new TypeError('a bug')) },
      inventory: { totalsBySkus: stocked(9) },
    });

    expect(data.search.cards).toEqual([{ id: 'lamp', badge: null }]);
    expect(errors).toEqual([expect.objectContaining({ path: ['search', 'cards', 0, 'badge'] })]);
  });
});

it('a card still tells old apps whether it is on promotion', async () => {
  const onSale = async (pricing: object) => {
    const { data, errors } = await executeMobile(cards('onSale'), {
      catalog: selling(aCard('lamp')),
      pricing,
    });
    expect(errors).toBeUndefined();
    return data.search.cards[0].onSale as unknown;
  };

  expect(await onSale({ pricesByProductIds: priced(1000, 2000) })).toBe(true);
  expect(await onSale({ pricesByProductIds: priced(1000) })).toBe(false);
  expect(await onSale({ pricesByProductIds: async () => [] })).toBeNull();
});

describe('an image', () => {
  it('is the smallest that fills its place, and null for a product without any', async () => {
    const { data } = await executeMobile(cards('image(width: 150, density: 2) imageAlt'), {
      catalog: selling(aCard('lamp'), aCard('mug', { images: [] })),
    });

    expect(data.search.cards).toEqual([
      { image: 'https://images.example/lamp-320', imageAlt: 'The lamp' },
      { image: null, imageAlt: null },
    ]);
  });

  it('counts a pixel a point when no density is known', async () => {
    const document = `query ($density: Float) { search(text: "lamp") { cards { image(width: 161, density: $density) } } }`;
    const { data } = await executeMobile(
      document,
      { catalog: selling(aCard('lamp')) },
      { variables: { density: null } },
    );

    expect(data.search.cards).toEqual([{ image: 'https://images.example/lamp-320' }]);
  });

  it('is refused in a place that cannot be', async () => {
    const { data, errors } = await executeMobile(cards('id image(width: 0)'), {
      catalog: selling(aCard('lamp')),
    });

    expect(data.search.cards).toEqual([{ id: 'lamp', image: null }]);
    expect(errors).toEqual([
      refused('width must be from 1 to 4096, and was 0.', 'search', 'cards', 0, 'image'),
    ]);
  });
});

it('a card has a rating of one number, and null when nobody rated it', async () => {
  const ratingSummariesByProductIds = vi.fn(async () => [{ productId: 'mug', average: 4.3, count: 12 }]);
  const { data, errors } = await executeMobile(cards('id rating'), {
    catalog: selling(aCard('lamp'), aCard('mug')),
    reviews: { ratingSummariesByProductIds },
  });

  expect(errors).toBeUndefined();
  expect(data.search.cards).toEqual([
    { id: 'lamp', rating: null },
    { id: 'mug', rating: 4.3 },
  ]);
});

it('a card loses nothing but the fields of a service that is down', async () => {
  const { data, errors } = await executeMobile(cards('title brand priceLabel badge rating'), {
    catalog: selling(aCard('lamp')),
    pricing: { pricesByProductIds: down('pricing') },
    inventory: { totalsBySkus: stocked(1) },
    reviews: { ratingSummariesByProductIds: rated(4.3, 12) },
  });

  expect(data.search.cards).toEqual([
    { title: 'The lamp', brand: 'Hyggelig', priceLabel: null, badge: 'LAST_ONES', rating: 4.3 },
  ]);
  expect(errors).toEqual([unavailable('pricing', 'search', 'cards', 0, 'priceLabel')]);
});
