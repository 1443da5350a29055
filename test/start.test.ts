import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyDataDir, freePorts, isListening, npm, type RunningCommand } from './running-system.ts';

const started: RunningCommand[] = [];
afterEach(async () => {
  for (const command of started.splice(0)) {
    command.signal('SIGTERM');
    await command.ended;
  }
});

function run(script: readonly string[], environment: Record<string, string | number>): RunningCommand {
  const command = npm(script, { DATA_DIR: emptyDataDir(), ...environment });
  started.push(command);
  return command;
}

async function query(port: number, document: string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: document }),
  });
  return (await response.json()) as { data?: unknown; errors?: { extensions: Record<string, unknown> }[] };
}

/** The process that answers on `port`, by the id it logs under. */
const HOME = '{ homePage { heroCategories { name } onPromotion(first: 3) { title price { formatted } } } }';

describe('npm start', () => {
  it('starts every service and both BFFs, prints where they are, and ends cleanly at SIGTERM', async () => {
    const ports = await freePorts();
    const system = run(['start'], ports);
    await system.printed('Ready in');

    for (const port of Object.values(ports)) expect(system.output()).toContain(`http://127.0.0.1:${port}`);
    expect(system.output()).toContain(`http://127.0.0.1:${ports.WEB_PORT}/graphql`);
    expect(await query(ports.WEB_PORT, HOME)).not.toHaveProperty('errors');
    expect(
      await query(ports.MOBILE_PORT, '{ home(first: 2) { sections { cards { title priceLabel } } } }'),
    ).not.toHaveProperty('errors');

    system.signal('SIGTERM');
    expect(await system.ended).toBe(0);
    for (const port of Object.values(ports)) expect(await isListening(port)).toBe(false);
  });

  it('ends cleanly at Ctrl-C', async () => {
    const ports = await freePorts();
    const system = run(['start'], ports);
    await system.printed('Ready in');

    system.signalGroup('SIGINT');

    expect(await system.ended).toBe(0);
    for (const port of Object.values(ports)) expect(await isListening(port)).toBe(false);
  });

  it('names a port that is in use and the variable that changes it, and starts nothing', async () => {
    const ports = await freePorts();
    const taken = createServer().listen(ports.REVIEWS_PORT, '127.0.0.1');
    const system = run(['start'], ports);

    expect(await system.ended).toBe(1);
    taken.close();
    expect(system.output()).toContain(`Port ${ports.REVIEWS_PORT} is in use; set REVIEWS_PORT to another.`);
    expect(await isListening(ports.WEB_PORT)).toBe(false);
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
  it('starts one service alone', async () => {
    const ports = await freePorts();
    const mock = run(['start:mock', '--', 'pricing'], ports);
    await mock.printed('Ready in');

    const health = await fetch(`http://127.0.0.1:${ports.PRICING_PORT}/health`);
    expect(await health.json()).toMatchObject({ service: 'pricing' });
    expect(await isListening(ports.CATALOG_PORT)).toBe(false);
  });

  it('lists the names there are when it is given another', async () => {
    const mock = run(['start:mock', '--', 'princing'], {});

    expect(await mock.ended).toBe(1);
    expect(mock.output()).toContain('princing');
    expect(mock.output()).toContain('recommendations');
  });
});
