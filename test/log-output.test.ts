import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Nothing listens there: each operation leaves lines about a call that failed. */
const nowhere = Object.fromEntries(
  'CATALOG PRICING INVENTORY REVIEWS USERS ORDERS RECOMMENDATIONS SHIPPING'
    .split(' ')
    .map((name) => [`${name}_URL`, 'http://127.0.0.1:9']),
);

/** How long an answer may take: far more than a busy machine needs. */
const PATIENCE_MS = 120_000;

interface Program {
  readonly name: string;
  readonly entry: string;
  /** Asks it once, for something that leaves lines in the log; true when it was answered. */
  readonly ask: (url: string) => Promise<boolean>;
}

const programs: readonly Program[] = [
  {
    name: 'a BFF',
    entry: 'bff-web/main.ts',
    ask: async (url) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // Nothing of a second is like it, so that each is executed.
        body: JSON.stringify({ query: `{ product(slug: "s-${Math.random()}") { id } }` }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return 'errors' in ((await response.json()) as object);
    },
  },
  {
    name: 'a service',
    entry: 'mocks/pricing/main.ts',
    ask: async (url) => {
      const path = `/nowhere?${'long'.repeat(2_000)}`;
      return (await fetch(url + path, { signal: AbortSignal.timeout(PATIENCE_MS) })).status === 404;
    },
  },
];

/** Starts a program whose log goes to `stdout`; ends it with the test. */
async function start({ entry }: Program, stdout: number | 'pipe', environment: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'log-'));
  const child = fork(join(root, entry), {
    cwd: root,
    env: {
      ...process.env,
      ...nowhere,
      WEB_PORT: '0',
      WEB_OPS_PORT: '0',
      PRICING_PORT: '0',
      COST_PER_MINUTE: '999999999',
      // What is refused for the load of this machine leaves no lines.
      MAX_EVENT_LOOP_DELAY_MS: '60000',
      DATA_DIR: dataDir,
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  onTestFinished(async () => {
    // What hangs hears nothing else.
    child.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true });
  });
  return { child, ended };
}

async function ready(child: ChildProcess, ended: Promise<unknown>) {
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then((how) => Promise.reject(new Error(`ended with ${String(how)}`))),
  ])) as [{ ready: string; ops?: string }];
  return message;
}

/** Asks many times, some at once; resolves with how often it was answered. */
async function answered(times: number, ask: () => Promise<boolean>): Promise<number> {
  let left = times;
  let answers = 0;
  const steadily = async () => {
    while (left-- > 0) if (await ask()) answers += 1;
  };
  await Promise.all(Array.from({ length: 8 }, steadily));
  return answers;
}

async function droppedOf(ops: string): Promise<number> {
  const metrics = await (await fetch(`${ops}/metrics`)).text();
  return Number(/^log_lines_dropped_total (\d+)$/m.exec(metrics)?.[1]);
}

describe.each(programs)('$name', (program) => {
  it.skipIf(!existsSync('/dev/full'))('answers and ends well while its log is on a full disk', async () => {
    const full = openSync('/dev/full', 'w');
    const { child, ended } = await start(program, full);
    closeSync(full);
    const { ready: url, ops } = await ready(child, ended);

    expect(await answered(20, () => program.ask(url))).toBe(20);

    if (ops) expect(await droppedOf(ops)).toBeGreaterThan(20);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('answers and ends well when the reader of its log has gone', async () => {
    const { child, ended } = await start(program, 'pipe');
    const [{ ready: url, ops }] = await Promise.all([ready(child, ended), once(child.stdout!, 'readable')]);
    child.stdout!.destroy();

    expect(await answered(20, () => program.ask(url))).toBe(20);

    if (ops) expect(await droppedOf(ops)).toBeGreaterThan(20);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('answers while the reader of its log stands still, and says afterwards how many lines are missing', async () => {
    const fifo = pipe();
    const { child, ended } = await start(program, fifo);
    const { ready: url, ops } = await ready(child, ended);

    // Until pipe and process have no more room: a service, which counts nothing, is sent what they have no room for.
    let dropped = 0;
    for (let rounds = 0; rounds < 20 && dropped === 0; rounds++) {
      expect(await answered(250, () => program.ask(url))).toBe(250);
      dropped = ops ? await droppedOf(ops) : 1;
    }
    expect(dropped).toBeGreaterThan(0);

    const lines = createInterface({ input: new Socket({ fd: fifo, readable: true, writable: false }) });
    const said = new Promise<number>((resolve) =>
      lines.on('line', (line) => {
        const { msg, lines } = JSON.parse(line) as { msg: string; lines?: number };
        if (msg === 'log lines dropped') resolve(lines!);
      }),
    );
    await program.ask(url);

    expect(await said).toBeGreaterThanOrEqual(dropped);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** A pipe that nobody reads, as a file descriptor for both of its ends. */
function pipe(): number {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-'));
  execFileSync('mkfifo', [join(folder, 'log')]);
  const fd = openSync(join(folder, 'log'), 'r+');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return fd;
}
