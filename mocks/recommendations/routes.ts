import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import type { MockApp } from '../kit/define-mock.ts';
import { ProblemSchema } from '../kit/schemas.ts';
import { recommendationStore } from './store.ts';

const Recommendations = Type.Object({
  productId: Type.String(),
  related: Type.Array(Type.Object({ id: Type.String(), score: Type.Number({ minimum: 0, maximum: 1 }) })),
});

/** Declares the API of recommendations: one product at a time, and nothing but ids. */
export function routes(app: MockApp, db: DatabaseSync): void {
  const store = recommendationStore(db);

  app.get(
    '/recommendations',
    {
      config: { cacheControl: 'public, max-age=300' },
      schema: {
        operationId: 'getRecommendations',
        summary: 'What fits a product, best first; nothing for a product that is not known',
        querystring: Type.Object({
          productId: Type.String({ minLength: 1 }),
          limit: Type.Integer({ minimum: 1, maximum: 20, default: 10 }),
        }),
        response: { 200: Recommendations, '4xx': ProblemSchema },
      },
    },
    async ({ query: { productId, limit } }) => ({ productId, related: store.relatedTo(productId, limit) }),
  );
}
