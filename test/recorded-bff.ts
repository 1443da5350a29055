import { SEED_NOW } from '../mocks/kit/time.ts';
import type { Clock } from '../shared/lib/clock.ts';
import { createBff, type BffDefinition } from '../shared/process/create-bff.ts';
import { costQuota } from '../shared/graphql/cost-quota.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { anyDocument, openHttp } from '../shared/testing/documents.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { createTransport } from '../shared/upstream/client.ts';
import type { ReuseOptions } from '../shared/upstream/reuse-options.ts';
import { connectUpstreams, type UpstreamName } from '../shared/upstreams/index.ts';
import { recordWaves, type RecordedCall } from './recorded-waves.ts';

export interface RecordedBff {
  readonly url: string;
  /** The calls made since it was asked last. */
  readonly take: () => readonly RecordedCall[];
  readonly close: () => Promise<void>;
}

/**
 * Time stands still where the services' does: what is new or on promotion is so every day, and no limit is reached and no
 * deadline passes, however slow the machine.
 */
export const stopped: Clock = { now: () => SEED_NOW.getTime(), after: () => () => {} };

/**
 * Starts a BFF on a free port, over the services at `urls`, that records the calls it makes of them. Every operation is
 * for itself unless `sharing` is given.
 *
 * @param clock one that stands still
 */
export async function startRecordedBff(
  definition: BffDefinition,
  urls: Readonly<Record<UpstreamName, string>>,
  { sharing, clock = stopped }: { sharing?: ReuseOptions; clock?: Clock } = {},
): Promise<RecordedBff> {
  const transport = createTransport();
  const recorder = recordWaves(transport.send);
  const bff = await createBff(definition, {
    upstreams: connectUpstreams(urls, {
      transport: recorder.send,
      clock,
      observe: () => {},
      ...(sharing && { sharing }),
    }),
    clock,
    logger: createLogger(definition.name, 'silent'),
    metrics: createMetrics(),
    limits: { maxOperations: 1, maxEventLoopDelayMs: 1 },
    eventLoopDelayMs: () => 0,
    playground: true,
    introspection: true,
    documents: anyDocument,
    http: openHttp,
    quota: costQuota({ pointsPerMinute: Infinity, clock }),
    compiledExecution: true,
    reuse: { coalesce: false, cacheBytes: 0 },
  });
  return {
    url: await bff.listen({ host: '127.0.0.1', port: 0 }),
    take: recorder.take,
    close: async () => {
      await bff.close();
      transport.close();
    },
  };
}
