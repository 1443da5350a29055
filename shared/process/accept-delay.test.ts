import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { listen } from '../testing/listen.ts';
import { watchAcceptDelay } from './accept-delay.ts';

const clock = systemClock;

function watch(url: string, ownDelayMs = (_sinceMs: number) => 0) {
  const watched = watchAcceptDelay(url, { clock, ownDelayMs });
  onTestFinished(watched.close);
  return watched;
}

/** A server on a thread of its own, which stands still while it holds: connections wait in the system's queue. */
async function startHeldServer() {
  const held = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { workerData, parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer((socket) => {
       socket.on('error', () => {});
       socket.on('data', () => socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n'));
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
     setInterval(() => Atomics.wait(workerData, 0, 1), 5);`,
    { eval: true, workerData: held },
  );
  const hold = (holds: boolean) => {
    Atomics.store(held, 0, holds ? 1 : 0);
    Atomics.notify(held, 0);
  };
  onTestFinished(async () => {
    hold(false);
    await worker.terminate();
  });
  const [port] = (await once(worker, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, hold };
}

async function until(holds: () => boolean): Promise<void> {
  const endsAt = performance.now() + 60_000;
  while (!holds() && performance.now() < endsAt) await sleep(10);
  expect(holds()).toBe(true);
}

it('the probe sees connections wait that nothing accepts, while they wait, and that they are accepted again', async () => {
  const { url, hold } = await startHeldServer();
  const { delayMs } = watch(url);
  await sleep(50);
  hold(true);

  await until(() => delayMs() > 500);

  hold(false);
  await until(() => delayMs() < 100);
});

it('the probe leaves out what the event loop’s own delay explains', async () => {
  const { url, hold } = await startHeldServer();
  hold(true);
  const beganAt = clock.now();
  const { delayMs } = watch(url, (sinceMs) => clock.now() - sinceMs - 7);

  await until(() => clock.now() - beganAt > 300);

  expect(delayMs()).toBeLessThan(50);
});

it('the probe is not late for one connection that a blocked worker holds', async () => {
  let probes = 0;
  const url = await listen(
    createServer((socket) => {
      probes += 1;
      if (probes > 1) socket.end('HTTP/1.1 200 OK\r\n\r\n');
    }),
  );
  const { delayMs } = watch(url);
  const beganAt = clock.now();

  await until(() => clock.now() - beganAt > 1_000 && probes >= 3);

  await until(() => delayMs() < 200);
});

it.each<[string, (socket: Socket) => void]>([
  ['closes', (socket) => socket.destroy()],
  ['resets', (socket) => socket.resetAndDestroy()],
])('the probe asks on where a server %s its connections, and takes that for no delay', async (_what, end) => {
  let probes = 0;
  const url = await listen(createServer((socket) => (probes++, end(socket))));
  const { delayMs } = watch(url);

  await until(() => probes >= 3);

  await until(() => delayMs() < 100);
});

it('the probe asks no more once it is closed, and is late no more', async () => {
  let probes = 0;
  const url = await listen(createServer((socket) => (probes++, socket.end('HTTP/1.1 200 OK\r\n\r\n'))));
  const { close, delayMs } = watch(url);
  await until(() => probes >= 2);

  close();
  const seen = probes;
  await sleep(400);

  expect(probes).toBeLessThanOrEqual(seen + 2);
  expect(delayMs()).toBe(0);
});
