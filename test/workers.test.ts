import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../shared/testing/listen.ts';
import type { UpstreamStatus } from '../shared/upstream/define-upstream.ts';

const root = join(import.meta.dirname, '..');

/** Long enough that no answer fits into one packet. */
const categories = Array.from({ length: 20 }, (_, position) => ({
  id: `c-${position}`,
  slug: `c-${position}`,
  name: `Category ${position} `.repeat(400),
  parentId: null,
  position,
  productCount: 1,
  imageUrl: 'https://images.example/c',
  language: 'en',
}));
const catalogAnswer = JSON.stringify({ items: categories });
const BODY = JSON.stringify({ query: '{ homePage { heroCategories(first: 20) { name } } }' });
const ANSWER = JSON.stringify({
  data: { homePage: { heroCategories: categories.map(({ name }) => ({ name })) } },
});

const catalog = createServer(
  (_request, response) => void response.setHeader('content-type', 'application/json').end(catalogAnswer),
);
let catalogUrl: string;
beforeAll(async () => {
  await once(catalog.listen(0, '127.0.0.1'), 'listening');
  catalogUrl = `http://127.0.0.1:${(catalog.address() as AddressInfo).port}`;
});
afterAll(() => {
  catalog.close();
  catalog.closeAllConnections();
});

interface LogLine {
  readonly msg: string;
  readonly pid?: number;
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly opsUrl: string;
  /** Resolves once so many lines with this message are in the log, with them. */
  readonly logged: (msg: string, times?: number) => Promise<LogLine[]>;
  /** Empties the log. */
  readonly forget: () => void;
  readonly pids: () => Promise<number[]>;
}

/** Has something done when it is over, which is the test unless another says so. */
type WhenOver = (end: () => Promise<void>) => void;

/** A process of the web BFF with `WORKERS` as given, without having waited for it. */
function spawnWeb(environment: Record<string, string>, whenOver: WhenOver = onTestFinished) {
  const child = fork(join(root, 'bff-web', 'main.ts'), {
    cwd: root,
    env: {
      ...process.env,
      WORKERS: '2',
      MAX_EVENT_LOOP_DELAY_MS: '60000',
      WEB_PORT: '0',
      WEB_OPS_PORT: '0',
      ...environment,
    },
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  whenOver(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { child, ended };
}

/** The web BFF, ready, with two workers over a catalog. */
async function startWeb(
  environment: Record<string, string> = {},
  whenOver?: WhenOver,
): Promise<Running & { readonly ended: Promise<number | NodeJS.Signals> }> {
  const { child, ended } = spawnWeb({ CATALOG_URL: catalogUrl, ...environment }, whenOver);
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    log.push(JSON.parse(line) as LogLine);
    for (const check of waiting) check();
  });
  child.stderr!.pipe(process.stderr);
  const failed = ended.then((how): never => {
    throw new Error(`ended with ${how} before it was ready`);
  });
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [unknown];
  const { ready: url, ops: opsUrl } = message as { ready: string; ops: string };
  return {
    child,
    ended,
    url,
    opsUrl,
    logged: (msg, times = 1) =>
      new Promise((resolve) => {
        const check = () => {
          const lines = log.filter((line) => line.msg === msg);
          if (lines.length >= times) resolve(lines);
        };
        waiting.add(check);
        check();
      }),
    forget: () => void (log.length = 0),
    pids: async () => (await workersOf(opsUrl)).map(({ pid }) => pid),
  };
}

async function workersOf(opsUrl: string) {
  const { workers } = (await (await fetch(`${opsUrl}/ops/upstreams`)).json()) as {
    workers: { readonly pid: number; readonly upstreams: readonly UpstreamStatus[] }[];
  };
  return workers;
}

const catalogOf = ({ upstreams }: { upstreams: readonly UpstreamStatus[] }) =>
  upstreams.find(({ name }) => name === 'catalog')!.classes['default']!;

/** The sum of all series that begin so. */
async function metric(opsUrl: string, series: string): Promise<number> {
  const lines = (await (await fetch(`${opsUrl}/metrics`)).text()).split('\n');
  return lines
    .filter((line) => line.startsWith(series))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

/** By Node's own client, which tries nothing a second time: what is dropped is seen. */
function exchange(url: string, agent: Agent, headers: Record<string, string> = {}) {
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, connection: headers.connection, body }), reject);
    });
  });
  return { sent, answer };
}

function ask(url: string, agent: Agent): Promise<Answer> {
  const { sent, answer } = exchange(url, agent);
  sent.end(BODY);
  return answer;
}

