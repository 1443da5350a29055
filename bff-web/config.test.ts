import { expect, it } from 'vitest';
import { loadWebConfig } from './config.ts';

it('the web BFF does not start in production without the origin of its site', () => {
  expect(() => loadWebConfig({ NODE_ENV: 'production' })).toThrow(
    'SITE_URL=  expected the origin of the site in production, such as https://shop.example',
  );
});

it.each(['shop.example', 'https://shop.example/', 'https://shop.example/de', 'ftp://shop.example'])(
  'the web BFF does not start with %s for the origin of its site',
  (SITE_URL) => {
    expect(() => loadWebConfig({ SITE_URL })).toThrow(`SITE_URL=${SITE_URL}  expected an origin such as`);
  },
);

it.each([
  [{ NODE_ENV: 'production', SITE_URL: 'https://shop.example' }, 'https://shop.example'],
  [{ SITE_URL: 'http://localhost:5173' }, 'http://localhost:5173'],
  [{}, 'http://localhost:3000'],
])('the web BFF starts with %j', (environment, siteUrl) => {
  expect(loadWebConfig(environment).SITE_URL).toBe(siteUrl);
});
