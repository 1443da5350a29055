import type { SharedVariables } from '../config/shared-config.ts';
import { EnvironmentError } from '../config/environment.ts';
import { systemClock } from '../lib/clock.ts';
import { watchEventLoop } from '../telemetry/event-loop-delay.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createTransport } from '../upstream/client.ts';
import { logUpstreamEvents, observeAll } from '../upstream/events.ts';
import { connectUpstreams } from '../upstreams/index.ts';
import { createBff, type Bff, type BffDefinition } from './create-bff.ts';
import { createOps } from './ops.ts';
import { countUpstreamEvents, exposeUpstreamStatuses } from './upstream-metrics.ts';

/** What a BFF reads from its environment. */
export type BffConfig = SharedVariables & {
  readonly PORT: number;
  readonly OPS_PORT: number;
  readonly MAX_OPERATIONS: number;
};

/** A running BFF: at `url` for its clients, and at `opsUrl` for its operators. */
export interface RunningBff extends Pick<Bff, 'close'> {
  readonly url: string;
  readonly opsUrl: string;
}

/** Starts a BFF with real connections, as `config` says. */
export async function startBff(definition: BffDefinition, config: BffConfig): Promise<RunningBff> {
  const logger = createLogger(definition.name, config.LOG_LEVEL);
  const metrics = createMetrics();
  const eventLoop = watchEventLoop(systemClock);
  const transport = createTransport();
  const upstreams = connectUpstreams(
    {
      catalog: config.CATALOG_URL,
      pricing: config.PRICING_URL,
      inventory: config.INVENTORY_URL,
      reviews: config.REVIEWS_URL,
      users: config.USERS_URL,
      orders: config.ORDERS_URL,
      recommendations: config.RECOMMENDATIONS_URL,
      shipping: config.SHIPPING_URL,
    },
    {
      transport: transport.send,
      clock: systemClock,
      observe: observeAll(logUpstreamEvents(logger), countUpstreamEvents(metrics)),
    },
  );
  exposeUpstreamStatuses(metrics, upstreams.statuses);
  const bff = await createBff(definition, {
    upstreams,
    clock: systemClock,
    logger,
    metrics,
    limits: {
      maxOperations: config.MAX_OPERATIONS,
      maxEventLoopDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    },
    eventLoopDelayMs: eventLoop.delayMs,
    playground: config.NODE_ENV !== 'production',
  });
  const ops = createOps({ upstreams, metrics, logger });
  const close = async () => {
    await bff.close();
    // Last, so that operators can watch the operations end.
    await ops.close();
    eventLoop.close();
    transport.close();
  };
  try {
    // First, so that a port that is taken is known before a client is served.
    const opsUrl = await ops.listen({ host: config.HOST, port: config.OPS_PORT });
    const url = await bff.listen({ host: config.HOST, port: config.PORT });
    logger.info({ url, opsUrl }, 'listening');
    return { url, opsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Runs a BFF as a process: starts it, tells a parent process when it is ready, and ends cleanly with exit code 0
 * at SIGTERM, SIGINT, or when the parent is gone. A start that fails says why in a line or two, with exit code 1.
 *
 * @param prefix of the variables for its ports: `WEB` of `WEB_PORT` and `WEB_OPS_PORT`
 */
export async function runBff(
  prefix: string,
  loadConfig: () => BffConfig,
  define: () => Promise<BffDefinition>,
): Promise<void> {
  let config: BffConfig | undefined;
  try {
    config = loadConfig();
    const { url, opsUrl, close } = await startBff(await define(), config);
    let closing: Promise<void> | undefined;
    const stop = () => {
      closing ??= close().then(() => process.exit(0));
    };
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, stop);
    process.send?.({ ready: url, ops: opsUrl });
  } catch (error) {
    process.stderr.write(`${startFailure(error, prefix, config?.OPS_PORT)}\n`);
    process.exit(1);
  }
}

function startFailure(error: unknown, prefix: string, opsPort: number | undefined): string {
  if (error instanceof EnvironmentError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    const variable = error.port === opsPort ? `${prefix}_OPS_PORT` : `${prefix}_PORT`;
    return `Port ${String(error.port)} is in use; set ${variable} to another.`;
  }
  if (
    error instanceof Error &&
    'code' in error &&
    /^(ENOTFOUND|EADDRNOTAVAIL|EAI_AGAIN)$/.test(String(error.code))
  ) {
    return 'HOST is not an address of this machine; set it to one, such as 127.0.0.1 or 0.0.0.0.';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
