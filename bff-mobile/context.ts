import type { RequestContext } from '../shared/graphql/context.ts';

/** What mobile resolvers are handed. */
export type MobileContext = RequestContext;