function anAgent(keepAlive: boolean): Agent {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

/** On a busy machine a service answers too late for an operation, which says so in an answer that is as whole as any. */
const isLate = ({ status, body }: Answer) =>
  status === 200 &&
  /^\{"errors":.*"code":"(UPSTREAM_TIMEOUT|UPSTREAM_UNAVAILABLE|DEADLINE_EXCEEDED)".*\}\n$/s.test(body);
const isWhole = (answer: Answer) =>
  (answer.status === 200 && answer.body.trim() === ANSWER) || isLate(answer);

/** A request that a worker has begun to read, and its answer once the rest of it is sent. */
async function halfSent(url: string) {
  const { sent, answer } = exchange(url, anAgent(true), { expect: '100-continue' });
  sent.flushHeaders();
  await once(sent, 'continue');
  return { finish: () => sent.end(BODY), answer };
}

/** A whole request on a connection of its own. */
function exchangeWhole(url: string): Promise<Answer> {
  return ask(url, anAgent(false));
}

/** How a request ended. An answer takes milliseconds, and a busy machine lets none wait for a minute. */
function endOf(answer: Promise<Answer>): Promise<'whole' | 'broken' | 'reset' | 'hung'> {
  return Promise.race([
    answer.then(
      (whole) => (isWhole(whole) ? 'whole' : 'broken'),
      () => 'reset' as const,
    ),
    setTimeout(60_000, 'hung' as const, { ref: false }),
  ]);
}

describe('a BFF of two workers', () => {
  let web: Running;
  let end: () => Promise<void>;
  beforeAll(async () => {
    // Each operation asks the catalog.
    const alone = { BATCHING: 'off', RESPONSE_CACHE_MB: '0', ENTITY_CACHE_MB: '0' };
    web = await startWeb({ HOST: '0.0.0.0', ...alone }, (given) => (end = given));
  });
  afterEach(() => web.forget());
  afterAll(() => end());

  it('says where it listens and which process takes signals', async () => {
    const { child, url, logged } = web;

    expect(await logged('listening')).toEqual([
      expect.objectContaining({
        pid: child.pid,
        url: `http://0.0.0.0:${new URL(url).port}`,
        opsUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      }),
    ]);
    // What a person or a program is told to open.
    expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  it('serves clients from all workers behind one port, and operators from one other', async () => {
    const { url, opsUrl } = web;

    // The kernel hands each connection to whichever worker takes it first, which may be the same one for a while.
    let asked = 0;
    let late = 0;
    let calls: readonly number[] = [];
    do {
      for (let n = 0; n < 40; n++) {
        const answer = await ask(url, anAgent(false));
        expect(isWhole(answer)).toBe(true);
        if (isLate(answer)) late += 1;
      }
      asked += 40;
      calls = (await workersOf(opsUrl)).map((worker) => catalogOf(worker).breaker.calls);
    } while (calls.includes(0) && asked < 2_000);

    expect(calls).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...calls)).toBeGreaterThan(0);
    // A late one may have been asked for twice, or not at all.
    expect(Math.abs(calls[0]! + calls[1]! - asked)).toBeLessThanOrEqual(late);
    expect(late).toBeLessThan(asked / 2);
    expect(await metric(opsUrl, 'operations_total')).toBe(asked);
    expect(
      await metric(opsUrl, 'upstream_breaker_state{upstream="catalog",class="default",state="closed"'),
    ).toBe(2);
  });

  it('answers new requests by the other worker while one stands still, and resets what was in it when it is killed', async () => {
    const { url, pids, logged } = web;
    const [stopped] = await pids();
    // One after the other, or a worker that the machine lets run first takes them all; enough for some to be in either.
    const begun = [];
    for (let n = 0; n < 40; n++) begun.push(await halfSent(url));

    process.kill(stopped!, 'SIGSTOP');
    const fresh = await Promise.all(Array.from({ length: 8 }, () => endOf(exchangeWhole(url))));
    process.kill(stopped!, 'SIGKILL');
    const ends = await Promise.all(
      begun.map(({ finish, answer }) => {
        finish();
        return endOf(answer);
      }),
    );

    expect(fresh).toEqual(Array(8).fill('whole'));
    expect(new Set(ends)).toEqual(new Set(['whole', 'reset']));
    await logged('worker replaced');
  });

  it('leaves no new request unanswered when a worker is killed under load', async () => {
    const { url, pids, logged } = web;
    let replaced = false;
    const ends: string[] = [];
    const load = Array.from({ length: 8 }, async () => {
      while (!replaced) ends.push(await endOf(exchangeWhole(url)));
    });

    process.kill((await pids())[0]!, 'SIGKILL');
    await logged('worker replaced');
    replaced = true;
    await Promise.all(load);

    expect(ends.filter((end) => end === 'hung')).toEqual([]);
    expect(ends.filter((end) => end === 'whole').length).toBeGreaterThan(8);
  });

  it('drops no request in a rolling restart', async () => {
    const { child, url, opsUrl, pids, logged } = web;
    const answeredBefore = await metric(opsUrl, 'operations_total');
    const before = await pids();
    const idle = anAgent(true);
    expect(await ask(url, idle)).toMatchObject({ status: 200, connection: 'keep-alive' });
    const done = logged('worker retired', 1).then(() => 'done');
    let restarted = false;
    const answers: (Answer | Error)[] = [];
    const steadily = async (agent: Agent) => {
      while (!restarted) answers.push(await ask(url, agent).catch((error: Error) => error));
    };

    const agents = [true, true, true, false, false].map(anAgent);
    const load = agents.map(steadily);
    child.kill('SIGHUP');
    await Promise.all([logged('new workers serve, old ones finish'), done]);
    restarted = true;
    await Promise.all(load);
    // Their connections may be of a worker that did not yet know that it retires, which would wait for them for 72 s.
    for (const agent of agents) agent.destroy();

    const broken = answers.filter((answer) => answer instanceof Error || !isWhole(answer));
    expect(broken.map((answer) => (answer instanceof Error ? answer.message : answer.status))).toEqual([]);
    expect(answers.length).toBeGreaterThan(50);
    // A connection that was idle all the while is of a worker that has been replaced, and good for one more answer.
    const last = await ask(url, idle);
    expect(isWhole(last)).toBe(true);
    expect(last.connection).toBe('close');
    expect((await logged('worker retired', 2)).map(({ pid }) => pid).sort()).toEqual(before.sort());
    await logged('rolling restart done');
    expect(await pids()).toHaveLength(2);
    expect((await metric(opsUrl, 'operations_total')) - answeredBefore).toBe(answers.length + 2);
  });

  it('replaces a worker that dies, which keeps to what operators have forced', async () => {
    const { url, opsUrl, pids, logged } = web;
    const force = (upstream: string) =>
      fetch(`${opsUrl}/ops/upstreams/${upstream}/breaker`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"state":"open"}',
      });
    const forced = (await (await force('catalog')).json()) as {
      workers: (UpstreamStatus & { pid: number })[];
    };
    expect((await force('nobody')).status).toBe(404);
    const [killed, left] = await pids();
    expect(forced.workers.map(({ pid, name }) => [pid, name])).toEqual([
      [killed, 'catalog'],
      [left, 'catalog'],
    ]);

    process.kill(killed!, 'SIGKILL');
    await logged('worker replaced');

    const workers = await workersOf(opsUrl);
    expect(workers.map(({ pid }) => pid)).toEqual([left, expect.any(Number)]);
    expect(workers.map((worker) => catalogOf(worker).breaker.state)).toEqual(['forced-open', 'forced-open']);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ready',
      openBreakers: ['catalog', 'catalog/search'],
      failing: [],
    });
  });
});

