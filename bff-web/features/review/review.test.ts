import { describe, expect, it, vi } from 'vitest';
import { settle } from '../../../shared/testing/manual-clock.ts';
import { aProduct, aReview, down, executeWeb, refused, selling, unavailable } from '../../testing.ts';

const catalog = selling(aProduct('lamp'));

describe('all reviews of a product', () => {
  it('come page by page, in the order asked for', async () => {
    const reviews = vi.fn(async () => ({
      items: [aReview('r-1'), aReview('r-2')],
      total: 9,
      nextCursor: 'more',
    }));
    const page = `query ($after: String) {
      product(slug: "lamp") {
        reviews(first: 2, after: $after, sort: RATING_LOW) {
          totalCount
          pageInfo { hasNextPage endCursor }
          edges { node { id rating title body language createdAt helpfulVotes } }
        }
      }
    }`;

    const { data } = await executeWeb(page, { catalog, reviews: { reviews } });
    const { endCursor } = data.product.reviews.pageInfo;
    await executeWeb(page, { catalog, reviews: { reviews } }, { variables: { after: endCursor } });

    expect(data.product.reviews.totalCount).toBe(9);
    expect(data.product.reviews.pageInfo.hasNextPage).toBe(true);
    expect(data.product.reviews.edges[0].node).toEqual({
      id: 'r-1',
      rating: 4,
      title: 'Bright',
      body: 'It lights the room.',
      language: 'en',
      createdAt: '2026-05-01T10:00:00.000Z',
      helpfulVotes: 3,
    });
    const asked = { productId: 'lamp', sort: 'rating-low', limit: 2 };
    expect(reviews.mock.calls).toEqual([
      [expect.anything(), { ...asked, cursor: undefined }],
      [expect.anything(), { ...asked, cursor: 'more' }],
    ]);
  });

  it('begin with the most helpful where the client does not say, or says null', async () => {
    const reviews = vi.fn(async () => ({ items: [], total: 0, nextCursor: null }));
    await executeWeb(
      '{ product(slug: "lamp") { a: reviews { totalCount } b: reviews(sort: null) { totalCount } } }',
      { catalog, reviews: { reviews } },
    );

    // One call: both ask for the same page.
    expect(reviews).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      productId: 'lamp',
      sort: 'helpful',
      cursor: undefined,
      limit: 20,
    });
  });

  it('of a whole listing are asked for a few products at a time', async () => {
    let running = 0;
    let most = 0;
    const reviews = vi.fn(async () => {
      most = Math.max(most, ++running);
      await settle();
      running -= 1;
      return { items: [], total: 0, nextCursor: null };
    });
    const products = Array.from({ length: 50 }, (_, index) => aProduct(`p-${index}`));

    const { data } = await executeWeb(
      '{ products(first: 50) { edges { node { reviews(first: 1) { totalCount } } } } }',
      { catalog: selling(...products), reviews: { reviews } },
    );

    expect(data.products.edges).toHaveLength(50);
    expect(reviews).toHaveBeenCalledTimes(50);
    expect(most).toBe(8);
  });

  it('asked for in different ways are different pages', async () => {
    const reviews = vi.fn(async () => ({ items: [], total: 0, nextCursor: null }));
    await executeWeb(
      `{ product(slug: "lamp") {
        a: reviews(first: 1) { totalCount } b: reviews(first: 2) { totalCount } c: reviews(first: 1, sort: NEWEST) { totalCount }
      } }`,
      { catalog, reviews: { reviews } },
    );

    expect(reviews).toHaveBeenCalledTimes(3);
  });

  it('refuses what is no page', async () => {
    const { data, errors } = await executeWeb(
      '{ product(slug: "lamp") { a: reviews(first: 51) { totalCount } b: reviews(after: "x") { totalCount } } }',
      { catalog },
    );

    expect(data.product).toEqual({ a: null, b: null });
    expect(errors).toEqual([
      refused('first must be from 1 to 50, and was 51.', 'product', 'a'),
      refused('after must be a cursor of this list, and was "x".', 'product', 'b'),
    ]);
  });
});

describe('top reviews', () => {
  const listing = '{ products { edges { node { topReviews(first: 1) { id } rating { average } } } } }';

  it('come with the ratings of a whole listing in one call', async () => {
    const rating = { average: 4, count: 1, histogram: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 0 } };
    const topByProductIds = vi.fn(async () => [{ productId: 'lamp', rating, reviews: [aReview('r-1')] }]);

    const { data } = await executeWeb(listing, {
      catalog: selling(aProduct('lamp'), aProduct('mug')),
      reviews: { topByProductIds },
    });

    expect(data.products.edges).toEqual([
      { node: { topReviews: [{ id: 'r-1' }], rating: { average: 4 } } },
      { node: { topReviews: [], rating: null } },
    ]);
    expect(topByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp', 'mug'], 1);
  });

  it('are null, not empty, while reviews are down', async () => {
    const { data, errors } = await executeWeb('{ product(slug: "lamp") { title topReviews { id } } }', {
      catalog,
      reviews: { topByProductIds: down('reviews') },
    });

    expect(data.product).toEqual({ title: 'The lamp', topReviews: null });
    expect(errors).toEqual([unavailable('reviews', 'product', 'topReviews')]);
  });

  it('are ten at most', async () => {
    const { errors } = await executeWeb('{ product(slug: "lamp") { topReviews(first: 11) { id } } }', {
      catalog,
    });
    expect(errors).toEqual([refused('first must be from 1 to 10, and was 11.', 'product', 'topReviews')]);
  });
});
