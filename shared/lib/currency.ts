/** The currencies the shop sells in (ISO 4217). */
export const currencies = ['EUR', 'USD', 'JPY', 'KRW'] as const;

export type Currency = (typeof currencies)[number];

export function isCurrency(value: string): value is Currency {
  return (currencies as readonly string[]).includes(value);
}
