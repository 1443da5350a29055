import type { RequestContext } from '../shared/server/context.ts';

/** What web resolvers are handed. */
export type WebContext = RequestContext;
