import type { ResolverContext } from '../shared/graphql/context.ts';

/** What mobile resolvers are handed. */
export type MobileContext = ResolverContext;
