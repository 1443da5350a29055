import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.ts';
import { ConfigError, loadMockConfig, portVariable } from './config.ts';
import { openDatabase } from './database.ts';
import type { MockApp, MockService } from './define-mock.ts';
import { SEED_NOW } from './time.ts';

/** Where and how a service runs; port 0 takes any free one. */
interface StartOptions {
  host?: string;
  port?: number;
  /** Directory of the database file; created when absent. */
  dataDir: string;
  logLevel?: string;
  /** What the seed takes for now when the database is built. */
  seedNow?: Date;
  /** The service's clock. */
  now?: () => Date;
}

/** A service that listens. */
export interface RunningMock {
  /** E.g. `http://127.0.0.1:4101`, without a slash at the end. */
  url: string;
  app: MockApp;
  /** Ends it: running requests finish, hung ones are cut. */
  close(): Promise<void>;
  /**
   * Closes it after `drainMs`, in which it answers as before, but that `/readyz` fails and each connection ends with its
   * next response: no caller that asks meanwhile finds its connection reset.
   */
  stop(drainMs: number): Promise<void>;
}

/**
 * Opens the service's database, building it when needed, and listens. By default it is as tests want it: quiet, on any
 * free port, and with a clock that stands still at the seed's now.
 */
export async function startMock(
  service: MockService,
  {
    host = '127.0.0.1',
    port = 0,
    dataDir,
    logLevel = 'silent',
    seedNow = SEED_NOW,
    now = () => seedNow,
  }: StartOptions,
): Promise<RunningMock> {
  const db = await openDatabase(service, dataDir, seedNow);
  let url = '';
  let draining = false;
  try {
    const app = await createApp(service, db, {
      logLevel,
      baseUrl: () => url,
      now,
      isDraining: () => draining,
    });
    app.addHook('onClose', () => db.close());
    url = await app.listen({ host, port });
    const stop = async (drainMs: number) => {
      draining = true;
      await sleep(drainMs);
      await app.close();
    };
    return { url, app, close: () => app.close(), stop };
  } catch (error) {
    if (db.isOpen) db.close();
    throw error;
  }
}

/**
 * Runs a service as this process: told by the environment where, and until SIGTERM, SIGINT or the end of the process
 * that forked it (exit 0). A parent learns the address from the message `{ ready: url }`. What a person can put right
 * is said in plain words on stderr (exit 1).
 */
export async function runMock(service: MockService): Promise<void> {
  try {
    const config = loadMockConfig(service);
    const running = await startMock(service, { ...config, now: () => new Date() });
    stopOnSignal(running, config.drainMs);
    process.send?.({ ready: running.url });
  } catch (error) {
    process.stderr.write(`${explain(error, service)}\n`);
    process.exitCode = 1;
  }
}

function stopOnSignal(running: RunningMock, drainMs: number): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await running.stop(drainMs);
    process.exit(0);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => void stop());
}

function explain(error: unknown, service: MockService): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is in use; set ${portVariable(service)} to another.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
