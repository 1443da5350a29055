import type { BffDefinition } from '../shared/process/create-bff.ts';
import { webCosts } from './costs.ts';
import { webLimits } from './limits.ts';
import { loadWebSchema } from './schema.ts';

/**
 * What makes this BFF the web client's.
 *
 * @param siteUrl the origin of the site whose pages are spoken of; a developer's unless given
 */
export async function defineWeb(siteUrl?: string): Promise<BffDefinition> {
  return {
    name: 'bff-web',
    schema: await loadWebSchema(siteUrl),
    deadlineMs: 4_000,
    // What has been paid for: a customer who cannot see it asks by telephone. Product pages are most of the traffic,
    // and among themselves would use up the head-room.
    critical: ['OrderDetails'],
    clients: ['storefront-web'],
    limits: webLimits,
    costs: webCosts,
    documents: new URL('./documents/', import.meta.url),
    releases: new URL('./releases/', import.meta.url),
  };
}
