import { defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

/**
 * As `npm test` runs them, for the tests of one room alone: the runner's projects do not heed the folder that Stryker
 * asks for. Patterns count from that folder: a room of `shared/` has its own files, a BFF those of its folders as well.
 */
export default defineConfig((environment) => {
  const { test, ...rest } = config(environment);
  const { projects: _, ...settings } = test!;
  return { ...rest, test: { ...settings, include: ['*.test.ts', '{features,messages}/**/*.test.ts'] } };
});
