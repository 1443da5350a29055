import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { catalogRoutes } from './routes.ts';

/** What the shop sells: products, the category tree, search and pictures. */
export const catalog = defineMock({
  name: 'catalog',
  port: 4101,
  title: 'Catalog',
  description: 'Products, categories, search and pictures. Public and read-only.',
  schemaUrl: new URL('./schema.sql', import.meta.url),
  seedVersion: 3,
  // Loaded on demand: a start with a database at hand needs none of the vocabulary.
  seed: async (db, now) => (await import('./seed.ts')).seedCatalog(db, now),
  routes: catalogRoutes,
});

if (import.meta.main) await runMock(catalog);
