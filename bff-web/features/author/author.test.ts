import { expect, it, vi } from 'vitest';
import type { StandIns } from '../../../shared/testing/execute.ts';
import { aProduct, aReview, aProfile, down, executeWeb, selling, unavailable } from '../../testing.ts';

const rating = { average: 4, count: 2, histogram: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 0 } };
const services = {
  catalog: selling(aProduct('lamp'), aProduct('mug')),
  reviews: {
    topByProductIds: async () => [
      { productId: 'lamp', rating, reviews: [aReview('r-1'), aReview('r-2', { authorId: 'u-gone' })] },
      { productId: 'mug', rating, reviews: [aReview('r-3')] },
    ],
  },
} satisfies StandIns;

const listing = '{ products { edges { node { topReviews { id author { name avatarUrl } } } } } }';

it('a listing names the authors of all its reviews with one call', async () => {
  const profilesByIds = vi.fn(async () => [aProfile('u-1', { name: 'Ada', avatarUrl: null })]);

  const { data, errors } = await executeWeb(listing, { ...services, users: { profilesByIds } });

  const ada = { name: 'Ada', avatarUrl: null };
  expect(errors).toBeUndefined();
  expect(data.products.edges).toEqual([
    {
      node: {
        topReviews: [
          { id: 'r-1', author: ada },
          { id: 'r-2', author: null },
        ],
      },
    },
    { node: { topReviews: [{ id: 'r-3', author: ada }] } },
  ]);
  expect(profilesByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['u-1', 'u-gone']);
});

it('a listing leaves its reviews without authors when users are down', async () => {
  const { data, errors } = await executeWeb(
    '{ product(slug: "lamp") { topReviews(first: 1) { title author { name } } } }',
    {
      ...services,
      users: { profilesByIds: down('users') },
    },
  );

  expect(data.product.topReviews).toEqual([{ title: 'Bright', author: null }]);
  expect(errors).toEqual([unavailable('users', 'product', 'topReviews', 0, 'author')]);
});

it.each(['email', 'id', 'memberSince', 'addresses { city }', 'orders { totalCount }'])(
  'a review never tells the %s of its author',
  async (field) => {
    const { data, errors } = await executeWeb(
      `{ product(slug: "lamp") { topReviews { author { ${field} } } } }`,
      services,
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  },
);
