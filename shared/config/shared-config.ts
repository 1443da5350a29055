import { z } from 'zod';
import { logLevels } from '../telemetry/logger.ts';
import {
  addresses,
  baseUrl,
  folder,
  EnvironmentError,
  host,
  hosts,
  onOff,
  oneOf,
  optionalWholeNumber,
  origins,
  redisUrl,
  token,
  wholeNumber,
} from './environment.ts';

/** What every BFF reads from its environment. Each adds its own ports and its size; see the README's table. */
export const sharedVariables = {
  NODE_ENV: oneOf(['development', 'production', 'test'], 'development'),
  HOST: host('127.0.0.1'),
  OPS_HOST: host('127.0.0.1'),
  OPS_HOSTS: hosts,
  OPS_TOKEN: token,
  LOG_LEVEL: oneOf(logLevels, 'info'),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber(250, { from: 1 }),
  // See documentsMode for what it is unless given.
  DOCUMENTS: z.enum(['open', 'trusted'], 'one of open, trusted').optional(),
  MANIFESTS_DIR: folder,
  // Each of these makes operations cheaper and changes no answer; each can be switched off.
  BATCHING: onOff('on'),
  SINGLE_FLIGHT: onOff('on'),
  ENTITY_CACHE_MB: wholeNumber(32, { from: 0 }),
  REDIS_URL: redisUrl,
  COMPILED_EXECUTION: onOff('on'),
  COALESCING: onOff('on'),
  RESPONSE_CACHE_MB: wholeNumber(32, { from: 0 }),
  INTROSPECTION: z.enum(['on', 'off'], 'one of on, off').optional(),
  PLAYGROUND: z.enum(['on', 'off'], 'one of on, off').optional(),
  /** Points that one client may spend in a minute; the client type's own limit unless given. */
  COST_PER_MINUTE: optionalWholeNumber({ from: 1 }),
  CORS_ORIGINS: origins,
  MAX_CONNECTIONS_PER_ADDRESS: wholeNumber(1_000, { from: 1 }),
  TRUSTED_PROXIES: addresses,
  WORKERS: wholeNumber(1, { from: 1 }),
  // See drainMs for what it is unless given.
  DRAIN_MS: optionalWholeNumber({ from: 0 }),
  CATALOG_URL: baseUrl('http://127.0.0.1:4101'),
  PRICING_URL: baseUrl('http://127.0.0.1:4102'),
  INVENTORY_URL: baseUrl('http://127.0.0.1:4103'),
  REVIEWS_URL: baseUrl('http://127.0.0.1:4104'),
  USERS_URL: baseUrl('http://127.0.0.1:4105'),
  ORDERS_URL: baseUrl('http://127.0.0.1:4106'),
  RECOMMENDATIONS_URL: baseUrl('http://127.0.0.1:4107'),
  SHIPPING_URL: baseUrl('http://127.0.0.1:4108'),
} as const;

/** The parsed form of {@link sharedVariables}. */
export type SharedVariables = z.output<z.ZodObject<typeof sharedVariables>>;

/**
 * Whether any document is executed, or those alone that the client ships. Developers try things out; in production a
 * client has said beforehand what it will ask.
 */
export function documentsMode({
  NODE_ENV,
  DOCUMENTS,
}: Pick<SharedVariables, 'NODE_ENV' | 'DOCUMENTS'>): 'open' | 'trusted' {
  return DOCUMENTS ?? (NODE_ENV === 'production' ? 'trusted' : 'open');
}

/**
 * How long (ms) a BFF that is to end still takes requests while it says that it is not ready: as long as a load balancer
 * takes to notice, and for a developer no longer than a client takes to ask once more.
 */
export function drainMs({ NODE_ENV, DRAIN_MS }: Pick<SharedVariables, 'NODE_ENV' | 'DRAIN_MS'>): number {
  return DRAIN_MS ?? (NODE_ENV === 'production' ? 5_000 : 500);
}

/**
 * Who may reach the operators' server. Beyond this machine, whoever knows the token: an address alone keeps nobody out.
 *
 * @throws {EnvironmentError} when a token is missing
 */
export function opsAccess({
  OPS_HOST,
  OPS_HOSTS,
  OPS_TOKEN,
}: Pick<SharedVariables, 'OPS_HOST' | 'OPS_HOSTS' | 'OPS_TOKEN'>) {
  if (OPS_TOKEN === undefined && !/^(localhost|127(\.\d+){3}|::1)$/i.test(OPS_HOST)) {
    const expected =
      'a secret of 16 characters or more, since OPS_HOST is not an address of this machine alone';
    throw new EnvironmentError([{ variable: 'OPS_TOKEN', value: '', expected }]);
  }
  return { hosts: [OPS_HOST, ...OPS_HOSTS], token: OPS_TOKEN };
}
