import type { Badge } from './generated/resolvers.ts';

/** From this many units on downwards, a phone says how few are left. */
export const LAST_ONES = 3;

/** What decides about a badge; null where a service could not tell. */
export interface BadgeFacts {
  readonly onPromotion: boolean | null;
  /** Units of all variants together. */
  readonly unitsLeft: number | null;
  /** RFC 3339; null where the merchant never called the product new. */
  readonly newUntil: string | null;
}

/**
 * The one badge that a product wears, the strongest reason to buy first. What is not known decides nothing.
 *
 * @param now epoch ms
 */
export function badgeOf({ onPromotion, unitsLeft, newUntil }: BadgeFacts, now: number): Badge | null {
  if (onPromotion) return 'SALE';
  if (unitsLeft !== null && unitsLeft >= 1 && unitsLeft <= LAST_ONES) return 'LAST_ONES';
  if (newUntil !== null && now < Date.parse(newUntil)) return 'NEW';
  return null;
}
