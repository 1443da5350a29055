import { z } from 'zod';
import { parseEnvironment, port, wholeNumber } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import type { BffConfig } from '../shared/process/start-bff.ts';

const schema = z
  .object({
    ...sharedVariables,
    MOBILE_PORT: port(4002),
    MOBILE_OPS_PORT: port(4012),
    MAX_OPERATIONS: wholeNumber(300, { from: 1 }),
  })
  // An app has no other documents than those that it was released with: whoever sends another is not the app.
  .refine(({ NODE_ENV, DOCUMENTS }) => NODE_ENV !== 'production' || DOCUMENTS !== 'open', {
    path: ['DOCUMENTS'],
    error: 'trusted for bff-mobile in production, whose apps send no other documents',
  });

/**
 * The mobile BFF's configuration, from the environment.
 *
 * @throws {EnvironmentError} naming every wrong variable
 */
export function loadMobileConfig(environment: NodeJS.ProcessEnv = process.env): BffConfig {
  const { MOBILE_PORT, MOBILE_OPS_PORT, ...shared } = parseEnvironment(schema, environment);
  return { ...shared, PORT: MOBILE_PORT, OPS_PORT: MOBILE_OPS_PORT };
}
