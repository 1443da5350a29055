import type { z } from 'zod';
import { logLevels } from '../telemetry/logger.ts';
import { baseUrl, host, onOff, oneOf, redisUrl, wholeNumber } from './environment.ts';

/** What every BFF reads from its environment. Each adds its own ports and its size; see the README's table. */
export const sharedVariables = {
  NODE_ENV: oneOf(['development', 'production', 'test'], 'development'),
  HOST: host('127.0.0.1'),
  LOG_LEVEL: oneOf(logLevels, 'info'),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber(250, { from: 1 }),
  // Each of these makes operations cheaper and changes no answer; each can be switched off.
  BATCHING: onOff('on'),
  SINGLE_FLIGHT: onOff('on'),
  ENTITY_CACHE_MB: wholeNumber(32, { from: 0 }),
  REDIS_URL: redisUrl,
  COMPILED_EXECUTION: onOff('on'),
  COALESCING: onOff('on'),
  RESPONSE_CACHE_MB: wholeNumber(32, { from: 0 }),
  WORKERS: wholeNumber(1, { from: 1 }),
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
