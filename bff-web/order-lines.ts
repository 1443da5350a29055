import type { Currency } from '../shared/lib/currency.ts';
import type { Order, OrderLine } from '../shared/upstreams/orders.ts';

/** What `OrderLine` is made from: the line alone does not say what its amounts are counted in. */
export interface PricedLine extends OrderLine {
  readonly currency: Currency;
}

/** The lines of an order. */
export function linesOf({ lines, currency }: Order): readonly PricedLine[] {
  return lines.map((line) => ({ ...line, currency }));
}
