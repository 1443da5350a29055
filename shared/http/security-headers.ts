/** All that the playground's page needs. GraphiQL's editor writes styles into the page; no script is inline. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** JSON needs nothing, whoever should take it for a page. */
const jsonPolicy = "default-src 'none'; frame-ancestors 'none'";

/**
 * Headers of every answer, as OWASP has them for services; made once, since a kept answer takes few microseconds.
 *
 * @param about `page` whether a page is served; `otherSites` whether pages of other sites may read answers
 * @see https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
export function securityHeaders({
  page,
  otherSites,
}: {
  readonly page: boolean;
  readonly otherSites: boolean;
}): Readonly<Record<string, string>> {
  return {
    'content-security-policy': page ? pagePolicy : jsonPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': otherSites ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    // Browsers take it from an answer by HTTPS alone, which is what comes out of a gateway.
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
