import { errorsEverywhere } from '../../../shared/testing/everywhere.ts';
import { describe, expect, it, vi } from 'vitest';
import {
  anImage,
  anOrder,
  aProduct,
  down,
  executeMobile,
  refused,
  selling,
  unavailable,
} from '../../testing.ts';

const signedIn = { 'x-customer-id': 'u-1' };
const orders = { ordersByIds: vi.fn(async () => [anOrder('7')]) };
const screen = (selection: string) => `{ orderScreen(id: "7") { ${selection} } }`;

it('the screen of an order draws it in the currency that was paid in and the language of the device', async () => {
  const { data, errors } = await executeMobile(
    screen(`id number dateLabel status statusLabel goodsLabel shippingLabel totalLabel itemCount itemCountLabel
      timeline { status statusLabel dateLabel }`),
    { orders },
    { headers: { ...signedIn, 'accept-language': 'de', 'x-currency': 'KRW' } },
  );

  expect(errors).toBeUndefined();
  expect(data.orderScreen).toEqual({
    id: '7',
    number: '2026-7',
    dateLabel: '01.11.2026',
    status: 'SHIPPED',
    statusLabel: 'Versandt',
    goodsLabel: '110,90\u00a0€',
    shippingLabel: '4,90\u00a0€',
    totalLabel: '115,80\u00a0€',
    itemCount: 3,
    itemCountLabel: '3 Artikel',
    timeline: [
      { status: 'PLACED', statusLabel: 'Bestellt', dateLabel: '01.11.2026' },
      { status: 'SHIPPED', statusLabel: 'Versandt', dateLabel: '03.11.2026' },
    ],
  });
});

it('the screen of an order tells every day where the device is', async () => {
  const { data } = await executeMobile(
    screen('dateLabel(timeZone: "Europe/Berlin") timeline { dateLabel(timeZone: "Europe/Berlin") }'),
    { orders },
    { headers: signedIn },
  );

  expect(data.orderScreen).toEqual({
    dateLabel: 'Nov 2, 2026',
    timeline: [{ dateLabel: 'Nov 2, 2026' }, { dateLabel: 'Nov 3, 2026' }],
  });
});

it('the screen of an order refuses a time zone that there is not, by the name of its argument', async () => {
  const { data, errors } = await executeMobile(
    screen('id dateLabel(timeZone: "Berlin")'),
    { orders },
    { headers: signedIn },
  );

  expect(data).toEqual({ orderScreen: null });
  expect(errors).toEqual([
    refused(
      'timeZone must be the name of an IANA time zone, such as Europe/Berlin, or an offset, such as +02:00, and was "Berlin".',
      'orderScreen',
      'dateLabel',
    ),
  ]);
});

it.each([
  ['en', 'Free'],
  ['fr', 'Offerte'],
  ['ko', '무료'],
])('the screen of an order says in words (%s) that the delivery costs nothing', async (locale, label) => {
  const { data } = await executeMobile(
    screen('shippingLabel'),
    { orders: { ordersByIds: vi.fn(async () => [anOrder('7', { shippingMinor: 0 })]) } },
    { headers: { ...signedIn, 'accept-language': locale } },
  );

  expect(data.orderScreen.shippingLabel).toBe(label);
});

describe('lines', () => {
  it('get titles, variants and images, and the previews beside them, from one call', async () => {
    const productsByIds = selling(aProduct('mug'), aProduct('lamp'));
    const { data } = await executeMobile(
      screen(`previews(width: 160) { url alt } thumbnails(width: 160)
        lines { id productId sku title variantTitle image(width: 160) imageAlt quantityLabel totalLabel }`),
      { orders, catalog: { productsByIds } },
      { headers: signedIn },
    );

    const [lamp, mug] = ['https://images.example/lamp-160', 'https://images.example/mug-160'];
    expect(data.orderScreen).toEqual({
      previews: [
        { url: lamp, alt: 'The lamp' },
        { url: mug, alt: 'The mug' },
      ],
      thumbnails: [lamp, mug],
      lines: [
        {
          id: '7-1',
          productId: 'lamp',
          sku: 'lamp-1',
          title: 'The lamp',
          variantTitle: 'Black',
          image: lamp,
          imageAlt: 'The lamp',
          quantityLabel: 'Qty 2',
          totalLabel: '€98.00',
        },
        {
          id: '7-2',
          productId: 'mug',
          sku: 'mug-2',
          title: 'The mug',
          variantTitle: 'Ochre',
          image: mug,
          imageAlt: 'The mug',
          quantityLabel: 'Qty 1',
          totalLabel: '€12.90',
        },
      ],
    });
    expect(productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug']);
  });

  it('show the variant that was bought, where it has an image of its own', async () => {
    const [black, ochre] = aProduct('mug').variants;
    const mug = aProduct('mug', {
      images: [anImage('black-mug'), anImage('ochre-mug')],
      variants: [black!, { ...ochre!, imageId: 'ochre-mug' }],
    });
    const { data } = await executeMobile(
      screen('lines { sku image(width: 160) imageAlt }'),
      { orders, catalog: { productsByIds: selling(aProduct('lamp'), mug) } },
      { headers: signedIn },
    );

    expect(data.orderScreen.lines).toEqual([
      { sku: 'lamp-1', image: 'https://images.example/lamp-160', imageAlt: 'The lamp' },
      { sku: 'mug-2', image: 'https://images.example/ochre-mug-160', imageAlt: 'The ochre-mug' },
    ]);
  });

  it('name no variant where there is only one, or it is no longer sold', async () => {
    const [only, other] = aProduct('lamp').variants;
    const { data, errors } = await executeMobile(
      screen('lines { sku variantTitle }'),
      {
        orders,
        catalog: {
          productsByIds: selling(
            aProduct('lamp', { variants: [only!] }),
            aProduct('mug', { variants: [only!, other!] }),
          ),
        },
      },
      { headers: signedIn },
    );

    expect(errors).toBeUndefined();
    expect(data.orderScreen.lines).toEqual([
      { sku: 'lamp-1', variantTitle: null },
      { sku: 'mug-2', variantTitle: null },
    ]);
  });

  it('keep what was paid when the product is no longer sold', async () => {
    const { data, errors } = await executeMobile(
      screen('lines { title variantTitle image(width: 160) imageAlt totalLabel }'),
      { orders, catalog: { productsByIds: selling(aProduct('lamp', { images: [] })) } },
      { headers: signedIn },
    );

    expect(errors).toBeUndefined();
    expect(data.orderScreen.lines).toEqual([
      { title: 'The lamp', variantTitle: 'Black', image: null, imageAlt: null, totalLabel: '€98.00' },
      { title: null, variantTitle: null, image: null, imageAlt: null, totalLabel: '€12.90' },
    ]);
  });

  it('lose only their titles while the catalog is down', async () => {
    const { data, errors } = await executeMobile(
      screen('lines { title totalLabel }'),
      { orders, catalog: { productsByIds: down('catalog') } },
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

it('the screen of an order is null, with an error, while the orders service is down', async () => {
  const { data, errors } = await executeMobile(
    screen('id'),
    { orders: { ordersByIds: down('orders') } },
    { headers: signedIn },
  );

  expect(data).toEqual({ orderScreen: null });
  expect(errors).toEqual([unavailable('orders', 'orderScreen')]);
});
