import { expect, vi } from 'vitest';
import { executor } from '../shared/testing/execute.ts';
import { UpstreamError } from '../shared/upstream/errors.ts';
import type { CatalogCategory, CatalogProduct } from '../shared/upstreams/catalog.ts';
import type { UpstreamName, Upstreams } from '../shared/upstreams/index.ts';
import type { Order } from '../shared/upstreams/orders.ts';
import type { Review } from '../shared/upstreams/reviews.ts';
import type { User } from '../shared/upstreams/users.ts';
import { loadWebSchema } from './schema.ts';

/** Executes a document against the web schema with stand-in services. */
export const executeWeb = executor(loadWebSchema);

/** An endpoint of a service that is down. */
export const down = (upstream: UpstreamName) =>
  vi.fn(() =>
    Promise.reject(
      new UpstreamError('UPSTREAM_UNAVAILABLE', upstream, { reason: 'answered 503', outcome: 'failure' }),
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

/** A catalog with nothing but `products`, in that order. */
export function selling(...products: readonly CatalogProduct[]) {
  return {
    productBySlug: vi.fn<Upstreams['catalog']['productBySlug']>(
      async (_scope, slug) => products.find((product) => product.slug === slug) ?? null,
    ),
    productsByIds: vi.fn<Upstreams['catalog']['productsByIds']>(async (_scope, ids) =>
      products.filter(({ id }) => ids.includes(id)),
    ),
    products: vi.fn<Upstreams['catalog']['products']>(async (_scope, { limit }) => ({
      items: products.slice(0, limit),
      total: products.length,
      nextCursor: null,
      facets: { categories: [], brands: [], priceBands: [] },
    })),
  };
}

/** A product in two variants; its id is its slug as well. */
export function aProduct(id: string, more: Partial<CatalogProduct> = {}): CatalogProduct {
  return {
    id,
    slug: id,
    title: `The ${id}`,
    description: `A ${id} for every home.`,
    brand: 'Hyggelig',
    categoryId: 'lamps',
    createdAt: '2026-03-01T08:00:00Z',
    newUntil: null,
    popularity: 500,
    tags: ['steel'],
    images: [
      {
        id: `${id}-front`,
        alt: `The ${id} from the front`,
        sizes: [
          { width: 160, height: 160, url: `https://images.example/${id}-160.svg` },
          { width: 640, height: 640, url: `https://images.example/${id}-640.svg` },
        ],
      },
    ],
    variants: [
      { sku: `${id}-1`, title: 'Black', options: [{ name: 'Colour', value: 'Black' }] },
      { sku: `${id}-2`, title: 'Ochre', options: [{ name: 'Colour', value: 'Ochre' }] },
    ],
    skus: [`${id}-1`, `${id}-2`],
    ...more,
  };
}

/** A category, by default a top one; its id is its slug as well. */
export function aCategory(id: string, more: Partial<CatalogCategory> = {}): CatalogCategory {
  return {
    id,
    slug: id,
    name: `The ${id}`,
    parentId: null,
    position: 0,
    productCount: 10,
    imageUrl: `https://images.example/${id}.svg`,
    ...more,
  };
}

export function aReview(id: string, more: Partial<Review> = {}): Review {
  return {
    id,
    productId: 'lamp',
    authorId: 'u-1',
    rating: 4,
    title: 'Bright',
    body: 'It lights the room.',
    language: 'en',
    createdAt: new Date('2026-05-01T10:00:00Z'),
    helpfulVotes: 3,
    ...more,
  };
}

export function aUser(id: string, more: Partial<User> = {}): User {
  return {
    id,
    name: `Customer ${id}`,
    email: `${id}@example.net`,
    locale: 'en-GB',
    memberSince: '2023-11-14T09:21:48Z',
    avatarUrl: `https://images.example/${id}.svg`,
    ...more,
  };
}

/** An order of two lamps and a mug, by customer `u-1`. */
export function anOrder(id: string, more: Partial<Order> = {}): Order {
  return {
    id,
    number: `2026-${id}`,
    customerId: 'u-1',
    placedAt: '2026-11-01T12:00:00Z',
    status: 'PAID',
    currency: 'EUR',
    lines: [
      {
        id: `${id}-1`,
        productId: 'lamp',
        sku: 'lamp-1',
        quantity: 2,
        unitPriceMinor: 4900,
        totalMinor: 9800,
      },
      { id: `${id}-2`, productId: 'mug', sku: 'mug-2', quantity: 1, unitPriceMinor: 1290, totalMinor: 1290 },
    ],
    goodsMinor: 11090,
    shippingMinor: 490,
    totalMinor: 11580,
    history: [
      { status: 'PLACED', at: '2026-11-01T12:00:00Z' },
      { status: 'PAID', at: '2026-11-01T12:15:00Z' },
    ],
    ...more,
  };
}
