import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** Which products fit another: ids only, no bulk form, and slow, as a model that ranks is. */
export const recommendations = defineMock({
  name: 'recommendations',
  port: 4107,
  title: 'Recommendations',
  description: 'Products that fit a product. It knows ids and scores and nothing else.',
  schemaUrl: new URL('./schema.sql', import.meta.url),
  seedVersion: 2,
  seed,
  routes,
  latencyMs: 120,
});

if (import.meta.main) await runMock(recommendations);
