import type { SharedVariables } from '../config/shared-config.ts';
import { EnvironmentError } from '../config/environment.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createTransport } from '../upstream/client.ts';
import { logUpstreamEvents } from '../upstream/events.ts';
import { connectUpstreams } from '../upstreams/index.ts';
import { createBff, type Bff, type BffDefinition } from './create-bff.ts';

/** What a BFF reads from its environment. */
export type BffConfig = SharedVariables & { readonly PORT: number };

/** A running BFF, at `url`. */
export interface RunningBff extends Pick<Bff, 'close'> {
  readonly url: string;
}

/** Starts a BFF with real connections, as `config` says. */
export async function startBff(definition: BffDefinition, config: BffConfig): Promise<RunningBff> {
  const logger = createLogger(definition.name, config.LOG_LEVEL);
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
    { transport: transport.send, clock: systemClock, observe: logUpstreamEvents(logger) },
  );
  const bff = await createBff(definition, {
    upstreams,
    clock: systemClock,
    logger,
    playground: config.NODE_ENV !== 'production',
  });
  const close = async () => {
    await bff.close();
    transport.close();
  };
  try {
    const url = await bff.listen({ host: config.HOST, port: config.PORT });
    logger.info({ url }, 'listening');
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Runs a BFF as a process: starts it, tells a parent process when it is ready, and ends cleanly with exit code 0
 * at SIGTERM, SIGINT, or when the parent is gone. A start that fails says why in a line or two, with exit code 1.
 *
 * @param portVariable the variable to name when the port is taken
 */
export async function runBff(
  portVariable: string,
  loadConfig: () => BffConfig,
  define: () => Promise<BffDefinition>,
): Promise<void> {
  try {
    const config = loadConfig();
    const { url, close } = await startBff(await define(), config);
    let closing: Promise<void> | undefined;
    const stop = () => {
      closing ??= close().then(() => process.exit(0));
    };
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, stop);
    process.send?.({ ready: url });
  } catch (error) {
    process.stderr.write(`${startFailure(error, portVariable)}\n`);
    process.exit(1);
  }
}

function startFailure(error: unknown, portVariable: string): string {
  if (error instanceof EnvironmentError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is in use; set ${portVariable} to another.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
