import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** What products cost, in every currency of the shop, and which are reduced: snake case and minor units. */
export const pricing = defineMock({
  name: 'pricing',
  port: 4102,
  title: 'Pricing',
  description: 'Prices and promotions. Amounts are integers in the smallest unit of their currency.',
  schemaUrl: new URL('./schema.sql', import.meta.url),
  seedVersion: 1,
  seed,
  routes,
});

if (import.meta.main) await runMock(pricing);
