import { z } from 'zod';
import { parseEnvironment, port, wholeNumber } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import type { BffConfig } from '../shared/server/start-bff.ts';

const schema = z.object({
  ...sharedVariables,
  WEB_PORT: port(4001),
  WEB_OPS_PORT: port(4011),
  MAX_OPERATIONS: wholeNumber(200, { from: 1 }),
});

/**
 * The web BFF's configuration, from the environment.
 *
 * @throws {EnvironmentError} naming every wrong variable
 */
export function loadWebConfig(environment: NodeJS.ProcessEnv = process.env): BffConfig {
  const { WEB_PORT, WEB_OPS_PORT, ...shared } = parseEnvironment(schema, environment);
  return { ...shared, PORT: WEB_PORT, OPS_PORT: WEB_OPS_PORT };
}
