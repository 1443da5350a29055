import type { SharedCache } from '../cache/shared-cache.ts';
import { EnvironmentError } from '../config/environment.ts';
import { documentsMode, drainMs, opsAccess, type SharedVariables } from '../config/shared-config.ts';
import { systemClock } from '../lib/clock.ts';
import { apqStore } from '../graphql/documents/apq-store.ts';
import { costQuota, type CostQuota } from '../graphql/cost-quota.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import { openTrustedDocuments } from '../graphql/documents/trusted-documents.ts';
import { watchEventLoop } from '../telemetry/event-loop-delay.ts';
import { createLogger, droppedLogLines, type Logger } from '../telemetry/logger.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { createTransport } from '../upstream/client.ts';
import { logUpstreamEvents, observeAll } from '../upstream/events.ts';
import type { CacheEntry } from '../upstream/cache-entry.ts';
import { reuseOptionsOf } from '../upstream/reuse-options.ts';
import { decodingBuild } from '../upstreams/build.ts';
import { connectUpstreams } from '../upstreams/index.ts';
import { watchAcceptDelay, type AcceptDelayWatch } from './accept-delay.ts';
import { createBff, type Bff, type BffDefinition } from './create-bff.ts';
import { listeningOn } from './listening-on.ts';
import { processControls, type ProcessControls } from './ops-controls.ts';
import { createOps } from './ops.ts';
import { playgroundIsInstalled } from '../http/playground/register.ts';
import { countUpstreamEvents, exposeUpstreamStatuses } from './upstream-metrics.ts';

/** What a BFF reads from its environment. */
export type BffConfig = SharedVariables & {
  readonly PORT: number;
  readonly OPS_PORT: number;
  readonly MAX_OPERATIONS: number;
};

/** A BFF with real connections, which does not listen yet. */
export interface AssembledBff extends Bff {
  readonly controls: ProcessControls;
  readonly metrics: Metrics;
}

/** A running BFF: at `url` for its clients, and at `opsUrl` for its operators. */
export interface RunningBff extends Pick<Bff, 'close'> {
  /** Closes it once load balancers and clients have had `DRAIN_MS` to turn to another. */
  readonly stop: () => Promise<void>;
  readonly url: string;
  readonly opsUrl: string;
}

/** Puts a BFF together as `config` says. */
export async function assembleBff(
  definition: BffDefinition,
  config: BffConfig,
  logger: Logger,
): Promise<AssembledBff> {
  const metrics = createMetrics();
  metrics.total('log_lines_dropped_total', 'Lines of the log that could not be written.', droppedLogLines);
  const eventLoop = watchEventLoop(systemClock);
  let accepting: AcceptDelayWatch | undefined;
  const transport = createTransport();
  const sharedCache = await openSecondLevel(config, logger);
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
      ownDelayMs: eventLoop.ownDelayMs,
      observe: observeAll(logUpstreamEvents(logger), countUpstreamEvents(metrics)),
      sharing: reuseOptionsOf(config, sharedCache),
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
    eventLoopDelayMs: () => Math.max(eventLoop.delayMs(), accepting?.delayMs() ?? 0),
    playground: playground(config, logger),
    introspection: switched(config.INTROSPECTION, config),
    documents: await documentLookup(definition, config, logger),
    quota: await openQuota(definition, config, logger),
    http: {
      corsOrigins: config.CORS_ORIGINS,
      loopbackOrigins: config.NODE_ENV === 'development',
      maxConnectionsPerAddress: config.MAX_CONNECTIONS_PER_ADDRESS,
      trustedProxies: config.TRUSTED_PROXIES,
    },
    compiledExecution: config.COMPILED_EXECUTION,
    reuse: { coalesce: config.COALESCING, cacheBytes: config.RESPONSE_CACHE_MB * 1_000_000 },
  });
  return {
    ...bff,
    listen: async (address) => {
      const url = await bff.listen(address);
      accepting = watchAcceptDelay(url, { clock: systemClock, ownDelayMs: eventLoop.ownDelayMs });
      return url;
    },
    retire: () => {
      accepting?.close();
      return bff.retire();
    },
    close: async () => {
      accepting?.close();
      await bff.close();
      eventLoop.close();
      transport.close();
      sharedCache?.close();
    },
    controls: processControls(upstreams, metrics),
    metrics,
  };
}

