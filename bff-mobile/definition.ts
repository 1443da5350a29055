import type { BffDefinition } from '../shared/process/create-bff.ts';
import { appNames, refuseOutdated } from './app-versions.ts';
import { mobileCosts } from './costs.ts';
import { mobileLimits } from './limits.ts';
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
    clients: Object.values(appNames),
    outdated: { refuse: refuseOutdated, except: ['AppConfig'] },
    limits: mobileLimits,
    costs: mobileCosts,
    documents: new URL('./documents/', import.meta.url),
    releases: new URL('./releases/', import.meta.url),
  };
}
