import { drainMs, opsAccess } from '../../config/shared-config.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { createOps } from '../ops.ts';
import { listeningOn } from '../listening-on.ts';
import type { BffConfig, RunningBff } from '../start-bff.ts';
import { createWorkerPool } from './worker-pool.ts';
import { forkWorker } from './worker-process.ts';
import { workersControls } from './workers-controls.ts';

/**
 * Starts the program of this process once more for each worker. They serve clients behind one port, and this process
 * serves their operators, replaces workers that end, and all of them in turn at SIGHUP.
 *
 * @param name the process's name in logs
 * @throws {WorkerStartError} when one of them does not start
 */
export async function startWorkers(name: string, config: BffConfig): Promise<RunningBff> {
  const logger = createLogger(name, config.LOG_LEVEL);
  const access = opsAccess(config);
  const controls = workersControls();
  const pool = createWorkerPool({
    size: config.WORKERS,
    fork: () => {
      const worker = forkWorker(systemClock);
      controls.introduce(worker);
      return worker;
    },
    drainMs: drainMs(config),
    clock: systemClock,
    logger,
  });
  const ops = createOps(controls, logger, access);
  process.on('SIGHUP', () => void pool.restart());
  const close = async () => {
    await pool.close();
    // Last, so that operators can watch the operations end.
    await ops.close();
  };
  try {
    // First, so that a port that is taken is known before a client is served.
    const opsUrl = await ops.listen({ host: config.OPS_HOST, port: config.OPS_PORT });
    const url = await pool.start();
    logger.info({ ...listeningOn(config, { url, opsUrl }), workers: config.WORKERS }, 'listening');
    return { url, opsUrl, close, stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}
