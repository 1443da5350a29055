import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessSpec } from './processes.ts';

const root = join(import.meta.dirname, '..');

/** Where each process writes its log: the console stays readable. */
export const logFolder = join(root, '.data', 'logs');

/** How long a process may take to end before it is killed. */
const KILL_AFTER_MS = 10_000;

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** Where a process listens. */
export interface Addresses {
  readonly url: string;
  /** Where its operators look; a service has none. */
  readonly ops?: string;
}

/** Starts processes, knows when they are ready, and ends them all when one dies or when told to. */
export interface Supervisor {
  /** Starts one process; resolves with its addresses once it listens, and never when it dies before. */
  start(spec: ProcessSpec): Promise<Addresses>;
  /** Ends one process and waits for it. */
  stop(spec: ProcessSpec): Promise<void>;
  /** Ends every process and waits for them. */
  stopAll(): Promise<void>;
}

/**
 * @param onDeath told when a process ends that nobody stopped
 */
export function createSupervisor(
  environment: NodeJS.ProcessEnv,
  onDeath: (spec: ProcessSpec, how: string) => void,
): Supervisor {
  const running = new Map<ProcessSpec, Running>();
  mkdirSync(logFolder, { recursive: true });

  const stop = async (spec: ProcessSpec) => {
    const process = running.get(spec);
    if (!process) return;
    // Forgotten first, so that its end is not taken for a death.
    running.delete(spec);
    process.child.kill('SIGTERM');
    const timer = setTimeout(() => process.child.kill('SIGKILL'), KILL_AFTER_MS);
    await process.ended;
    clearTimeout(timer);
  };

  return {
    start: (spec) =>
      new Promise((resolve) => {
        const log = openSync(join(logFolder, `${spec.name}.log`), 'a');
        const child = fork(join(root, spec.entry), {
          cwd: root,
          // Ten processes compile the same libraries; the second start reads what the first has compiled.
          env: { NODE_COMPILE_CACHE: join(root, '.data', 'compile-cache'), ...environment },
          execArgv: [],
          // A group of its own: Ctrl-C reaches this process alone, which then ends the others in its own way.
          detached: true,
          stdio: ['ignore', log, 'inherit', 'ipc'],
        });
        closeSync(log);
        const ended = new Promise<void>((end) => child.once('exit', () => end()));
        running.set(spec, { child, ended });
        child.on('message', (message) => {
          const { ready: url, ops } = message as { ready: string; ops?: string };
          resolve({ url, ...(ops !== undefined && { ops }) });
        });
        child.once('exit', (code, signal) => {
          if (running.get(spec)?.child !== child) return;
          running.delete(spec);
          onDeath(spec, signal ?? `exit code ${code}`);
        });
      }),
    stop,
    stopAll: async () => {
      // What the BFFs are in the midst of still needs the services.
      await Promise.all([...running.keys()].filter(({ kind }) => kind === 'bff').map(stop));
      await Promise.all([...running.keys()].map(stop));
    },
  };
}
