import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

// As far from UTC as people live: whoever forgets to say which time zone a date is shown in is a day out here.
process.env.TZ = 'Pacific/Auckland';

export default defineConfig({
  resolve: {
    // Left to itself the runner takes graphql's `module` build for our files, while Node takes `main` for Apollo's:
    // two copies, whose errors and types do not know each other.
    alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) },
  },
  test: {
    include: ['**/*.test.ts'],
    // The mutation test keeps a copy of everything there while it runs.
    exclude: [...configDefaults.exclude, '.data/**'],
    setupFiles: ['test/setup.ts'],
    // System tests start real processes; a cold start on a busy machine is slow, never stuck.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.data/test-report.json' }]] : ['default'],
  },
});
