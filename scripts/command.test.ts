import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it.each([
  ['scripts/start.ts', ['--wacth'], "Unknown option '--wacth'"],
  [
    'scripts/start.ts',
    ['nowhere'],
    'There is no process called nowhere. There are: mocks, catalog, pricing, inventory, reviews, users, orders, recommendations, shipping, bff-web, bff-mobile.',
  ],
  ['scripts/documents.ts', ['--check'], "Unknown option '--check'"],
  [
    'scripts/release.ts',
    ['mobile', '9.9.9', '--supported-until'],
    "Option '--supported-until <value>' argument missing",
  ],
  ['scripts/schema-check.ts', ['main'], "Unexpected argument 'main'"],
  ['bench/performance/run.ts', ['--quik'], "Unknown option '--quik'"],
  ['bench/resilience/run.ts', ['nowhere'], "Unexpected argument 'nowhere'"],
])('%s says in a line what is wrong with %s', (script, given, says) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '..', script), ...given],
    { encoding: 'utf8' },
  );

  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(says);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
