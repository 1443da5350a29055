import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { temporaryDirectory } from './test-mock.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

/** Runs pricing, the smallest service, as a process of its own. */
function run(env: NodeJS.ProcessEnv = {}) {
  const child = fork(new URL('../pricing/main.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, PRICING_PORT: '0', DATA_DIR: directory.path, LOG_LEVEL: 'info', ...env },
  });
  const ended = Promise.all([once(child, 'exit'), text(child.stderr as Readable)]);
  const exit = ended.then(([[code], stderr]) => ({ code: code as number | null, stderr }));
  return { child, exit };
}

async function urlOf(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ ready: string }];
  return message.ready;
}

it.each([
  ['SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
  ['SIGINT, twice', (child: ChildProcess) => [child.kill('SIGINT'), child.kill('SIGINT')]],
  ['the end of its parent', (child: ChildProcess) => child.disconnect()],
])(
  'the process of a service tells its parent when it is ready, and ends with 0 at %s',
  async (_case, stop) => {
    const { child, exit } = run();
    const url = await urlOf(child);
    // Its connection stays open afterwards, idle.
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok', service: 'pricing' });

    stop(child);

    expect(await exit).toEqual({ code: 0, stderr: '' });
  },
);

it('the process of a service says in a line which port is taken and what to do', async () => {
  const first = run();
  const { port } = new URL(await urlOf(first.child));

  const { code, stderr } = await run({ PRICING_PORT: port }).exit;

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `Port ${port} is in use; set PRICING_PORT to another.\n`,
  });
  first.child.kill();
  await first.exit;
});

it('the process of a service says which variables are wrong', async () => {
  const { code, stderr } = await run({ PRICING_PORT: 'http', LOG_LEVEL: 'loud' }).exit;

  expect(code).toBe(1);
  expect(stderr).toContain('PRICING_PORT="http": expected a port, 0 to 65535');
  expect(stderr).toContain('LOG_LEVEL="loud": expected one of trace');
});
