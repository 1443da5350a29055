import { loadMobileConfig } from '../bff-mobile/config.ts';
import { loadWebConfig } from '../bff-web/config.ts';
import { mocks } from '../mocks/index.ts';
import { loadMockConfig } from '../mocks/kit/config.ts';

/** One process of the system. */
export interface ProcessSpec {
  readonly name: string;
  readonly kind: 'mock' | 'bff';
  /** The module to run, from the repository's root. */
  readonly entry: string;
  /** Folders whose files it is made of. */
  readonly sources: readonly string[];
}

const bffs: readonly ProcessSpec[] = ['bff-web', 'bff-mobile'].map((name) => ({
  name,
  kind: 'bff',
  entry: `${name}/main.ts`,
  sources: [name, 'shared'],
}));

/** The whole system: the services first, then the BFFs that ask them. */
export const processes: readonly ProcessSpec[] = [
  ...mocks.map(({ name }): ProcessSpec => ({
    name,
    kind: 'mock',
    entry: `mocks/${name}/main.ts`,
    sources: [`mocks/${name}`, 'mocks/kit'],
  })),
  ...bffs,
];

/** A start that cannot be: every wrong variable, or a name that no process has. */
export class StartError extends Error {}

/**
 * The processes that `names` ask for: `mocks` for all services, a process's own name, or everything for none.
 *
 * @throws {StartError} listing the names there are
 */
export function select(names: readonly string[]): readonly ProcessSpec[] {
  const known = (name: string) => name === 'mocks' || processes.some((process) => process.name === name);
  const unknown = names.filter((name) => !known(name));
  if (unknown.length > 0) {
    const all = ['mocks', ...processes.map(({ name }) => name)].join(', ');
    throw new StartError(`There is no process called ${unknown.join(', ')}. There are: ${all}.`);
  }
  if (names.length === 0) return processes;
  return processes.filter(
    ({ name, kind }) => names.includes(name) || (kind === 'mock' && names.includes('mocks')),
  );
}

/**
 * The environment that the processes are started with: `environment`, and for every service that has been moved to
 * another port the address under which the BFFs find it, unless that is set too.
 *
 * @throws {StartError} naming every wrong variable of every process at once
 */
export function processEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const messages = new Set<string>();
  const attempt = <Config>(load: () => Config): Config | undefined => {
    try {
      return load();
    } catch (error) {
      const { problems } = error as {
        problems?: readonly { variable: string; value: string; expected: string }[];
      };
      if (!problems) throw error;
      for (const { variable, value, expected } of problems) {
        messages.add(`  ${variable}=${value}  expected ${expected}`);
      }
      return undefined;
    }
  };

  attempt(() => loadWebConfig(environment));
  attempt(() => loadMobileConfig(environment));
  const addresses = mocks.flatMap((mock): [string, string][] => {
    const config = attempt(() => loadMockConfig(mock, environment));
    return config ? [[`${mock.name.toUpperCase()}_URL`, `http://${config.host}:${config.port}`]] : [];
  });
  if (messages.size > 0) {
    throw new StartError(
      ['The environment has wrong variables:', ...messages, 'See README.md, "Environment".'].join('\n'),
    );
  }
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  return Object.fromEntries([...addresses, ...set]);
}
