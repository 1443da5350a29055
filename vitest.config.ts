import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

// As far from UTC as people live: whoever forgets to say which time zone a date is shown in is a day out here.
process.env.TZ = 'Pacific/Auckland';

// Tests start a hundred processes: the second of a kind reads what the first has compiled.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('.data/compile-cache', import.meta.url));

/** Files that replace a module, a global or a handler of the process: what they change must reach no other file. */
const alone = [
  'shared/graphql/documents/trusted-documents.test.ts',
  'shared/http/playground/start.test.ts',
  'shared/telemetry/log-output.test.ts',
  'test/clients/libraries.test.ts',
  'test/degradation-table.test.ts',
  'test/differential.test.ts',
  'test/upstream-faults.test.ts',
];

/** Takes a minute of one worker, and so must not begin when the others are done. */
const staticChecks = 'test/static-checks.test.ts';

/** A test that tries things at length may take as long as this. */
const longMs = 1_800_000;

export default defineConfig(({ mode }) => {
  const isLong = mode === 'long';
  return {
    resolve: {
      // Left to itself the runner takes graphql's `module` build for our files, while Node takes `main` for Apollo's:
      // two copies, whose errors and types do not know each other.
      alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) },
    },
    test: {
      setupFiles: ['test/setup.ts'],
      // A busy machine is slow, never stuck: no test fails for its mood.
      testTimeout: isLong ? longMs : 240_000,
      hookTimeout: 240_000,
      expect: { poll: { timeout: 60_000 } },
      // The runner would leave one processor to itself, which is half of a small machine. Some tests mostly wait.
      maxWorkers: '150%',
      reporters: process.env.CI
        ? ['default', ['json', { outputFile: '.data/test-report.json' }]]
        : ['default'],
      // Projects begin in the order of their names, and files with the longest.
      projects: [
        // Some go through hundreds of faults in one test: with fifteen processes that want the machine, in over four minutes.
        { extends: true, test: { name: 'alone', include: alone, testTimeout: isLong ? longMs : 900_000 } },
        { extends: true, test: { name: 'checks', include: [staticChecks] } },
        // Three quarters of a small file's time would go into loading the same libraries again: these share a process.
        {
          extends: true,
          test: {
            name: 'together',
            include: ['**/*.test.ts'],
            exclude: [...configDefaults.exclude, '.data/**', ...alone, staticChecks],
            isolate: false,
          },
        },
      ],
    },
  };
});
