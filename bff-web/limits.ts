import { badInput } from '../shared/lib/client-error.ts';
import type { OperationLimits } from '../shared/graphql/limits.ts';

/** What one operation of a browser may ask for. Pages hold up to 50 items, see below. */
export const webLimits: OperationLimits = {
  maxTextBytes: 20_000,
  maxTokens: 1_000,
  maxDepth: 12,
  maxFields: 300,
  maxAliases: 30,
  maxDirectives: 50,
  maxSpreads: 60,
  maxRootFields: 10,
  maxCost: 1_500,
  costPerMinute: 60_000,
};

/** Most items one page of a list holds. */
export const MAX_PAGE_SIZE = 50;

/**
 * How many items a client gets: what it asked for, or `fallback` where it left that open.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming `first`, outside of 1 to `max`
 */
export function howMany(
  first: number | null | undefined,
  { fallback, max = MAX_PAGE_SIZE }: { fallback: number; max?: number },
): number {
  // GraphQL puts a default in place of an argument left out, never of a null.
  const wanted = first ?? fallback;
  if (wanted < 1 || wanted > max) throw badInput('first', wanted, `from 1 to ${max}`);
  return wanted;
}
