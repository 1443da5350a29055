import { defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

/** As `npm test` does it, for the tests of one folder alone: Stryker cannot choose among the tests of a project. */
export default defineConfig((environment) => {
  const { test, ...rest } = config(environment);
  const { projects: _, ...settings } = test!;
  return { ...rest, test: { ...settings, include: [process.env.MUTATION_TESTS!] } };
});
