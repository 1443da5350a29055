import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** How long a process may take to end by itself before it is killed. */
const KILL_AFTER_MS = 5_000;

export interface ChildOptions {
  readonly execArgv?: readonly string[];
  /** The processors that it runs on, as `taskset` names them, such as `1,2`; wherever the system likes unless given. */
  readonly cores?: string | undefined;
}

/** A process of the system, started from its own `main.ts`. */
export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly url: string;
  /** Where its operators look; empty for a service, which has none. */
  readonly opsUrl: string;
  /** Ends it and waits for it. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts `entry` (from the repository's root); resolves once it listens. Its environment is `environment` and no more,
 * so that nothing which is set for the shell changes a figure. It ends with this process, whatever becomes of that.
 */
export function startChild(
  entry: string,
  environment: Readonly<Record<string, string>>,
  { execArgv = [], cores }: ChildOptions = {},
): Promise<Child> {
  // What `taskset` (of Linux) starts takes its place, so that the process and its channel are Node's.
  const command =
    cores === undefined
      ? { execPath: process.execPath, execArgv: [...execArgv] }
      : { execPath: 'taskset', execArgv: ['-c', cores, process.execPath, ...execArgv] };
  const child = fork(join(root, entry), {
    ...command,
    cwd: root,
    env: {
      NODE_COMPILE_CACHE: join(root, '.data', 'compile-cache'),
      PATH: process.env['PATH'],
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((end) => child.once('exit', () => end()));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(timer);
  };
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { ready: url, ops: opsUrl = '' } = message as { ready: string; ops?: string };
      resolve({ pid: child.pid!, process: child, url, opsUrl, stop });
    });
    void ended.then(() => reject(new Error(`${entry} ended before it was ready`)));
  });
}
