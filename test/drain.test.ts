import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** How long each program under test goes on; clients ask far more often than that, on a busy machine too. */
const DRAIN_MS = 10_000;

const CLIENTS = 40;

interface Program {
  readonly entry: string;
  readonly environment?: Record<string, string>;
  readonly path: string;
  readonly body?: string;
}

const body = JSON.stringify({ query: '{ homePage { heroCategories(first: 1) { name } } }' });
const web = { entry: 'bff-web/main.ts', path: '/graphql', body };

/** A catalog that takes its time, so that operations are under way whenever the signal comes. */
const slowCatalog = createServer((_request, response) => {
  setTimeout(() => response.setHeader('content-type', 'application/json').end('{"items":[]}'), 50);
});
let catalogUrl: string;
beforeAll(async () => {
  await once(slowCatalog.listen(0, '127.0.0.1'), 'listening');
  catalogUrl = `http://127.0.0.1:${(slowCatalog.address() as AddressInfo).port}`;
});

/** What is left when all tests are over, each of which leaves it while others run. */
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  await Promise.all(cleanups.map((cleanup) => cleanup()));
  slowCatalog.close();
  slowCatalog.closeAllConnections();
});

async function start({ entry, environment = {} }: Program) {
  const dataDir = mkdtempSync(join(tmpdir(), 'drain-'));
  const child = fork(join(root, entry), {
    cwd: root,
    env: {
      ...process.env,
      CATALOG_URL: catalogUrl,
      WEB_PORT: '0',
      WEB_OPS_PORT: '0',
      PRICING_PORT: '0',
      // Each operation is one of its own, and none is refused for the load of this machine.
      ENTITY_CACHE_MB: '0',
      RESPONSE_CACHE_MB: '0',
      COALESCING: 'off',
      COST_PER_MINUTE: '999999999',
      MAX_EVENT_LOOP_DELAY_MS: '60000',
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      DRAIN_MS: String(DRAIN_MS),
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true });
  });
  const [{ ready: url }] = (await once(child, 'message')) as [{ ready: string }];
  return { child, url, ended };
}

/** One request, repeated by nobody; resolves once all of its response is there. */
function send(url: string, agent: Agent, text?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { agent, method: text === undefined ? 'GET' : 'POST', headers }, (response) => {
      response.once('error', reject);
      response.once('end', () => resolve(response));
      response.resume();
    });
    sent.once('error', reject);
    sent.end(text);
  });
}

/** Asks again and again over one connection, until the response says that it is the last one there. */
async function keepAsking(program: Program, url: string, onAnswered: () => void): Promise<IncomingMessage> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  cleanups.push(() => agent.destroy());
  for (;;) {
    const response = await send(url + program.path, agent, program.body);
    onAnswered();
    if (response.headers.connection === 'close') return response;
    await sleep(Math.random() * 20);
  }
}

// At once: each waits for the end of its drain.
it.concurrent.for<[string, Program]>([
  ['a BFF', web],
  ['a BFF with two workers', { ...web, environment: { WORKERS: '2' } }],
  ['a service', { entry: 'mocks/pricing/main.ts', path: '/prices?product_ids=p-0001&currency=EUR' }],
])(
  '%s that is told to end answers whoever is connected, and resets nobody',
  async ([, program], { expect }) => {
    const { child, url, ended } = await start(program);
    let answered = 0;
    const { promise: busy, resolve: isBusy } = Promise.withResolvers<void>();
    const asking = Array.from({ length: CLIENTS }, () =>
      keepAsking(program, url, () => {
        answered += 1;
        if (answered === CLIENTS * 5) isBusy();
      }),
    );
    const results = Promise.allSettled(asking);
    await Promise.race([busy, results]);
    expect((await send(`${url}/readyz`, new Agent())).statusCode).toBe(200);

    child.kill('SIGTERM');
    const outcomes = await results;

    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.statusCode : outcome)),
    ).toEqual(Array.from({ length: CLIENTS }, () => 200));
    // Whoever has not noticed yet is served as well, and told that it is time to.
    expect((await send(`${url}/readyz`, new Agent())).statusCode).toBe(503);
    const late = await send(url + program.path, new Agent(), program.body);
    expect([late.statusCode, late.headers.connection]).toEqual([200, 'close']);
    expect(await ended).toBe(0);
  },
);
