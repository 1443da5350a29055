import type { z } from 'zod';
import { logLevels } from '../telemetry/logger.ts';
import { baseUrl, host, oneOf, wholeNumber } from './environment.ts';

/** What every BFF reads from its environment. Each adds its own ports and its size; see the README's table. */
export const sharedVariables = {
  NODE_ENV: oneOf(['development', 'production', 'test'], 'development'),
  HOST: host('127.0.0.1'),
  LOG_LEVEL: oneOf(logLevels, 'info'),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber(250, { from: 1 }),
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
