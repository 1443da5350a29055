import cluster from 'node:cluster';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../config/environment.ts';
import type { BffDefinition } from './create-bff.ts';
import type { BffConfig, RunningBff } from './start-bff.ts';
import { tell } from './workers/messages.ts';
import { WorkerStartError } from './workers/worker-process.ts';

/** A BFF as a program. */
export interface BffProgram<Config extends BffConfig> {
  /** The process's name in logs, e.g. `bff-web`. */
  readonly name: string;
  /** Of the variables for its ports: `WEB` of `WEB_PORT` and `WEB_OPS_PORT`. */
  readonly prefix: string;
  readonly loadConfig: () => Config;
  /** Asked where clients are served, and so not in a process that only looks after workers. */
  readonly define: (config: Config) => Promise<BffDefinition>;
}

/**
 * Runs a BFF as a process: starts it, tells a parent process when it is ready, and ends cleanly with exit code 0
 * at SIGTERM, SIGINT, or when the parent is gone. A start that fails says why in a line or two, with exit code 1.
 *
 * With several workers this process starts them and looks after them; each of them comes through here as well.
 */
export async function runBff<Config extends BffConfig>(program: BffProgram<Config>): Promise<void> {
  // What is imported from here on is compiled once for all starts. A cache that cannot be written is none.
  enableCompileCache(fileURLToPath(new URL('../../.data/compile-cache/', import.meta.url)));
  let config: Config | undefined;
  try {
    config = program.loadConfig();
    if (cluster.isWorker) await work(program, config);
    else await serve(program, config);
  } catch (error) {
    await fail(startFailure(error, program.prefix, config?.OPS_PORT));
  }
}

async function serve<Config extends BffConfig>(program: BffProgram<Config>, config: Config): Promise<void> {
  const { url, opsUrl, stop } = await (config.WORKERS === 1
    ? alone(program, config)
    : withWorkers(program, config));
  let stopping: Promise<void> | undefined;
  const end = () => {
    stopping ??= stop().then(() => process.exit(0));
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, end);
  // Several workers take it for a rolling restart; alone, it means what it means to any process.
  if (config.WORKERS === 1) process.on('SIGHUP', end);
  process.send?.({ ready: url, ops: opsUrl });
}

async function alone<Config extends BffConfig>(
  { define }: BffProgram<Config>,
  config: Config,
): Promise<RunningBff> {
  const [{ startBff }, definition] = await Promise.all([import('./start-bff.ts'), define(config)]);
  return startBff(definition, config);
}

async function withWorkers({ name }: { readonly name: string }, config: BffConfig): Promise<RunningBff> {
  const { startWorkers } = await import('./workers/start-workers.ts');
  return startWorkers(name, config);
}

async function work<Config extends BffConfig>({ define }: BffProgram<Config>, config: Config): Promise<void> {
  const [{ runWorker }, definition] = await Promise.all([import('./workers/worker.ts'), define(config)]);
  await runWorker(definition, config);
}

async function fail(reason: string): Promise<never> {
  if (cluster.isWorker) {
    // Said once, by the primary, however many workers fail for the same reason.
    await tell({ type: 'start-failed', reason });
  } else {
    process.stderr.write(`${reason}\n`);
  }
  process.exit(1);
}

function startFailure(error: unknown, prefix: string, opsPort: number | undefined): string {
  if (error instanceof EnvironmentError || error instanceof WorkerStartError) return error.message;
  // By name: its module is not loaded where workers alone are looked after.
  if (error instanceof Error && error.name === 'ManifestError') return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    const variable = error.port === opsPort ? `${prefix}_OPS_PORT` : `${prefix}_PORT`;
    return `Port ${String(error.port)} is in use; set ${variable} to another.`;
  }
  if (
    error instanceof Error &&
    'code' in error &&
    /^(ENOTFOUND|EADDRNOTAVAIL|EAI_AGAIN)$/.test(String(error.code))
  ) {
    return 'HOST or OPS_HOST is not an address of this machine; set it to one, such as 127.0.0.1 or 0.0.0.0.';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
