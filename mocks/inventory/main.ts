import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** How many pieces are left and where: an object keyed by SKU, and reservations that take from it. */
export const inventory = defineMock({
  name: 'inventory',
  port: 4103,
  title: 'Inventory',
  description: 'Stock by SKU and warehouse, and reservations that hold pieces for a quarter of an hour.',
  schemaUrl: new URL('./schema.sql', import.meta.url),
  seedVersion: 1,
  seed,
  routes,
});

if (import.meta.main) await runMock(inventory);
