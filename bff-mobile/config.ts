import { z } from 'zod';
import { parseEnvironment, port } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import type { BffConfig } from '../shared/server/run-bff.ts';

const schema = z.object({ ...sharedVariables, MOBILE_PORT: port(4002) });

/**
 * The mobile BFF's configuration, from the environment.
 *
 * @throws {EnvironmentError} naming every wrong variable
 */
export function loadMobileConfig(environment: NodeJS.ProcessEnv = process.env): BffConfig {
  const { MOBILE_PORT, ...shared } = parseEnvironment(schema, environment);
  return { ...shared, PORT: MOBILE_PORT };
}