it.each(['SIGTERM', 'Ctrl-C', 'parent gone'] as const)(
  'the main process answers what is under way at the end, and exits with 0 (%s)',
  async (how) => {
    const { child, url, logged, ended } = await startWeb();
    const { finish, answer } = await halfSent(url);

    if (how === 'SIGTERM') child.kill(how);
    // A terminal sends it to every process of the group.
    else if (how === 'Ctrl-C') process.kill(-child.pid!, 'SIGINT');
    else child.disconnect();
    await logged('worker stops', 2);
    finish();

    expect(isWhole(await answer)).toBe(true);
    expect(await ended).toBe(0);
  },
);

it('the main process answers what is under way though the process above is killed', async () => {
  const { child, url, logged } = await startWeb();
  const { finish, answer } = await halfSent(url);

  child.kill('SIGKILL');
  await logged('worker stops', 2);
  finish();

  expect(isWhole(await answer)).toBe(true);
});

it.each(['WEB_PORT', 'WEB_OPS_PORT'])(
  'the main process says in one line that %s is in use',
  async (variable) => {
    const taken = createTcpServer();
    await listen(taken);
    const { port } = taken.address() as AddressInfo;
    const { child, ended } = spawnWeb({ [variable]: String(port) });
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));

    expect(await ended).toBe(1);
    expect(said).toBe(`Port ${port} is in use; set ${variable} to another.\n`);
  },
);
