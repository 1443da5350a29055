import { expect, it, vi } from 'vitest';
import { aProduct, down, executeWeb, selling, unavailable } from '../../testing.ts';

it('a rating shows the average, and how many gave each number of stars, five first', async () => {
  const ratingsByProductIds = vi.fn(async () => [
    { productId: 'lamp', average: 4.2, count: 5, histogram: { 1: 0, 2: 1, 3: 0, 4: 1, 5: 3 } },
  ]);

  const { data } = await executeWeb(
    '{ products { edges { node { rating { average count histogram { stars count } } } } } }',
    { catalog: selling(aProduct('lamp'), aProduct('mug')), reviews: { ratingsByProductIds } },
  );

  expect(data.products.edges).toEqual([
    {
      node: {
        rating: {
          average: 4.2,
          count: 5,
          histogram: [
            { stars: 5, count: 3 },
            { stars: 4, count: 1 },
            { stars: 3, count: 0 },
            { stars: 2, count: 1 },
            { stars: 1, count: 0 },
          ],
        },
      },
    },
    { node: { rating: null } },
  ]);
  expect(ratingsByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug']);
});

it('a product loses its rating alone when reviews are down', async () => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { title rating { average } } }', {
    catalog: selling(aProduct('lamp')),
    reviews: { ratingsByProductIds: down('reviews') },
  });

  expect(data.product).toEqual({ title: 'The lamp', rating: null });
  expect(errors).toEqual([unavailable('reviews', 'product', 'rating')]);
});
