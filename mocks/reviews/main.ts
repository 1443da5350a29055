import { defineMock } from '../kit/define-mock.ts';
import { runMock } from '../kit/start-mock.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';

/** What customers say of products, and the ratings that this comes to. */
export const reviews = defineMock({
  name: 'reviews',
  port: 4104,
  title: 'Reviews',
  description:
    'What customers say of products, and the ratings that this comes to. Times in seconds since 1970.',
  schemaUrl: new URL('schema.sql', import.meta.url),
  seedVersion: 1,
  seed,
  routes,
});

if (import.meta.main) await runMock(reviews);
