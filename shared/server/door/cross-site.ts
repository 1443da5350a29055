import type { Headers } from '../context.ts';

/** Any of these makes a browser ask first (a preflight) whether the page of another site may send the request. */
export const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** Media types that any page may send without a preflight (Fetch, "CORS-safelisted request-header"). */
const simpleTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * Whether a browser would have asked before it let another site's page send this: such a request cannot be forged with
 * somebody's cookies. The same test as Apollo Server's, so that the same clients pass.
 *
 * @see https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf
 */
export function isPreflighted(headers: Headers): boolean {
  const type = headers['content-type'];
  if (typeof type === 'string' && type !== '') {
    const essence = type.split(';')[0]!.trim().toLowerCase();
    // What is no media type at all is sent as if it were plain text.
    if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence) && !simpleTypes.includes(essence)) return true;
  }
  return preflightHeaders.some((name) => headers[name] !== undefined && headers[name] !== '');
}
