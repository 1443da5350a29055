import type { BffDefinition } from '../shared/server/create-bff.ts';
import { loadWebSchema } from './schema.ts';

/** What makes this BFF the web client's. */
export async function defineWeb(): Promise<BffDefinition> {
  return {
    name: 'bff-web',
    schema: await loadWebSchema(),
    deadlineMs: 4_000,
    documents: new URL('./documents/', import.meta.url),
  };
}
