import { expect, it } from 'vitest';
import { loadMobileConfig } from './config.ts';

it('does not start in production for documents that no app ships', () => {
  expect(() => loadMobileConfig({ NODE_ENV: 'production', DOCUMENTS: 'open' })).toThrow(
    'DOCUMENTS=open  expected trusted for bff-mobile in production',
  );
});

it.each([
  { NODE_ENV: 'production' },
  { NODE_ENV: 'production', DOCUMENTS: 'trusted' },
  { DOCUMENTS: 'open' },
])('starts with %j', (environment) => {
  expect(loadMobileConfig(environment)).toMatchObject(environment);
});
