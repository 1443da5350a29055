import { errorsEverywhere } from '../../../shared/testing/everywhere.ts';
import { describe, expect, it, vi } from 'vitest';
import { aCard, anOrder, down, executeMobile, listing, refused, unavailable } from '../../testing.ts';

const signedIn = { 'x-customer-id': 'u-1' };
const orders = { ordersByIds: vi.fn(async () => [anOrder('7')]) };
const screen = (selection: string) => `{ orderScreen(id: "7") { ${selection} } }`;

it('draws an order in the currency that was paid in and the language of the device', async () => {
  const { data, errors } = await executeMobile(
    screen(`id number dateLabel statusLabel goodsLabel shippingLabel totalLabel itemCount itemCountLabel
      timeline { statusLabel dateLabel }`),
    { orders },
    { headers: { ...signedIn, 'accept-language': 'de', 'x-currency': 'KRW' } },
  );

  expect(errors).toBeUndefined();
  expect(data.orderScreen).toEqual({
    id: '7',
    number: '2026-7',
    dateLabel: '01.11.2026',
    statusLabel: 'Versandt',
    goodsLabel: '110,90\u00a0€',
    shippingLabel: '4,90\u00a0€',
    totalLabel: '115,80\u00a0€',
    itemCount: 3,
    itemCountLabel: '3 Artikel',
    timeline: [
      { statusLabel: 'Bestellt', dateLabel: '01.11.2026' },
      { statusLabel: 'Versandt', dateLabel: '03.11.2026' },
    ],
  });
});

it.each([
  ['en', 'Free'],
  ['fr', 'Offerte'],
  ['ko', '무료'],
])('says in words (%s) that the delivery costs nothing', async (locale, label) => {
  const { data } = await executeMobile(
    screen('shippingLabel'),
    { orders: { ordersByIds: vi.fn(async () => [anOrder('7', { shippingMinor: 0 })]) } },
    { headers: { ...signedIn, 'accept-language': locale } },
  );

  expect(data.orderScreen.shippingLabel).toBe(label);
});

describe('lines', () => {
  it('get titles and images, and the thumbnails beside them, from one call', async () => {
    const cardsByIds = listing(aCard('mug'), aCard('lamp'));
    const { data } = await executeMobile(
      screen(`thumbnails(width: 160)
        lines { id productId title image(width: 160) quantityLabel totalLabel }`),
      { orders, catalog: { cardsByIds } },
      { headers: signedIn },
    );

    expect(data.orderScreen).toEqual({
      thumbnails: ['https://images.example/lamp-160', 'https://images.example/mug-160'],
      lines: [
        {
          id: '7-1',
          productId: 'lamp',
          title: 'The lamp',
          image: 'https://images.example/lamp-160',
          quantityLabel: 'Qty 2',
          totalLabel: '€98.00',
        },
        {
          id: '7-2',
          productId: 'mug',
          title: 'The mug',
          image: 'https://images.example/mug-160',
          quantityLabel: 'Qty 1',
          totalLabel: '€12.90',
        },
      ],
    });
    expect(cardsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug']);
  });

  it('keep what was paid when the product is no longer sold', async () => {
    const { data, errors } = await executeMobile(
      screen('lines { title image(width: 160) totalLabel }'),
      { orders, catalog: { cardsByIds: listing(aCard('lamp', { images: [] })) } },
      { headers: signedIn },
    );

    expect(errors).toBeUndefined();
    expect(data.orderScreen.lines).toEqual([
      { title: 'The lamp', image: null, totalLabel: '€98.00' },
      { title: null, image: null, totalLabel: '€12.90' },
    ]);
  });

  it('lose only their titles while the catalog is down', async () => {
    const { data, errors } = await executeMobile(
      screen('lines { title totalLabel }'),
      { orders, catalog: { cardsByIds: down('catalog') } },
      { headers: signedIn },
    );

    expect(data.orderScreen.lines).toEqual([
      { title: null, totalLabel: '€98.00' },
      { title: null, totalLabel: '€12.90' },
    ]);
    expect(errorsEverywhere(errors)).toEqual([
      unavailable('catalog', 'orderScreen', 'lines', 0, 'title'),
      unavailable('catalog', 'orderScreen', 'lines', 1, 'title'),
    ]);
  });

  it('ask nobody about products when these are not drawn', async () => {
    const { errors } = await executeMobile(
      screen('lines { productId quantityLabel }'),
      { orders },
      { headers: signedIn },
    );

    expect(errors).toBeUndefined();
  });

  it('refuse an image in a place that cannot be', async () => {
    const { errors } = await executeMobile(
      screen('lines { image(width: 9999) }'),
      { orders: { ordersByIds: vi.fn(async () => [anOrder('7', { lines: anOrder('7').lines.slice(1) })]) } },
      { headers: signedIn },
    );

    expect(errors).toEqual([
      refused('width must be from 1 to 4096, and was 9999.', 'orderScreen', 'lines', 0, 'image'),
    ]);
  });
});

describe('whose it is', () => {
  it('is null, and no error, for the order of another customer', async () => {
    const { data, errors } = await executeMobile(
      screen('id totalLabel'),
      { orders },
      { headers: { 'x-customer-id': 'u-2' } },
    );

    expect(data).toEqual({ orderScreen: null });
    expect(errors).toBeUndefined();
  });

  it('is null, and no error, when there is no such order', async () => {
    const { data, errors } = await executeMobile(
      screen('id'),
      { orders: { ordersByIds: vi.fn(async () => []) } },
      { headers: signedIn },
    );

    expect(data).toEqual({ orderScreen: null });
    expect(errors).toBeUndefined();
  });

  it('is asked of nobody before someone has signed in', async () => {
    const ordersByIds = vi.fn(async () => [anOrder('7')]);
    const { data, errors } = await executeMobile(screen('id'), { orders: { ordersByIds } });

    expect(data).toEqual({ orderScreen: null });
    expect(errors).toMatchObject([{ path: ['orderScreen'], extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(ordersByIds).not.toHaveBeenCalled();
  });
});

it('is null, with an error, while the orders service is down', async () => {
  const { data, errors } = await executeMobile(
    screen('id'),
    { orders: { ordersByIds: down('orders') } },
    { headers: signedIn },
  );

  expect(data).toEqual({ orderScreen: null });
  expect(errors).toEqual([unavailable('orders', 'orderScreen')]);
});
