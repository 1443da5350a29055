import { rmSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mocks } from '../mocks/index.ts';
import { portVariable } from '../mocks/kit/config.ts';
import { clients, portVariablesOf } from './clients.ts';
import {
  emptyDataDir,
  freePorts,
  isListening,
  npm,
  processOn,
  type PortVariable,
  type RunningCommand,
} from './running-system.ts';

/** One for all, which the first start fills: making a shop up takes longer than reading it. */
const dataDir = emptyDataDir();
afterAll(() => rmSync(dataDir, { recursive: true }));

type Run = (script: readonly string[], environment: Record<string, string | number>) => RunningCommand;

/** Runs npm scripts, which end with the tests of the `describe` that calls this. */
function runner(): Run {
  const started: RunningCommand[] = [];
  afterAll(async () => {
    for (const command of started) {
      command.signal('SIGTERM');
      await command.ended;
    }
  });
  return (script, environment) => {
    const command = npm(script, { DATA_DIR: dataDir, ...environment });
    started.push(command);
    return command;
  };
}

/** Those of `ports` that something listens on, by their variables. */
async function listening(ports: Record<PortVariable, number>): Promise<string[]> {
  const asked = await Promise.all(
    Object.entries(ports).map(async ([variable, port]) => ({ variable, open: await isListening(port) })),
  );
  return asked.filter(({ open }) => open).map(({ variable }) => variable);
}

async function query(port: number, document: string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: document }),
  });
  return (await response.json()) as { data?: unknown; errors?: { extensions: Record<string, unknown> }[] };
}

const HOME = '{ homePage { heroCategories { name } onPromotion(first: 3) { title price { formatted } } } }';

describe('npm start', () => {
  const run = runner();

  it('starts every service and both BFFs, prints where they are, and ends cleanly at SIGTERM', async () => {
    const ports = await freePorts();
    const system = run(['start'], ports);
    await system.printed('Ready in');

    for (const port of Object.values(ports)) expect(system.output()).toContain(`http://127.0.0.1:${port}`);
    expect(system.output()).toContain(`http://127.0.0.1:${ports.WEB_PORT}/graphql`);
    // On a busy machine the first answers may come too late.
    await expect.poll(() => query(ports.WEB_PORT, HOME)).not.toHaveProperty('errors');
    await expect
      .poll(() => query(ports.MOBILE_PORT, '{ home(first: 2) { sections { cards { title priceLabel } } } }'))
      .not.toHaveProperty('errors');

    system.signal('SIGTERM');
    expect(await system.ended).toBe(0);
    expect(await listening(ports)).toEqual([]);
  });

  // Of the whole system two processes are enough to see one of them fail, and the other end with it.
  it.each([
    ['REVIEWS_PORT', ['reviews', 'pricing']],
    ['MOBILE_PORT', ['bff-mobile', 'pricing']],
    ['WEB_OPS_PORT', ['bff-web', 'pricing']],
  ] as const)('names %s when that port is in use, and starts nothing', async (variable, processes) => {
    const ports = await freePorts();
    const taken = createServer().listen(ports[variable], '127.0.0.1');
    const system = run(['start:mock', '--', ...processes], ports);

    expect(await system.ended).toBe(1);
    taken.close();
    expect(system.output()).toContain(`Port ${ports[variable]} is in use; set ${variable} to another.`);
    expect(await listening(ports)).toEqual([]);
  });

  it('lists every wrong variable with its value and what was expected, and no secret', async () => {
    const system = run(['start'], {
      WEB_PORT: 'abc',
      LOG_LEVEL: 'loud',
      CATALOG_PORT: '70000',
      PRICING_URL: 'ftp://user:hunter2@prices.example',
    });

    expect(await system.ended).toBe(1);
    expect(system.output()).toMatch(/WEB_PORT=abc .*port from 0 to 65535/);
    expect(system.output()).toMatch(/LOG_LEVEL=loud .*one of trace, debug/);
    expect(system.output()).toMatch(/CATALOG_PORT=70000 .*port/);
    expect(system.output()).toMatch(/PRICING_URL=ftp:\/\/\*\*\*@prices\.example .*http/);
    expect(system.output()).toContain('README.md');
    expect(system.output()).not.toContain('hunter2');
  });
});

describe('npm run start:mock', () => {
  const run = runner();

  it('starts one service alone', async () => {
    const ports = await freePorts();
    const mock = run(['start:mock', '--', 'pricing'], ports);
    await mock.printed('Ready in');

    const health = await fetch(`http://127.0.0.1:${ports.PRICING_PORT}/health`);
    expect(await health.json()).toMatchObject({ service: 'pricing' });
    expect(await isListening(ports.CATALOG_PORT)).toBe(false);
  });
});

describe('npm run start:mocks', () => {
  const run = runner();
  let ports: Awaited<ReturnType<typeof freePorts>>;
  let system: RunningCommand;

  it('starts all services', async () => {
    ports = await freePorts();
    system = run(['start:mocks'], ports);
    await system.printed('Ready in');

    expect(await listening(ports)).toEqual(mocks.map(portVariable));
  });

  it('names a service that dies, and ends the rest with exit code 1', async () => {
    process.kill(processOn('reviews', ports.REVIEWS_PORT), 'SIGKILL');

    expect(await system.ended).toBe(1);
    expect(system.output()).toContain('reviews ended (SIGKILL); stopping the rest.');
    expect(await listening(ports)).toEqual([]);
  });
});

describe('a part of the system', () => {
  const run = runner();

  it.each(clients.map(({ folder }) => [folder.replace('bff-', 'start:'), portVariablesOf(folder)] as const))(
    'is one BFF, by npm run %s',
    async (script, variables) => {
      const ports = await freePorts();
      await run([script], ports).printed('"msg":"listening"');

      expect(await listening(ports)).toEqual(variables);
      expect(await query(ports[variables[0]], '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    },
  );
});

describe('npm run dev', () => {
  const run = runner();
  let ports: Awaited<ReturnType<typeof freePorts>>;
  let system: RunningCommand;
  beforeAll(async () => {
    ports = await freePorts();
    system = run(['dev'], ports);
    await system.printed('Ready in');
  });

  it('restarts a process whose sources change, and no other', async () => {
    const restarted = `recommendations restarted at http://127.0.0.1:${ports.RECOMMENDATIONS_PORT}`;
    const before = processOn('recommendations', ports.RECOMMENDATIONS_PORT);
    const other = processOn('reviews', ports.REVIEWS_PORT);
    // Something else may have touched the sources while the system started, and made it restart already.
    const earlier = system.timesPrinted(restarted);

    const source = join(import.meta.dirname, '..', 'mocks', 'recommendations', 'routes.ts');
    const now = new Date();
    utimesSync(source, now, now);
    await system.printed(restarted, earlier + 1);

    expect(processOn('recommendations', ports.RECOMMENDATIONS_PORT)).not.toBe(before);
    expect(processOn('reviews', ports.REVIEWS_PORT)).toBe(other);
    expect(await listening(ports)).toEqual(Object.keys(ports));
  });

  it('ends cleanly at Ctrl-C', async () => {
    system.signalGroup('SIGINT');

    expect(await system.ended).toBe(0);
    expect(await listening(ports)).toEqual([]);
  });
});
