import { quotaHeaders, type CostQuota } from '../graphql/cost-quota.ts';
import { StatusError } from './error-response.ts';
import type { IdentifiedRequest, PricedRequest } from './graphql-request.ts';
import type { GraphqlResponse } from './graphql-response.ts';
import type { Stage } from './stage.ts';

/**
 * Spends points of a client's quota, responds, and says in the response what is left of it.
 *
 * @throws {StatusError} 429 where less is left
 */
export type Charge = (
  request: Pick<IdentifiedRequest, 'rateLimitKey'>,
  points: number,
  respond: () => Promise<GraphqlResponse>,
) => Promise<GraphqlResponse>;

export function chargeTo(quota: CostQuota): Charge {
  return async ({ rateLimitKey }, points, respond) => {
    const spending = await quota.take(rateLimitKey, points);
    const headers = quotaHeaders(points, quota.pointsPerMinute, spending);
    if (!spending.allowed) {
      const retryAfter = String(Math.ceil(spending.resetMs / 1_000));
      throw new StatusError(429, 'RATE_LIMITED', 'Too much was asked for within a minute; try again later.', {
        ...headers,
        'retry-after': retryAfter,
      });
    }
    const response = await respond();
    // A cache on the way gives a public response to others: nothing in it may be of one client.
    if (response.lifetime && !response.isPrivate) return response;
    return { ...response, headers: { ...response.headers, ...headers } };
  };
}

/** Has an operation paid for before it is executed. */
export const chargeQuota =
  (charge: Charge): Stage<PricedRequest> =>
  (request, next) =>
    charge(request, request.cost, () => next(request));
