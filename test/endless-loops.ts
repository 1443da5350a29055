import { Worker } from 'node:worker_threads';

/** Runs in a thread of its own, which goes on while the main one is busy. */
const watcher = `
  const { workerData: { beats, limitMs } } = require('node:worker_threads');
  let seen = 0;
  while (Atomics.wait(beats, 0, seen, limitMs) !== 'timed-out') seen = Atomics.load(beats, 0);
  const message = 'This process was busy for ' + limitMs + ' ms without a pause. It loops for ever, most likely, and is ended.';
  require('node:fs').writeSync(2, message + '\\n');
  process.kill(process.pid, 'SIGKILL');
`;

/** Test files that share a process each run their set-up in it. */
let isWatched = false;

/**
 * Ends this process when it does not come to its timers for `limitMs`. A test that loops without a pause can be ended by
 * no time limit of the test runner, which would wait for its process for ever.
 */
export function endWhenBusyFor(limitMs: number): void {
  if (isWatched) return;
  isWatched = true;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => {
    Atomics.add(beats, 0, 1);
    Atomics.notify(beats, 0);
  }, limitMs / 20).unref();
  new Worker(watcher, { eval: true, execArgv: [], workerData: { beats, limitMs } }).unref();
}
