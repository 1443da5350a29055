import cluster from 'node:cluster';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parseEnvironment } from '../../config/environment.ts';
import { sharedVariables } from '../../config/shared-config.ts';
import { eventually } from '../../testing/eventually.ts';
import { startWorkers } from './start-workers.ts';
import { WorkerStartError } from './worker-process.ts';

/** As a BFF does behind its port: says that it listens, and answers what it is asked. */
const serving = `
  process.send({ type: 'assembled' });
  process.send({ type: 'listening', url: 'http://bff' });
  process.on('message', ({ type, id, question }) => {
    if (type === 'retire') process.exit(0);
    const value = question === 'upstreams' ? [] : { families: [] };
    process.send({ type: 'reply', id, reply: { value } });
  });
`;
const failing = `process.send({ type: 'start-failed', reason: 'the port is taken' }, () => process.exit(1));`;

/** Workers are started from `program`; of each that runs, `pids` has the number. */
function given(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'workers-'));
  const exec = join(folder, 'program.mjs');
  writeFileSync(exec, program);
  cluster.setupPrimary({ exec, args: [], execArgv: [], silent: true });
  const listeners = process.listeners('SIGHUP');
  onTestFinished(() => {
    for (const listener of process.listeners('SIGHUP'))
      if (!listeners.includes(listener)) process.off('SIGHUP', listener);
    rmSync(folder, { recursive: true });
  });
  const config = {
    ...parseEnvironment(z.object(sharedVariables), { WORKERS: '2', LOG_LEVEL: 'silent', DRAIN_MS: '0' }),
    ...{ PORT: 0, OPS_PORT: 0, MAX_OPERATIONS: 1 },
  };
  return {
    start: () => startWorkers('test', config),
    pids: () => Object.values(cluster.workers ?? {}).map((worker) => worker!.process.pid),
  };
}

it('workers serve clients behind one port, and their primary serves operators', async () => {
  const { start, pids } = given(serving);
  const { url, opsUrl, close } = await start();

  const upstreams = (await (await fetch(`${opsUrl}/ops/upstreams`)).json()) as object;
  const running = pids();
  await close();

  expect(url).toBe('http://bff');
  expect(running).toHaveLength(2);
  expect(JSON.stringify(upstreams)).toContain(String(running[0]));
  expect(pids()).toEqual([]);
  await expect(fetch(opsUrl)).rejects.toThrow('fetch failed');
});

it('workers are replaced in turn at SIGHUP', async () => {
  const { start, pids } = given(serving);
  const { close } = await start();
  const before = pids();

  process.emit('SIGHUP');

  await eventually(() => {
    expect(pids()).toHaveLength(2);
    expect(pids().filter((pid) => before.includes(pid))).toEqual([]);
  });
  await close();
  expect(pids()).toEqual([]);
});

it('workers of which one does not start are none, and nobody serves operators either', async () => {
  const { start, pids } = given(failing);

  const failure = await start().catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(WorkerStartError);
  expect(failure).toMatchObject({ message: 'the port is taken' });
  expect(pids()).toEqual([]);
});
