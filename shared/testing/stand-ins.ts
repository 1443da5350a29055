import { expect, vi } from 'vitest';
import { UpstreamError } from '../upstream/errors.ts';
import type { CatalogCard, CatalogImage, CatalogProduct } from '../upstreams/catalog.ts';
import type { UpstreamName } from '../upstreams/index.ts';
import type { Order } from '../upstreams/orders.ts';

/** An endpoint of a service that is down. */
export const down = (upstream: UpstreamName) =>
  vi.fn(() =>
    Promise.reject(
      new UpstreamError('UPSTREAM_UNAVAILABLE', upstream, { reason: 'answered 503', outcome: 'failure' }),
    ),
  );

/** An endpoint of a service that refuses what it is asked, such as a cursor that it never gave. */
export const refusing = (upstream: UpstreamName) =>
  vi.fn(() =>
    Promise.reject(
      new UpstreamError('BAD_USER_INPUT', upstream, { reason: 'answered 400', outcome: 'ignored' }),
    ),
  );

/** What a client reads of a field whose service is {@link down}. */
export const unavailable = (upstream: UpstreamName, ...path: readonly (string | number)[]) => ({
  message: `The ${upstream} service is unavailable.`,
  path,
  locations: expect.any(Array) as unknown,
  extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, upstream, requestId: 'test' },
});

/** What a client reads of an argument that is refused. */
export const refused = (message: string, ...path: readonly (string | number)[]) =>
  expect.objectContaining({
    message,
    path,
    extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as unknown,
  }) as unknown;

/** An image in three sizes. */
export function anImage(id: string, widths: readonly number[] = [160, 320, 640]): CatalogImage {
  return {
    id,
    alt: `The ${id}`,
    sizes: widths.map((width) => ({ width, height: width, url: `https://images.example/${id}-${width}` })),
  };
}

/** A product in two variants, as listings get it; its id is its slug as well. */
export function aCard(id: string, more: Partial<CatalogCard> = {}): CatalogCard {
  return {
    id,
    slug: id,
    title: `The ${id}`,
    brand: 'Hyggelig',
    categoryId: 'lamps',
    newUntil: null,
    inStock: true,
    language: 'en',
    images: [anImage(id)],
    skus: [`${id}-1`, `${id}-2`],
    ...more,
  };
}

/** The same product, with everything that the catalog knows. */
export function aProduct(id: string, more: Partial<CatalogProduct> = {}): CatalogProduct {
  return {
    ...aCard(id),
    description: `A ${id} for every home.`,
    createdAt: '2026-03-01T08:00:00Z',
    popularity: 500,
    tags: ['steel'],
    variants: [
      { sku: `${id}-1`, title: 'Black', options: [{ name: 'Colour', value: 'Black' }], imageId: null },
      { sku: `${id}-2`, title: 'Ochre', options: [{ name: 'Colour', value: 'Ochre' }], imageId: null },
    ],
    ...more,
  };
}

/** An order of two lamps and a mug, by customer `u-1`. */
export function anOrder(id: string, more: Partial<Order> = {}): Order {
  return {
    id,
    number: `2026-${id}`,
    customerId: 'u-1',
    placedAt: '2026-11-01T23:30:00Z',
    status: 'SHIPPED',
    currency: 'EUR',
    lines: [
      {
        id: `${id}-1`,
        productId: 'lamp',
        sku: 'lamp-1',
        quantity: 2,
        currency: 'EUR',
        unitPriceMinor: 4900,
        totalMinor: 9800,
      },
      {
        id: `${id}-2`,
        productId: 'mug',
        sku: 'mug-2',
        quantity: 1,
        currency: 'EUR',
        unitPriceMinor: 1290,
        totalMinor: 1290,
      },
    ],
    deliveryAddress: {
      recipient: 'Ana Soto',
      lines: ['Lindenstraße 12'],
      postalCode: '10115',
      city: 'Berlin',
      country: 'DE',
    },
    payment: { method: 'CARD', card: { brand: 'Visa', lastFour: '0042' } },
    goodsMinor: 11_090,
    shippingMinor: 490,
    taxMinor: 1_849,
    totalMinor: 11_580,
    history: [
      { status: 'PLACED', at: '2026-11-01T23:30:00Z' },
      { status: 'SHIPPED', at: '2026-11-03T08:00:00Z' },
    ],
    ...more,
  };
}
