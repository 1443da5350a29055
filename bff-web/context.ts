import type { ResolverContext } from '../shared/graphql/context.ts';

/** What web resolvers are handed. */
export type WebContext = ResolverContext;
