import type { Currency } from '../shared/lib/currency.ts';

/** What `Money` is made from. */
export interface Amount {
  /** In the currency's smallest unit. */
  readonly amountMinor: number;
  readonly currency: Currency;
}
