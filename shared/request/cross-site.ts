import type { Headers } from '../graphql/context.ts';

/** Any of these makes a browser ask first (a preflight) whether the page of another site may send the request. */
export const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/**
 * Whether a browser would have asked before it let another site's page send this: such a request cannot be forged with
 * somebody's cookies. The same test as Apollo Server's, so that the same clients pass; of a request whose `content-type`,
 * where it has one, is JSON, for which a browser asks as well.
 *
 * @see https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf
 */
export function isPreflighted(headers: Headers): boolean {
  if (headers['content-type'] !== undefined) return true;
  return preflightHeaders.some((name) => headers[name] !== undefined && headers[name] !== '');
}
