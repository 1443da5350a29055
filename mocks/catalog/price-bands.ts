/** The price ranges that shoppers filter by: euros, the lower bound included and the upper one not. */
export const priceBands = ['under-25', '25-50', '50-100', '100-250', 'over-250'] as const;
/** One of {@link priceBands}. */
export type PriceBand = (typeof priceBands)[number];

/** The band that a price in euro cents falls into. */
export function priceBandOf(eurMinor: number): PriceBand {
  if (eurMinor < 25_00) return 'under-25';
  if (eurMinor < 50_00) return '25-50';
  if (eurMinor < 100_00) return '50-100';
  if (eurMinor < 250_00) return '100-250';
  return 'over-250';
}
