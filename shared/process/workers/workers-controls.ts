import { sumMetrics, type MetricsSnapshot } from '../../telemetry/metrics.ts';
import { OrderError, type BreakerOrder, type LiftOrder, type OpsControls } from '../ops-controls.ts';
import type { Question, Reply } from './messages.ts';
import { ANSWER_WITHIN_MS, type WorkerProcess } from './worker-process.ts';

type AskedWorker = Pick<WorkerProcess, 'pid' | 'ended' | 'ask'>;

/** The controls of all workers as one. */
export interface WorkersControls extends OpsControls {
  /** Makes a worker one of those that are asked, and tells it which breakers are forced. */
  readonly introduce: (worker: AskedWorker) => void;
}

/**
 * Metrics are summed; all else is `{ workers }`, a list of what each worker answers, with its `pid`. A breaker that is
 * forced stays so in workers that are started later.
 */
export function workersControls(): WorkersControls {
  const workers = new Set<AskedWorker>();
  const sum = sumMetrics<AskedWorker>();
  let orders: readonly BreakerOrder[] = [];

  const askAll = async (question: Question) => {
    const all = await Promise.all(
      [...workers].map(async (worker) => ({ worker, reply: await worker.ask(question) })),
    );
    return all.filter(({ worker }) => workers.has(worker));
  };

  /** @throws {OrderError} when no worker can carry it out */
  const carryOut = async (order: BreakerOrder | LiftOrder) => {
    const replies = await askAll(order);
    const refusals = replies.flatMap(({ reply }) => (reply && 'refusal' in reply ? [reply.refusal] : []));
    if (refusals[0] && refusals.length === replies.length) {
      throw new OrderError(refusals[0].statusCode, refusals[0].message);
    }
    return { workers: replies.map(shown) };
  };

  return {
    introduce: (worker) => {
      workers.add(worker);
      for (const order of orders) void worker.ask(order);
      void worker.ended.then(({ metrics }) => {
        workers.delete(worker);
        if (metrics) sum.update(worker, metrics);
        sum.settle(worker);
      });
    },
    metrics: async () => {
      await Promise.all(
        [...workers].map(async (worker) => {
          const reply = await worker.ask('metrics');
          if (reply && 'value' in reply) sum.update(worker, reply.value as MetricsSnapshot);
        }),
      );
      return sum.expose();
    },
    upstreams: async () => {
      const replies = await askAll('upstreams');
      return { workers: replies.map(shown) };
    },
    forceBreaker: async (order) => {
      const before = orders;
      // Noted first, so that a worker which starts meanwhile is told as well.
      orders = [...orders.filter((earlier) => !overrides(order, earlier)), order];
      try {
        return await carryOut(order);
      } catch (error) {
        orders = before;
        throw error;
      }
    },
    // A worker that is started later has been asked for no silence.
    liftPause: carryOut,
  };
}

/** Whether nothing is left of an order when another has been given after it. */
function overrides(later: BreakerOrder, earlier: BreakerOrder): boolean {
  const wider = later.class === undefined || later.class === earlier.class;
  return later.upstream === earlier.upstream && wider;
}

function shown({ worker: { pid }, reply }: { worker: AskedWorker; reply: Reply | undefined }): object {
  if (!reply) return { pid, error: `no answer within ${ANSWER_WITHIN_MS} ms` };
  return 'value' in reply ? { pid, ...(reply.value as object) } : { pid, error: reply.refusal.message };
}
