import type { BffDefinition } from '../shared/server/create-bff.ts';
import { loadMobileSchema } from './schema.ts';

/** What makes this BFF the mobile client's. */
export async function defineMobile(): Promise<BffDefinition> {
  return {
    name: 'bff-mobile',
    schema: await loadMobileSchema(),
    deadlineMs: 1_500,
    // What has been paid for; and what the app asks first of all, which costs nothing here and tells a broken release
    // that it must update.
    critical: ['OrderScreen', 'AppConfig'],
    clients: ['storefront-ios', 'storefront-android'],
    documents: new URL('./documents/', import.meta.url),
  };
}
