import cluster from 'node:cluster';
import { drainMs } from '../../config/shared-config.ts';
import { createLogger } from '../../telemetry/logger.ts';
import type { BffDefinition } from '../create-bff.ts';
import { OrderError } from '../ops-controls.ts';
import { assembleBff, type AssembledBff, type BffConfig } from '../start-bff.ts';
import { tell, type Question, type Reply, type ToWorker } from './messages.ts';

/**
 * Serves clients as one of several workers, and the primary's questions. Ends with exit code 0, once running operations
 * have ended, when it is told to or when the primary is gone.
 */
export async function runWorker(definition: BffDefinition, config: BffConfig): Promise<void> {
  const logger = createLogger(definition.name, config.LOG_LEVEL).child({ pid: process.pid });
  const bff = await assembleBff(definition, config, logger);
  let stopping: Promise<void> | undefined;
  const end = async (forMs: number) => {
    logger.info('worker stops');
    await bff.drain(forMs);
    await bff.close();
    if (process.connected) await tell({ type: 'ending', metrics: await bff.metrics.snapshot() });
    process.exit(0);
  };
  const stop = () => {
    stopping ??= end(drainMs(config));
  };
  process.on('message', (message: ToWorker) => {
    if (message.type === 'retire') void bff.retire().then(() => (stopping ??= end(0)));
    else {
      const { id, question } = message;
      void answer(bff, question).then((reply) => tell({ type: 'reply', id, reply }));
    }
  });
  // What the primary has to say to this comes before its leave to listen, and so counts for the first client.
  void tell({ type: 'assembled' });
  const url = await bff.listen({ host: config.HOST, port: config.PORT });
  process.on('SIGTERM', stop);
  // A terminal sends these to all processes of the group; what they mean is for the primary to say.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  // Else Node would end a worker whose primary is gone at once, in the midst of its operations.
  cluster.worker!.exitedAfterDisconnect = true;
  process.on('disconnect', stop);
  await tell({ type: 'listening', url });
}

async function answer({ controls, metrics }: AssembledBff, question: Question): Promise<Reply> {
  if (question === 'alive') return { value: true };
  if (question === 'metrics') return { value: await metrics.snapshot() };
  if (question === 'upstreams') return { value: await controls.upstreams() };
  try {
    if ('paused' in question) return { value: await controls.liftPause(question) };
    return { value: await controls.forceBreaker(question) };
  } catch (error) {
    if (!(error instanceof OrderError)) throw error;
    return { refusal: { statusCode: error.statusCode, message: error.message } };
  }
}