/** What is on in development, and off in production, unless it is said. */
function switched(given: 'on' | 'off' | undefined, { NODE_ENV }: BffConfig): boolean {
  return (given ?? (NODE_ENV === 'production' ? 'off' : 'on')) === 'on';
}

/**
 * Whether GraphiQL is served. Where it is not installed nobody misses it, unless it is asked for by name.
 *
 * @throws {EnvironmentError}
 */
function playground(config: BffConfig, logger: Logger): boolean {
  if (!switched(config.PLAYGROUND, config)) return false;
  if (playgroundIsInstalled()) return true;
  const where = 'GraphiQL, a development dependency that `npm ci --omit=dev` leaves out';
  if (config.PLAYGROUND === 'on') {
    throw new EnvironmentError([
      { variable: 'PLAYGROUND', value: 'on', expected: `off, or an installation with ${where}` },
    ]);
  }
  logger.warn(`no playground: there is no ${where}`);
  return false;
}

/** Room for the texts that clients have registered by their hashes. */
const APQ_BYTES = 4_000_000;

async function documentLookup(
  { documents, releases }: BffDefinition,
  config: BffConfig,
  logger: Logger,
): Promise<DocumentLookup> {
  const trusted = await openTrustedDocuments({
    manifest: new URL('manifest.json', documents),
    releases,
    more: config.MANIFESTS_DIR,
    clock: systemClock,
    logger,
  });
  return {
    trusted,
    mode: documentsMode(config),
    apq: config.NODE_ENV === 'production' ? null : apqStore(APQ_BYTES),
  };
}

/** What clients may spend, counted together by all processes where they have a Redis. */
async function openQuota(
  { name, limits }: BffDefinition,
  { COST_PER_MINUTE: pointsPerMinute = limits.costPerMinute, REDIS_URL: url }: BffConfig,
  logger: Logger,
): Promise<CostQuota> {
  if (url === undefined) return costQuota({ pointsPerMinute, clock: systemClock });
  const { redisCounter } = await import('../cache/redis-counter.ts');
  const shared = redisCounter(url, { prefix: `bff-quota:${name}`, clock: systemClock, logger });
  return costQuota({ pointsPerMinute, clock: systemClock, shared });
}

/** Where processes keep answers for each other, if there is such a place, and a first level before it. */
async function openSecondLevel(
  { REDIS_URL: url, ENTITY_CACHE_MB: megabytes }: BffConfig,
  logger: Logger,
): Promise<SharedCache<CacheEntry> | undefined> {
  if (url === undefined || megabytes === 0) return undefined;
  // Its library takes a tenth of a second to load, and many do without.
  const { redisSharedCache } = await import('../cache/shared-cache.ts');
  return redisSharedCache(url, { build: decodingBuild(), clock: systemClock, logger });
}

/** Starts a BFF in this process, as `config` says. */
export async function startBff(definition: BffDefinition, config: BffConfig): Promise<RunningBff> {
  const logger = createLogger(definition.name, config.LOG_LEVEL);
  const access = opsAccess(config);
  const bff = await assembleBff(definition, config, logger);
  const ops = createOps(bff.controls, logger, access);
  const close = async () => {
    await bff.close();
    // Last, so that operators can watch the operations end.
    await ops.close();
  };
  try {
    // First, so that a port that is taken is known before a client is served.
    const opsUrl = await ops.listen({ host: config.OPS_HOST, port: config.OPS_PORT });
    const url = await bff.listen({ host: config.HOST, port: config.PORT });
    logger.info(listeningOn(config, { url, opsUrl }), 'listening');
    const stop = async () => {
      await bff.drain(drainMs(config));
      await close();
    };
    return { url, opsUrl, close, stop };
  } catch (error) {
    await close();
    throw error;
  }
}
