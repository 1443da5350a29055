import type { Currency } from '../kit/shop.ts';

/** The ranges of prices that shoppers filter by, the cheapest first; where they end depends on the currency. */
export const priceBands = ['lowest', 'low', 'middle', 'high', 'highest'] as const;
/** One of {@link priceBands}. */
export type PriceBand = (typeof priceBands)[number];

/** Where the next band begins, in minor units: round amounts of about the same worth in each currency. */
const limits: Readonly<Record<Currency, readonly number[]>> = {
  EUR: [25_00, 50_00, 100_00, 250_00],
  USD: [25_00, 50_00, 100_00, 250_00],
  JPY: [4_000, 8_000, 16_000, 40_000],
  KRW: [40_000, 80_000, 160_000, 400_000],
};

/** The bands of a currency with their bounds in minor units, the lower one included and the upper one not. */
export function boundsOf(
  currency: Currency,
): { readonly band: PriceBand; readonly fromMinor: number | null; readonly toMinor: number | null }[] {
  return priceBands.map((band, index) => ({
    band,
    fromMinor: limits[currency][index - 1] ?? null,
    toMinor: limits[currency][index] ?? null,
  }));
}

/** The band of a price, as an SQL expression. */
export function bandSql(priceMinor: string, currency: Currency): string {
  const cases = boundsOf(currency).map(({ band, toMinor }) =>
    toMinor === null ? `ELSE '${band}'` : `WHEN ${priceMinor} < ${toMinor} THEN '${band}'`,
  );
  return `CASE ${cases.join(' ')} END`;
}
