import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mocks } from '../mocks/index.ts';
import { portVariable } from '../mocks/kit/config.ts';
import { logFolder } from '../scripts/supervisor.ts';
import type { UpstreamName } from '../shared/upstreams/index.ts';
import { clientPortVariables, type ClientPortVariable } from './clients.ts';

const root = join(import.meta.dirname, '..');

export type PortVariable = `${Uppercase<UpstreamName>}_PORT` | ClientPortVariable;

const portVariables: readonly PortVariable[] = [
  ...mocks.map((mock) => portVariable(mock) as PortVariable),
  ...clientPortVariables,
];

/** Ports that nothing listens on at this moment. All are held at once, so that no two are the same. */
export async function freePorts(): Promise<Record<PortVariable, number>> {
  const servers = await Promise.all(
    portVariables.map(
      (variable) =>
        new Promise<{ variable: PortVariable; server: ReturnType<typeof createServer> }>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve({ variable, server }));
        }),
    ),
  );
  const ports = servers.map(({ variable, server }) => [variable, (server.address() as AddressInfo).port]);
  await Promise.all(servers.map(({ server }) => new Promise((closed) => server.close(closed))));
  return Object.fromEntries(ports) as Record<PortVariable, number>;
}

/** An empty place for the services' databases. */
export function emptyDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'storefront-'));
}

export interface RunningCommand {
  /** What it has printed so far, both streams. */
  readonly output: () => string;
  /** How often `text` has been printed so far. */
  readonly timesPrinted: (text: string) => number;
  /** Resolves when `text` has been printed so often, once unless given; rejects when the command ends first. */
  readonly printed: (text: string, times?: number) => Promise<void>;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Sends a signal to npm and everything in its group, as a terminal does. */
  readonly signalGroup: (signal: NodeJS.Signals) => void;
  /** Sends a signal to npm alone, as a process manager does. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Runs an npm script as a person would, in the environment given on top of this one. */
export function npm(script: readonly string[], environment: Record<string, string | number>): RunningCommand {
  const child = spawn('npm', ['run', ...script], {
    cwd: root,
    env: {
      ...process.env,
      ...Object.fromEntries(Object.entries(environment).map(([k, v]) => [k, String(v)])),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const check of waiting) check();
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0)),
  );
  const timesPrinted = (text: string) => output.split(text).length - 1;
  return {
    output: () => output,
    timesPrinted,
    ended,
    printed: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (timesPrinted(text) < times) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
        void ended.then((how) => reject(new Error(`ended with ${how} before "${text}":\n${output}`)));
      }),
    signalGroup: (signal) => process.kill(-child.pid!, signal),
    signal: (signal) => void child.kill(signal),
  };
}

/** Whether anything accepts connections on the port. */
export async function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

/** The id of the process of that name that was the last to say in its log that it listens on `port`. */
export function processOn(name: string, port: number): number {
  const log = readFileSync(join(logFolder, `${name}.log`), 'utf8');
  const line = log.split('\n').findLast((text) => text.includes(`http://127.0.0.1:${port}`));
  if (line === undefined) throw new Error(`${name} does not listen on ${port}:\n${log}`);
  return (JSON.parse(line) as { pid: number }).pid;
}
