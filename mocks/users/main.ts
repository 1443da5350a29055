import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** The customers: who they are and where their parcels go. */
export const users = defineMock({
  name: 'users',
  port: 4105,
  title: 'Users',
  description:
    'Who the customers are, to themselves and to others, and where their parcels go, in the shape of JSON:API.',
  schemaUrl: new URL('schema.sql', import.meta.url),
  seedVersion: 1,
  seed,
  routes,
});

if (import.meta.main) await runMock(users);
