import type { BffDefinition } from '../shared/server/create-bff.ts';
import { loadMobileSchema } from './schema.ts';

/** What makes this BFF the mobile client's. */
export async function defineMobile(): Promise<BffDefinition> {
  return {
    name: 'bff-mobile',
    schema: await loadMobileSchema(),
    deadlineMs: 1_500,
    documents: new URL('./documents/', import.meta.url),
  };
}
