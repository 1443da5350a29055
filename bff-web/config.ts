import { z } from 'zod';
import { origin, parseEnvironment, port, wholeNumber } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import type { BffConfig } from '../shared/process/start-bff.ts';
import { DEVELOPMENT_SITE_URL } from './paths.ts';

/** What the web BFF reads besides. */
export interface WebConfig extends BffConfig {
  /** The origin of the site that browsers open, without a slash at the end. */
  readonly SITE_URL: string;
}

const schema = z
  .object({
    ...sharedVariables,
    WEB_PORT: port(4001),
    WEB_OPS_PORT: port(4011),
    MAX_OPERATIONS: wholeNumber(200, { from: 1 }),
    SITE_URL: origin,
  })
  // Search engines believe what they are told: a site that called itself localhost would vanish from them.
  .refine(({ NODE_ENV, SITE_URL }) => NODE_ENV !== 'production' || SITE_URL !== undefined, {
    path: ['SITE_URL'],
    error: 'the origin of the site in production, such as https://shop.example',
  });

/**
 * The web BFF's configuration, from the environment.
 *
 * @throws {EnvironmentError} naming every wrong variable
 */
export function loadWebConfig(environment: NodeJS.ProcessEnv = process.env): WebConfig {
  const {
    WEB_PORT,
    WEB_OPS_PORT,
    SITE_URL = DEVELOPMENT_SITE_URL,
    ...shared
  } = parseEnvironment(schema, environment);
  return { ...shared, SITE_URL, PORT: WEB_PORT, OPS_PORT: WEB_OPS_PORT };
}
