import { ClientError } from '../lib/client-error.ts';
import { isId } from '../lib/id.ts';
import type { Principal } from '../upstream/operation.ts';

/** The header that says who asks. */
export const principalHeader = 'x-customer-id';

/**
 * The one place that says who a request comes from. There is no sign-in yet: the caller is believed when it
 * names a customer in {@link principalHeader}.
 */
export function principalFrom(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Principal | null {
  const customerId = headers[principalHeader];
  return typeof customerId === 'string' && isId(customerId) ? { customerId } : null;
}

/**
 * The customer who asks.
 *
 * @throws {ClientError} `UNAUTHENTICATED` when nobody is signed in
 */
export function requireCustomer(principal: Principal | null): Principal {
  if (!principal) throw new ClientError('UNAUTHENTICATED', 'Sign in to see this.');
  return principal;
}

/**
 * Lets a customer see what is theirs.
 *
 * @throws {ClientError} `UNAUTHENTICATED` when nobody is signed in, `FORBIDDEN` when another customer asks
 */
export function requireOwner(principal: Principal | null, customerId: string): void {
  if (requireCustomer(principal).customerId !== customerId) {
    throw new ClientError('FORBIDDEN', 'This belongs to another customer.');
  }
}
