import { expect, it } from 'vitest';
import { loadMockConfig } from './config.ts';

const catalog = { name: 'catalog', port: 4101 };
const today = new Date('2027-08-15T17:30:00Z');

it('the configuration of a service takes its defaults from the service', () => {
  expect(loadMockConfig(catalog, { CATALOG_PORT: '' }, today)).toEqual({
    host: '127.0.0.1',
    port: 4101,
    dataDir: expect.stringMatching(/\.data$/),
    logLevel: 'info',
    drainMs: 500,
    seedNow: new Date('2027-08-15T00:00:00Z'),
  });
});

it('the configuration of a service follows the environment', () => {
  const env = {
    HOST: '::1',
    CATALOG_PORT: '0',
    PRICING_PORT: '1',
    DATA_DIR: '/data',
    LOG_LEVEL: 'silent',
    DRAIN_MS: '0',
    SEED_NOW: '2026-11-23T12:00:00+09:00',
  };

  expect(loadMockConfig(catalog, env)).toEqual({
    host: '::1',
    port: 0,
    dataDir: '/data',
    logLevel: 'silent',
    drainMs: 0,
    seedNow: new Date('2026-11-23T03:00:00Z'),
  });
});

it('the configuration of a service names everything that is wrong at once, what was expected and where to read on', () => {
  const env = { CATALOG_PORT: '70000', LOG_LEVEL: 'loud', SEED_NOW: 'yesterday' };

  expect(() => loadMockConfig(catalog, env)).toThrow(
    expect.objectContaining({
      problems: [
        { variable: 'CATALOG_PORT', value: '70000', expected: 'a port, 0 to 65535' },
        { variable: 'SEED_NOW', value: 'yesterday', expected: 'a moment such as 2026-11-23T00:00:00Z' },
        { variable: 'LOG_LEVEL', value: 'loud', expected: expect.stringContaining('one of trace, debug') },
      ],
      message: expect.stringContaining('README.md, "Environment"'),
    }),
  );
});
