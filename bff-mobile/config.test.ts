import { expect, it } from 'vitest';
import { loadMobileConfig } from './config.ts';

it('the mobile BFF does not start in production for documents that no app ships', () => {
  expect(() => loadMobileConfig({ NODE_ENV: 'production', DOCUMENTS: 'open' })).toThrow(
    'DOCUMENTS=open  expected trusted for bff-mobile in production',
  );
});

it.each([
  { NODE_ENV: 'production' },
  { NODE_ENV: 'production', DOCUMENTS: 'trusted' },
  { DOCUMENTS: 'open' },
])('the mobile BFF starts with %j', (environment) => {
  expect(loadMobileConfig(environment)).toMatchObject(environment);
});
