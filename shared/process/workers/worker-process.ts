import cluster from 'node:cluster';
import type { Clock } from '../../lib/clock.ts';
import type { MetricsSnapshot } from '../../telemetry/metrics.ts';
import type { FromWorker, Question, Reply, ToWorker } from './messages.ts';

/** How long a worker may take to answer a question before it is left out, unless the question says otherwise. */
export const ANSWER_WITHIN_MS = 2_000;

/** A worker that ended before it listened; the message says why. */
export class WorkerStartError extends Error {}

export interface WorkerEnd {
  /** The signal or the exit code that ended it, in words. */
  readonly how: string;
  /** What it had counted, unless it ended without a word. */
  readonly metrics?: MetricsSnapshot;
}

/** A worker as the primary sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /**
   * Resolves with the base URL once it listens.
   *
   * @throws {WorkerStartError} when it ends before
   */
  readonly listening: Promise<string>;
  readonly ended: Promise<WorkerEnd>;
  /** Undefined when it ends, or takes too long, before it has answered. */
  readonly ask: (question: Question, withinMs?: number) => Promise<Reply | undefined>;
  /** Has it take no new connections, and end once its clients have let go of theirs. */
  readonly retire: () => void;
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => void;
}

/** Starts this program once more, as a worker: with the code that is on disk now. */
export function forkWorker(clock: Clock): WorkerProcess {
  // Every worker accepts from the one queue of the kernel. Where the primary deals connections out, Node's default, the one
  // that a worker has not yet taken when it dies or stands still is neither dealt to another nor closed.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const worker = cluster.fork();
  const waiting = new Map<number, (reply?: Reply) => void>();
  const listening = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<WorkerEnd>();
  let startFailure: string | undefined;
  let metrics: MetricsSnapshot | undefined;
  let questions = 0;
  /** What it is to be told once it hears. */
  let unheard: ToWorker[] | undefined = [];

  worker.on('message', (message: FromWorker) => {
    switch (message.type) {
      case 'assembled':
        for (const held of unheard ?? []) worker.send(held);
        unheard = undefined;
        break;
      case 'listening':
        listening.resolve(message.url);
        break;
      case 'start-failed':
        startFailure = message.reason;
        break;
      case 'reply':
        waiting.get(message.id)?.(message.reply);
        break;
      case 'ending':
        metrics = message.metrics;
        break;
    }
  });
  const end = (how: string) => {
    for (const giveUp of waiting.values()) giveUp();
    ended.resolve({ how, ...(metrics && { metrics }) });
    listening.reject(new WorkerStartError(startFailure ?? `A worker ended before it listened (${how}).`));
  };
  // Not at `exit`, after which its last word may still come.
  worker.process.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
  // It could not be started, or a message could not be sent, and then it is about to end.
  worker.on('error', (error) => {
    if (worker.process.pid === undefined) end(error.message);
  });

  const send = (message: ToWorker) => {
    if (unheard) unheard.push(message);
    else worker.send(message);
  };
  return {
    pid: worker.process.pid,
    listening: listening.promise,
    ended: ended.promise,
    ask: async (question, withinMs = ANSWER_WITHIN_MS) => {
      const id = (questions += 1);
      const { promise, resolve } = Promise.withResolvers<Reply | undefined>();
      waiting.set(id, resolve);
      const cancel = clock.after(withinMs, () => resolve(undefined));
      if (worker.isDead()) resolve(undefined);
      else send({ type: 'question', id, question });
      const reply = await promise;
      cancel();
      waiting.delete(id);
      return reply;
    },
    retire: () => send({ type: 'retire' }),
    kill: (signal) => worker.process.kill(signal),
  };
}
