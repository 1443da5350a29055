import { isIPv6 } from 'node:net';
import { loadMobileConfig } from '../bff-mobile/config.ts';
import { loadWebConfig } from '../bff-web/config.ts';
import { mocks } from '../mocks/index.ts';
import { ConfigError, loadMockConfig, portVariable } from '../mocks/kit/config.ts';
import { EnvironmentError } from '../shared/config/environment.ts';

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
 * @param specs the processes to be started: services alone may listen wherever the system puts them
 * @throws {StartError} naming every wrong variable of every process at once
 */
export function processEnvironment(
  environment: NodeJS.ProcessEnv,
  specs: readonly ProcessSpec[],
): NodeJS.ProcessEnv {
  const asking = specs.some(({ kind }) => kind === 'bff');
  const messages = new Set<string>();
  const attempt = <Config>(load: () => Config): Config | undefined => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof EnvironmentError || error instanceof ConfigError)) throw error;
      for (const { variable, value, expected } of error.problems) {
        messages.add(`  ${variable}=${value}  expected ${expected}`);
      }
      return undefined;
    }
  };

  attempt(() => loadWebConfig(environment));
  attempt(() => loadMobileConfig(environment));
  const addresses = mocks.flatMap((mock): [string, string][] => {
    const config = attempt(() => loadMockConfig(mock, environment));
    if (!config) return [];
    const urlVariable = `${mock.name.toUpperCase()}_URL`;
    if (config.port === 0 && asking && !environment[urlVariable]) {
      messages.add(
        `  ${portVariable(mock)}=0  expected a port that the BFFs can be told of, or ${urlVariable} to be set`,
      );
    }
    return [[urlVariable, addressOf(config)]];
  });
  if (messages.size > 0) {
    throw new StartError(
      ['The environment has wrong variables:', ...messages, 'See README.md, "Environment".'].join('\n'),
    );
  }
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  return Object.fromEntries([...addresses, ...set]);
}

/** An address of IPv6 has colons of its own, and stands in brackets in a URL. */
function addressOf({ host, port }: { host: string; port: number }): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
