import { readFileSync } from 'node:fs';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import { clients } from './clients.ts';

/** The rooms of `shared/`, from the bottom up: each may import those before it, and itself. */
const rooms = [
  'lib',
  'telemetry',
  'config',
  'resilience',
  'cache',
  'upstream',
  'upstreams',
  'auth',
  'loaders',
  'graphql',
  'request',
  'http',
  'process',
  'testing',
];

/** A test may use `shared/testing`, whichever room it stands in. */
const tests = '\\.test\\.ts$';

/** Libraries that one file alone may know, so that replacing one is a change of one file. */
const oneFileEach: Record<string, string> = {
  'got': 'shared/upstream/client.ts',
  'opossum': 'shared/resilience/breaker.ts',
  'dataloader': 'shared/loaders/loader.ts',
  'prom-client': 'shared/telemetry/metrics.ts',
  'lru-cache': 'shared/cache/bounded-cache.ts',
  'ioredis': 'shared/cache/redis-connection.ts',
};

const rules: IForbiddenRuleType[] = [
  ...rooms.map((room, index) => ({
    name: `shared/${room} imports only itself and what lies below it`,
    severity: 'error' as const,
    from: { path: `^shared/${room}/`, pathNot: tests },
    to: {
      path: '^(shared|bff-[^/]+|mocks|scripts|test)/',
      pathNot: `^shared/(${rooms.slice(0, index + 1).join('|')})/`,
    },
  })),
  {
    name: 'a BFF imports shared/ and itself, never another BFF, the mocks or the scripts',
    severity: 'error',
    from: { path: '^(bff-[^/]+)/' },
    to: { path: '^(bff-[^/]+|mocks|scripts|test)/', pathNot: '^$1/' },
  },
  {
    name: 'features never import each other',
    severity: 'error',
    from: { path: '^(bff-[^/]+)/features/([^/]+)/' },
    to: { path: '^bff-[^/]+/features/([^/]+)/', pathNot: '^$1/features/$2/' },
  },
  {
    name: 'a mock imports the kit and itself, never another service, shared/ or a BFF',
    severity: 'error',
    from: { path: '^mocks/([^/]+)/' },
    to: { path: '^(mocks|shared|bff-[^/]+|scripts|test)/', pathNot: '^mocks/(kit|$1)/' },
  },
  ...Object.entries(oneFileEach).map(([library, file]) => ({
    name: `only ${file} knows ${library}`,
    severity: 'error' as const,
    from: { pathNot: [`^${file}$`, tests, '^shared/testing/'] },
    to: { path: `^node_modules/${library}/` },
  })),
  {
    name: 'nothing imports in a circle',
    severity: 'error',
    from: { path: '^(shared|bff-[^/]+|mocks|scripts)/' },
    to: { circular: true },
  },
  {
    name: 'product code imports no development dependency',
    severity: 'error',
    from: { path: '^(shared|bff-[^/]+)/', pathNot: [tests, '^(shared/testing/|bff-[^/]+/testing\\.ts$)'] },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
  },
];

const { output } = await cruise(
  ['shared', ...clients.map(({ folder }) => folder), 'mocks', 'scripts', 'test'],
  {
    ruleSet: { forbidden: rules },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node'],
    },
    exclude: { path: '^\\.data/' },
  },
);
if (typeof output === 'string') throw new Error(output);

it('the architecture test reads the imports of the whole house', () => {
  // A cruiser that cannot parse TypeScript finds no modules, and no violations either.
  expect(output.summary.totalCruised).toBeGreaterThan(100);
  expect(
    output.modules.some(
      ({ source, dependencies }) => source.startsWith('bff-web/') && dependencies.length > 0,
    ),
  ).toBe(true);
});

it.each(rules.map(({ name }) => name!))('%s', (name) => {
  const violations = output.summary.violations.filter(({ rule }) => rule.name === name);

  expect(violations.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

it('the architecture test reads the environment in configuration and at the command line alone', () => {
  const allowed =
    /^(shared\/config|mocks\/kit\/config\.ts|bff-[^/]+\/config\.ts|scripts\/start\.ts|test)|\.test\.ts$/;
  const readers = output.modules
    .map(({ source }) => source)
    .filter((source) => /^(shared|bff-[^/]+|mocks|scripts)\//.test(source) && !allowed.test(source))
    .filter((source) => readFileSync(source, 'utf8').includes('process.env'));

  expect(readers).toEqual([]);
});
