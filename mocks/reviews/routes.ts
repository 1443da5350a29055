import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import { decodeCursor, encodeCursor } from '../kit/cursor.ts';
import type { MockApp } from '../kit/define-mock.ts';
import { badRequest } from '../kit/problems.ts';
import { hashOrder } from '../kit/random.ts';
import { Cursor, Ids, Limit, OneOf, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { NewReview, PageMeta, Position, Rating, Review, sorts, TopReviews } from './schemas.ts';
import { ReviewStore } from './store.ts';

const errors = { '4xx': ProblemSchema };
const config = { cacheControl: 'public, max-age=60' };

/** Declares the reviews API: answers wrapped in `data` and `meta`, times in seconds since 1970. */
export function routes(app: MockApp, db: DatabaseSync): void {
  const store = new ReviewStore(db);

  app.get(
    '/reviews',
    {
      config,
      schema: {
        summary: 'The reviews of one product',
        operationId: 'listReviews',
        querystring: Type.Object({
          productId: Type.String({ minLength: 1 }),
          sort: OneOf(sorts, { default: 'newest' }),
          cursor: Cursor,
          limit: Limit,
        }),
        response: { 200: Type.Object({ data: Type.Array(Review), meta: PageMeta }), ...errors },
      },
    },
    ({ query: { productId, sort, cursor, limit } }) => {
      const after = cursor === undefined ? undefined : decodeCursor<Position>(cursor, Position);
      if (after && after.sort !== sort)
        throw badRequest('cursor', `continues a list sorted by ${after.sort}`);
      const { reviews, next } = store.page(productId, sort, limit, after);
      return {
        data: reviews,
        meta: { total: store.count(productId), nextCursor: next && encodeCursor(next) },
      };
    },
  );

  app.get(
    '/reviews/top',
    {
      config,
      schema: {
        summary: 'The most helpful reviews of several products',
        operationId: 'topReviews',
        querystring: Type.Object({
          productIds: Ids('products'),
          perProduct: Type.Integer({ minimum: 1, maximum: 10, default: 3 }),
        }),
        response: {
          200: Type.Object({
            data: Type.Array(TopReviews),
            meta: Type.Object({ perProduct: Type.Integer() }),
          }),
          ...errors,
        },
      },
    },
    ({ query: { productIds, perProduct } }) => {
      const top = store.top(parseIds(productIds, 'productIds'), perProduct);
      return { data: hashOrder(top, ({ productId }) => productId), meta: { perProduct } };
    },
  );

  app.get(
    '/ratings',
    {
      config,
      schema: {
        summary: 'The ratings of several products',
        operationId: 'ratings',
        querystring: Type.Object({
          productIds: Ids('products'),
          view: OneOf(['full', 'summary'], { default: 'full' }),
        }),
        response: { 200: Type.Object({ data: Type.Array(Rating), meta: Type.Object({}) }), ...errors },
      },
    },
    ({ query: { productIds, view } }) => {
      const ratings = hashOrder(store.ratings(parseIds(productIds, 'productIds')), (item) => item.productId);
      return { data: view === 'full' ? ratings : ratings.map(summary), meta: {} };
    },
  );

  app.get(
    '/ratings/best',
    {
      config,
      schema: {
        summary: 'The best rated products, best first',
        operationId: 'bestRatings',
        querystring: Type.Object({
          limit: Limit,
          minCount: Type.Integer({ minimum: 1, default: 1, description: 'Fewest reviews that count.' }),
        }),
        response: { 200: Type.Object({ data: Type.Array(Rating), meta: Type.Object({}) }), ...errors },
      },
    },
    ({ query: { limit, minCount } }) => ({ data: store.best(limit, minCount), meta: {} }),
  );

  app.post(
    '/reviews',
    {
      schema: {
        summary: 'Send in a review',
        description: 'Any well-formed product id is taken: which products exist, only the catalog knows.',
        operationId: 'addReview',
        body: NewReview,
        response: { 201: Type.Object({ data: Review, meta: Type.Object({}) }), ...errors },
      },
    },
    async ({ body }, reply) => {
      const review = store.add(body, Math.floor(Date.now() / 1000));
      return reply.code(201).send({ data: review, meta: {} });
    },
  );
}

const summary = ({ productId, average, count }: Rating): Rating => ({ productId, average, count });
