import { vi } from 'vitest';
import { executor } from '../shared/testing/execute.ts';
import type { CatalogCard, CatalogCategory, CatalogProduct } from '../shared/upstreams/catalog.ts';
import type { PlainUpstreams } from '../shared/testing/plain.ts';
import type { Review } from '../shared/upstreams/reviews.ts';
import type { Profile, User } from '../shared/upstreams/users.ts';
import { loadWebSchema } from './schema.ts';

export { aCard, anOrder, aProduct, down, refused, unavailable } from '../shared/testing/stand-ins.ts';

/** Executes a document against the web schema with stand-in services. */
export const executeWeb = executor(loadWebSchema);

const pageOf = <Item>(items: readonly Item[], total: number) => ({
  items,
  total,
  nextCursor: null,
  facets: { categories: [], brands: [], priceBands: [] },
});

/** What the catalog shows of a product in listings. */
const cardOf = ({
  id,
  slug,
  title,
  brand,
  categoryId,
  newUntil,
  inStock,
  language,
  images,
  skus,
}: CatalogProduct): CatalogCard => ({
  id,
  slug,
  title,
  brand,
  categoryId,
  newUntil,
  inStock,
  language,
  images,
  skus,
});

/** A catalog with nothing but `products`, in that order. */
export function selling(...products: readonly CatalogProduct[]) {
  return {
    productBySlug: vi.fn<PlainUpstreams['catalog']['productBySlug']>(
      async (_scope, slug) => products.find((product) => product.slug === slug) ?? null,
    ),
    productsByIds: vi.fn<PlainUpstreams['catalog']['productsByIds']>(async (_scope, ids) =>
      products.filter(({ id }) => ids.includes(id)),
    ),
    products: vi.fn<PlainUpstreams['catalog']['products']>(async (_scope, { limit }) =>
      pageOf(products.slice(0, limit), products.length),
    ),
    cards: vi.fn<PlainUpstreams['catalog']['cards']>(async (_scope, { limit }) =>
      pageOf(products.slice(0, limit).map(cardOf), products.length),
    ),
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
    language: 'en',
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

export function aProfile(id: string, more: Partial<Profile> = {}): Profile {
  return { id, name: `Customer ${id}`, avatarUrl: `https://images.example/${id}.svg`, ...more };
}

export function aUser(id: string, more: Partial<User> = {}): User {
  return {
    ...aProfile(id),
    email: `${id}@example.net`,
    locale: 'en-GB',
    memberSince: '2023-11-14T09:21:48Z',
    ...more,
  };
}
