import { describe, expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import type { Review } from '../../../shared/upstreams/reviews.ts';
import { aProduct, down, executeMobile, refused, refusing, unavailable } from '../../testing.ts';

const catalog = { productsByIds: vi.fn(async () => [aProduct('lamp')]) };
const screen = (selection: string) => `{ productScreen(id: "lamp") { ${selection} } }`;

const aReview = (id: string, authorId: string): Review => ({
  id,
  productId: 'lamp',
  authorId,
  rating: 4,
  title: 'Bright',
  body: 'It lights the room.',
  language: 'en',
  createdAt: new Date('2026-05-01T23:30:00Z'),
  helpfulVotes: 3,
});
const rating = { average: 4.3, count: 12, histogram: { 1: 0, 2: 0, 3: 2, 4: 5, 5: 5 } };
const reviewedBy = (...authorIds: readonly string[]) => ({
  topByProductIds: vi.fn(async () => [
    {
      productId: 'lamp',
      rating,
      reviews: authorIds.map((authorId, index) => aReview(`r-${index}`, authorId)),
    },
  ]),
});
const users = () => ({
  profilesByIds: vi.fn(async () => [{ id: 'u-1', name: 'Ana Soto', avatarUrl: null }]),
});

describe('a rating', () => {
  it('comes with its number in words', async () => {
    const { data } = await executeMobile(
      screen('rating { average count label }'),
      {
        catalog,
        reviews: { ratingsByProductIds: async () => [{ ...rating, productId: 'lamp', count: 1204 }] },
      },
      { headers: { 'accept-language': 'de' } },
    );

    expect(data.productScreen.rating).toEqual({
      average: 4.3,
      count: 1204,
      label: '4,3 · 1.204 Bewertungen',
    });
  });

  it('comes in the same call as the reviews beside it', async () => {
    const reviews = reviewedBy('u-1');
    const { data } = await executeMobile(screen('rating { label } topReviews(first: 5) { id }'), {
      catalog,
      reviews,
    });

    expect(data.productScreen).toEqual({
      rating: { label: '4.3 · 12 ratings' },
      topReviews: [{ id: 'r-0' }],
    });
    expect(reviews.topByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp'], 5);
  });

  it('is null when nobody has rated the product', async () => {
    const { data, errors } = await executeMobile(screen('rating { label }'), {
      catalog,
      reviews: { ratingsByProductIds: async () => [] },
    });

    expect(errors).toBeUndefined();
    expect(data.productScreen).toEqual({ rating: null });
  });
});

describe('top reviews', () => {
  it('are flat, with their authors from one call', async () => {
    const reviews = reviewedBy('u-1', 'u-gone', 'u-1');
    const { profilesByIds } = users();
    const { data, errors } = await executeMobile(
      screen('topReviews { id stars title body authorName dateLabel }'),
      { catalog, reviews, users: { profilesByIds } },
      { headers: { 'accept-language': 'ko' } },
    );

    const text = { stars: 4, title: 'Bright', body: 'It lights the room.', dateLabel: '2026. 5. 1.' };
    expect(errors).toBeUndefined();
    expect(data.productScreen.topReviews).toEqual([
      { id: 'r-0', ...text, authorName: 'Ana Soto' },
      { id: 'r-1', ...text, authorName: null },
      { id: 'r-2', ...text, authorName: 'Ana Soto' },
    ]);
    expect(reviews.topByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['lamp'], 3);
    expect(profilesByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['u-1', 'u-gone']);
  });

  it('are none, and no error, of a product without any', async () => {
    const { data, errors } = await executeMobile(screen('topReviews { id }'), {
      catalog,
      reviews: { topByProductIds: vi.fn(async () => []) },
    });

    expect(errors).toBeUndefined();
    expect(data.productScreen).toEqual({ topReviews: [] });
  });

  it('do without names while the users service is down', async () => {
    const { data, errors } = await executeMobile(screen('topReviews { title authorName }'), {
      catalog,
      reviews: reviewedBy('u-1'),
      users: { profilesByIds: down('users') },
    });

    expect(data.productScreen.topReviews).toEqual([{ title: 'Bright', authorName: null }]);
    expect(errors).toEqual([unavailable('users', 'productScreen', 'topReviews', 0, 'authorName')]);
  });

  it('are null, with an error, while their service is down', async () => {
    const { data, errors } = await executeMobile(screen('title topReviews { id }'), {
      catalog,
      reviews: { topByProductIds: down('reviews') },
    });

    expect(data.productScreen).toEqual({ title: 'The lamp', topReviews: null });
    expect(errors).toEqual([unavailable('reviews', 'productScreen', 'topReviews')]);
  });

  it.each([0, 11])('are refused %i at a time', async (first) => {
    const { errors } = await executeMobile(screen(`topReviews(first: ${first}) { id }`), { catalog });

    expect(errors).toEqual([
      refused(`first must be from 1 to 10, and was ${first}.`, 'productScreen', 'topReviews'),
    ]);
  });
});

describe('all reviews', () => {
  const paged = () =>
    vi.fn<PlainUpstreams['reviews']['reviews']>(async () => ({
      items: [aReview('r-21', 'u-1'), aReview('r-22', 'u-gone')],
      total: 22,
      nextCursor: 'page-3',
    }));

  it('come twenty at a time, in the order asked for, with their authors from one call', async () => {
    const reviews = paged();
    const { profilesByIds } = users();
    const { data, errors } = await executeMobile(
      screen(`reviews(sort: RATING_LOW, after: "page-2") {
        total reviews { id language authorName dateLabel(timeZone: "Asia/Seoul") } nextCursor
      }`),
      { catalog, reviews: { reviews }, users: { profilesByIds } },
    );

    expect(errors).toBeUndefined();
    expect(data.productScreen.reviews).toEqual({
      total: 22,
      reviews: [
        { id: 'r-21', language: 'en', authorName: 'Ana Soto', dateLabel: 'May 2, 2026' },
        { id: 'r-22', language: 'en', authorName: null, dateLabel: 'May 2, 2026' },
      ],
      nextCursor: 'page-3',
    });
    expect(reviews).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
      productId: 'lamp',
      sort: 'rating-low',
      cursor: 'page-2',
      limit: 20,
    });
    expect(profilesByIds).toHaveBeenCalledTimes(1);
  });

  it.each(['', '(sort: null, after: null)'])(
    'begin with the most helpful, where %j is asked',
    async (given) => {
      const reviews = paged();
      await executeMobile(screen(`reviews${given} { total }`), { catalog, reviews: { reviews } });

      expect(reviews).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
        productId: 'lamp',
        sort: 'helpful',
        cursor: undefined,
        limit: 20,
      });
    },
  );

  it('refuse a cursor that their service does, by the name of its argument', async () => {
    const { data, errors } = await executeMobile(screen('title reviews(after: "nonsense") { total }'), {
      catalog,
      reviews: { reviews: refusing('reviews') },
    });

    expect(data.productScreen).toEqual({ title: 'The lamp', reviews: null });
    expect(errors).toEqual([
      refused(
        'after must be the nextCursor of the page before, and was "nonsense".',
        'productScreen',
        'reviews',
      ),
    ]);
  });

  it('are null, with an error, while their service is down', async () => {
    const { data, errors } = await executeMobile(screen('title reviews { total }'), {
      catalog,
      reviews: { reviews: down('reviews') },
    });

    expect(data.productScreen).toEqual({ title: 'The lamp', reviews: null });
    expect(errors).toEqual([unavailable('reviews', 'productScreen', 'reviews')]);
  });
});
