import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** Where parcels are and how long they take: kebab case, and durations in hours. */
export const shipping = defineMock({
  name: 'shipping',
  port: 4108,
  title: 'Shipping',
  description: 'Parcels of orders, and delivery estimates by product and country.',
  schemaUrl: new URL('./schema.sql', import.meta.url),
  seedVersion: 2,
  seed,
  routes,
});

if (import.meta.main) await runMock(shipping);
