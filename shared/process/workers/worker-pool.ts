import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A worker that listened for so long ended for a reason of its own: it is replaced at once. */
const STEADY_AFTER_MS = 30_000;

/** The wait before a replacement, when workers end one after the other; doubled each time, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** One that does not listen after so long never will, and whoever waits for it would wait for ever. */
const START_WITHIN_MS = 30_000;

/**
 * How often a worker that answers is asked whether it is alive, and how long it may take. It hangs when it leaves two such
 * questions unanswered: after one of them it may be this process that stood still. Busy ones answer late, not never.
 */
export const ASK_ALIVE_EVERY_MS = 5_000;
const ALIVE_WITHIN_MS = 15_000;
/** A retired worker ends when idle connections have, which Fastify keeps for 72 s. One that stays longer is stuck. */
export const RETIRED_FOR_MS = 90_000;

/** What a worker may take to end after its drain. A process manager must grant the drain and ten seconds more. */
export const END_WITHIN_MS = 9_000;

type PooledWorker = Pick<WorkerProcess, 'pid' | 'listening' | 'ended' | 'ask' | 'retire' | 'kill'>;

/** Workers of one number, whatever becomes of each. */
export interface WorkerPool {
  /**
   * Starts all workers; resolves with their base URL once all listen.
   *
   * @throws {WorkerStartError} when one ends before it listens
   */
  readonly start: () => Promise<string>;
  /**
   * Replaces each worker in turn; the old one retires when the new one listens. Where a new one does not start, the
   * old ones stay. Resolves when that is done; old ones may still be ending.
   */
  readonly restart: () => Promise<void>;
  /** Ends all workers and waits for them. */
  readonly close: () => Promise<void>;
}

export function createWorkerPool({
  size,
  fork,
  drainMs,
  clock,
  logger,
}: {
  size: number;
  fork: () => PooledWorker;
  /** How long each goes on serving when it is to end. */
  drainMs: number;
  clock: Clock;
  logger: Logger;
}): WorkerPool {
  /** All that run, those included that start or retire. */
  const running = new Set<PooledWorker>();
  /** Those that are to be replaced when they end. */
  const serving = new Set<PooledWorker>();
  const waits = new Set<() => void>();
  let endedInARow = 0;
  let restarting = Promise.resolve();
  let closing = false;

  const begin = async (): Promise<string> => {
    const worker = fork();
    running.add(worker);
    void worker.ended.then(() => running.delete(worker));
    const cancelKill = clock.after(START_WITHIN_MS, () => worker.kill('SIGKILL'));
    const url = await worker.listening.finally(cancelKill);
    serving.add(worker);
    watch(worker);
    const since = clock.now();
    void worker.ended.then(({ how }) => {
      if (closing || !serving.delete(worker)) return;
      logger.error({ pid: worker.pid, how }, 'worker ended');
      if (clock.now() - since >= STEADY_AFTER_MS) endedInARow = 0;
      replace();
    });
    return url;
  };

  /** Kills a worker that hangs, by a stopped process or an endless loop: it is then replaced like any other that ended. */
  const watch = (worker: PooledWorker) => {
    let cancel = () => {};
    const look = async (silences = 0): Promise<void> => {
      const reply = await worker.ask('alive', ALIVE_WITHIN_MS);
      if (closing || !running.has(worker)) return;
      if (reply) {
        cancel = clock.after(ASK_ALIVE_EVERY_MS, () => void look());
      } else if (silences === 0) {
        await look(1);
      } else {
        logger.error({ pid: worker.pid }, 'worker hangs and is killed');
        worker.kill('SIGKILL');
      }
    };
    void look();
    void worker.ended.then(() => cancel());
  };

  const replace = () => {
    const waitMs = endedInARow === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (endedInARow - 1), LONGEST_WAIT_MS);
    endedInARow += 1;
    const cancel = clock.after(waitMs, () => {
      waits.delete(cancel);
      begin().then(
        () => logger.info('worker replaced'),
        (error: unknown) => {
          if (closing) return;
          logger.error({ err: error }, 'worker did not start');
          replace();
        },
      );
    });
    waits.add(cancel);
  };

  const killAfter = (worker: PooledWorker, delayMs: number) => {
    const cancel = clock.after(delayMs, () => {
      logger.warn({ pid: worker.pid }, 'worker did not end and is killed');
      worker.kill('SIGKILL');
    });
    void worker.ended.then(cancel);
  };

  /** False when there is no successor. */
  const succeed = async (worker: PooledWorker): Promise<boolean> => {
    // From now on its end is not one to be made up for: a successor is on its way.
    serving.delete(worker);
    try {
      await begin();
    } catch (error) {
      if (closing) return false;
      logger.error({ err: error }, 'rolling restart given up');
      if (running.has(worker)) serving.add(worker);
      else replace();
      return false;
    }
    worker.retire();
    killAfter(worker, RETIRED_FOR_MS);
    void worker.ended.then(({ how }) => logger.info({ pid: worker.pid, how }, 'worker retired'));
    return true;
  };

  const restart = async () => {
    const old = [...serving];
    logger.info({ workers: old.length }, 'rolling restart');
    for (const worker of old) {
      if (closing) return;
      // One that has ended meanwhile has been replaced already.
      if (serving.has(worker) && !(await succeed(worker))) return;
    }
    logger.info({ workers: old.length }, 'new workers serve, old ones finish');
    // Not waited for, so that the next restart need not wait for clients that keep their connections.
    void Promise.all(old.map(({ ended }) => ended)).then(() => {
      if (!closing) logger.info({ workers: old.length }, 'rolling restart done');
    });
  };

  return {
    start: async () => {
      const started = Promise.all(Array.from({ length: size }, begin));
      restarting = Promise.allSettled([started]).then(() => {});
      return (await started)[0]!;
    },
    restart: () => (restarting = restarting.then(restart)),
    close: async () => {
      closing = true;
      for (const cancel of waits) cancel();
      for (const worker of running) {
        worker.kill('SIGTERM');
        killAfter(worker, drainMs + END_WITHIN_MS);
      }
      await Promise.all([...running].map(({ ended }) => ended));
    },
  };
}
