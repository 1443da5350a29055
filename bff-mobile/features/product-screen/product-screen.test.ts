import { errorsEverywhere } from '../../../shared/testing/everywhere.ts';
import { describe, expect, it, vi } from 'vitest';
import {
  aProduct,
  anImage,
  down,
  executeMobile,
  priced,
  refused,
  stocked,
  unavailable,
} from '../../testing.ts';

const lamp = aProduct('lamp', { images: [anImage('front'), anImage('back')] });
const catalog = { productsByIds: vi.fn(async () => [lamp]) };
const screen = (selection: string) => `{ productScreen(id: "lamp") { ${selection} } }`;

it('the screen of a product asks the catalog once, whatever order it answers in', async () => {
  const [product, mug] = [aProduct('lamp'), aProduct('mug')];
  const productsByIds = vi.fn(async () => [product, mug]);

  const { data } = await executeMobile(
    '{ a: productScreen(id: "mug") { id } b: productScreen(id: "none") { id } c: productScreen(id: "lamp") { id } }',
    { catalog: { productsByIds } },
  );

  expect(data).toEqual({ a: { id: 'mug' }, b: null, c: { id: 'lamp' } });
  expect(productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['mug', 'none', 'lamp']);
});

it('the screen of a product draws what the catalog knows without asking anybody else', async () => {
  const { data, errors } = await executeMobile(
    screen(
      'title brand description language gallery(width: 300) { url alt } images(width: 300) variants { sku title }',
    ),
    { catalog },
  );

  expect(errors).toBeUndefined();
  expect(data.productScreen).toEqual({
    title: 'The lamp',
    brand: 'Hyggelig',
    description: 'A lamp for every home.',
    language: 'en',
    gallery: [
      { url: 'https://images.example/front-320', alt: 'The front' },
      { url: 'https://images.example/back-320', alt: 'The back' },
    ],
    images: ['https://images.example/front-320', 'https://images.example/back-320'],
    variants: [
      { sku: 'lamp-1', title: 'Black' },
      { sku: 'lamp-2', title: 'Ochre' },
    ],
  });
});

it('the screen of a product draws price, promotion and badge from one call of pricing', async () => {
  const pricesByProductIds = priced(1290, 1990);
  const { data } = await executeMobile(
    screen('priceLabel formerPriceLabel promotionLabel badge'),
    { catalog, pricing: { pricesByProductIds }, inventory: { totalsBySkus: stocked(9) } },
    { headers: { 'accept-language': 'fr' } },
  );

  expect(data.productScreen).toEqual({
    priceLabel: '12,90\u00a0€',
    formerPriceLabel: '19,90\u00a0€',
    promotionLabel: 'Winter sale',
    badge: 'SALE',
  });
  expect(pricesByProductIds).toHaveBeenCalledTimes(1);
});

describe('stock', () => {
  it('is told for the product and each of its variants from one call', async () => {
    const totalsBySkus = vi.fn(async () => [
      { sku: 'lamp-2', available: 2 },
      { sku: 'lamp-1', available: 0 },
    ]);
    const { data } = await executeMobile(
      screen('stockStatus stockLabel variants { sku available }'),
      { catalog, inventory: { totalsBySkus } },
      { headers: { 'accept-language': 'de-DE' } },
    );

    expect(data.productScreen).toEqual({
      stockStatus: 'FEW_LEFT',
      stockLabel: 'Nur noch 2 verfügbar',
      variants: [
        { sku: 'lamp-1', available: false },
        { sku: 'lamp-2', available: true },
      ],
    });
    expect(totalsBySkus).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp-1', 'lamp-2']);
  });

  it('is null where inventory does not know every variant', async () => {
    const totalsBySkus = vi.fn(async () => [{ sku: 'lamp-1', available: 2 }]);
    const { data, errors } = await executeMobile(screen('stockStatus stockLabel variants { available }'), {
      catalog,
      inventory: { totalsBySkus },
    });

    expect(errors).toBeUndefined();
    expect(data.productScreen).toEqual({
      stockStatus: null,
      stockLabel: null,
      variants: [{ available: true }, { available: null }],
    });
  });
});

it('the screen of a product loses nothing but the fields of a service that is down', async () => {
  const { data, errors } = await executeMobile(
    screen('title priceLabel badge stockLabel variants { available }'),
    {
      catalog,
      pricing: { pricesByProductIds: priced(1290, 1990) },
      inventory: { totalsBySkus: down('inventory') },
    },
  );

  expect(data.productScreen).toEqual({
    title: 'The lamp',
    priceLabel: '€12.90',
    badge: 'SALE',
    stockLabel: null,
    variants: [{ available: null }, { available: null }],
  });
  expect(errors).toHaveLength(2);
  expect(errorsEverywhere(errors)).toHaveLength(3);
  expect(errorsEverywhere(errors)).toEqual(
    expect.arrayContaining([
      unavailable('inventory', 'productScreen', 'stockLabel'),
      unavailable('inventory', 'productScreen', 'variants', 0, 'available'),
      unavailable('inventory', 'productScreen', 'variants', 1, 'available'),
    ]),
  );
});

it('the screen of a product is null, with an error, while the catalog is down', async () => {
  const { data, errors } = await executeMobile(screen('id'), { catalog: { productsByIds: down('catalog') } });

  expect(data).toEqual({ productScreen: null });
  expect(errors).toEqual([unavailable('catalog', 'productScreen')]);
});

it('the screen of a product refuses images in a place that cannot be', async () => {
  const { errors } = await executeMobile(screen('images(width: 300, density: 9)'), { catalog });

  expect(errors).toEqual([
    refused('density must be above 0 and at most 8, and was 9.', 'productScreen', 'images'),
  ]);
});
