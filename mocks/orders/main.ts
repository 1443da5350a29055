import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** What customers bought, and how far each order has come. */
export const orders = defineMock({
  name: 'orders',
  port: 4106,
  title: 'Orders',
  description: 'What customers bought, and how far each order has come. Amounts are decimal strings.',
  schemaUrl: new URL('schema.sql', import.meta.url),
  seedVersion: 3,
  seed,
  routes,
});

if (import.meta.main) await runMock(orders);
