import { executor } from '../shared/testing/execute.ts';
import { loadMobileSchema } from './schema.ts';

/** Executes a document against the mobile schema with stand-in services. */
export const executeMobile = executor(loadMobileSchema);
