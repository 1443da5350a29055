import type { RequestContext } from '../shared/server/context.ts';

/** What mobile resolvers are handed. */
export type MobileContext = RequestContext;
