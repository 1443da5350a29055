import { executor } from '../shared/testing/execute.ts';
import { loadWebSchema } from './schema.ts';

/** Executes a document against the web schema with stand-in services. */
export const executeWeb = executor(loadWebSchema);
