import { describe, expect, it } from 'vitest';
import { productId } from '../kit/shop.ts';
import { testMock } from '../kit/test-mock.ts';
import { reviews } from './main.ts';
import { sorts, type Rating, type Review, type TopReviews } from './schemas.ts';

interface Page {
  data: Review[];
  meta: { total: number; nextCursor: string | null };
}

const { ask, read, walk: pagesOf } = testMock(reviews);

const ratingsOf = async (...ids: string[]) =>
  (await read<{ data: Rating[] }>(`/ratings?productIds=${ids.join(',')}`)).data;

/** The product with the most reviews of all. */
const POPULAR = 'p-0199';

const walk = async (path: string) =>
  (await pagesOf<Page>(path, ({ meta }) => meta.nextCursor)).flatMap(({ data }) => data);

describe('the reviews of a product', () => {
  it.each(sorts)('sorted by %s, come page by page, each exactly once', async (sort) => {
    const path = `/reviews?productId=${POPULAR}&sort=${sort}`;
    const { meta } = await read<Page>(path);
    const seen = await walk(`${path}&limit=17`);

    expect(seen.length).toBe(meta.total);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(meta.total);
    expect(seen.every(({ productId }) => productId === POPULAR)).toBe(true);

    const keys = seen.map(
      (review) =>
        ({
          'newest': -review.createdAt,
          'helpful': -review.helpfulVotes,
          'rating-high': -review.rating,
          'rating-low': review.rating,
        })[sort],
    );
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('are an empty list where nobody wrote any', async () => {
    expect(await read('/reviews?productId=p-9999')).toEqual({
      data: [],
      meta: { total: 0, nextCursor: null },
    });
  });

  it('cannot be continued with a cursor made up, or of another order', async () => {
    const { meta } = await read<Page>(`/reviews?productId=${POPULAR}&sort=helpful`);

    for (const cursor of ['nonsense', meta.nextCursor]) {
      const response = await ask(`/reviews?productId=${POPULAR}&sort=newest&cursor=${cursor}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ parameter: 'cursor' }] });
    }
  });

  it('come at most 100 at a time', async () => {
    expect((await ask(`/reviews?productId=${POPULAR}&limit=100`)).status).toBe(200);
    expect((await ask(`/reviews?productId=${POPULAR}&limit=101`)).status).toBe(400);
  });
});

describe('the top reviews of several products', () => {
  it('are each one’s most helpful, beside its rating', async () => {
    const { data } = await read<{ data: TopReviews[] }>(
      `/reviews/top?productIds=p-9999,${POPULAR},p-0001&perProduct=3`,
    );
    const { data: helpful } = await read<Page>(`/reviews?productId=${POPULAR}&sort=helpful&limit=3`);

    const ratings = await ratingsOf('p-0001', POPULAR);

    expect(data.map(({ productId }) => productId).toSorted()).toEqual(['p-0001', POPULAR]);
    expect(data.find(({ productId }) => productId === POPULAR)?.reviews).toEqual(helpful);
    for (const { productId, rating } of data) {
      expect(rating).toEqual({
        average: expect.any(Number),
        count: expect.any(Number),
        histogram: expect.any(Object),
      });
      expect(ratings).toContainEqual({ productId, ...rating });
    }
  });

  it('are at most ten a product', async () => {
    expect((await ask(`/reviews/top?productIds=${POPULAR}&perProduct=11`)).status).toBe(400);
  });
});

describe('ratings', () => {
  it('come in an order of their own, each product once, unreviewed ones left out', async () => {
    const asked = Array.from({ length: 20 }, (_, index) => productId(index + 190));
    const ids = (await ratingsOf(...asked, 'p-9999', POPULAR)).map(({ productId }) => productId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(POPULAR);
    expect(ids).not.toContain('p-9999');
    expect(ids).not.toEqual(ids.toSorted());
    expect(await ratingsOf(...asked.toReversed(), POPULAR)).toEqual(await ratingsOf(...asked, POPULAR));
  });

  it('are what the reviews come to', async () => {
    const seen = await walk(`/reviews?productId=${POPULAR}&limit=100`);
    const [rating] = await ratingsOf(POPULAR);
    const countOf = (stars: number) => seen.filter((review) => review.rating === stars).length;

    expect(rating).toEqual({
      productId: POPULAR,
      average: Math.round((10 * seen.reduce((sum, review) => sum + review.rating, 0)) / seen.length) / 10,
      count: seen.length,
      histogram: { 1: countOf(1), 2: countOf(2), 3: countOf(3), 4: countOf(4), 5: countOf(5) },
    });
  });

  it('in summary leave the histogram out', async () => {
    const { data } = await read<{ data: Rating[] }>(`/ratings?productIds=${POPULAR}&view=summary`);

    expect(Object.keys(data[0] ?? {}).toSorted()).toEqual(['average', 'count', 'productId']);
  });

  it('are asked for 1 to 100 products at a time', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `p-${index}`);

    for (const path of ['/ratings', '/reviews/top']) {
      expect((await ask(`${path}?productIds=${ids.slice(1).join(',')}`)).status).toBe(200);
      for (const wrong of ['', ids.join(',')]) {
        const response = await ask(`${path}?productIds=${wrong}`);
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ errors: [{ parameter: 'productIds' }] });
      }
    }
  });

  it('can be read best first, of products that enough people judged', async () => {
    const { data } = await read<{ data: Rating[] }>('/ratings/best?limit=30&minCount=25');
    const averages = data.map(({ average }) => average);

    expect(data).toHaveLength(30);
    expect(data.every(({ count }) => count >= 25)).toBe(true);
    expect(averages).toEqual(averages.toSorted((a, b) => b - a));
  });
});

describe('a review sent in', () => {
  const review = {
    productId: 'p-0199',
    authorId: 'u-042',
    rating: 2,
    title: 'Not for us',
    body: 'Our cat is afraid of it.',
    language: 'en',
  };
  const send = (body: unknown) =>
    ask('/reviews', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('is the newest one and counts in the rating', async () => {
    const [before] = await ratingsOf(POPULAR);
    const response = await send(review);
    const { data } = (await response.json()) as { data: Review };
    const [after] = await ratingsOf(POPULAR);

    expect(response.status).toBe(201);
    expect(data).toMatchObject({ ...review, helpfulVotes: 0 });
    expect((await read<Page>(`/reviews?productId=${POPULAR}&limit=1`)).data).toEqual([data]);
    expect(after?.count).toBe((before?.count ?? 0) + 1);
    expect(after?.histogram?.[2]).toBe((before?.histogram?.[2] ?? 0) + 1);
  });

  it('gives a product without any its first rating', async () => {
    const productId = 'p-9998';
    expect(await ratingsOf(productId)).toEqual([]);

    await send({ ...review, productId, rating: 5 });

    expect(await ratingsOf(productId)).toMatchObject([{ productId, average: 5, count: 1 }]);
  });

  it.each([
    ['rating', 6],
    ['rating', 4.5],
    ['title', ' '],
    ['body', ''],
    ['language', 'tlh'],
    ['productId', 'lamp'],
    ['authorId', undefined],
  ])('is refused when its %s is %j', async (field, value) => {
    const response = await send({ ...review, [field]: value });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set([`/${field}`]));
  });
});
