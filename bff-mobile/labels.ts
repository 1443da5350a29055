import type { RatingSummary } from '../shared/upstreams/reviews.ts';
import type { DeliveryEstimate } from '../shared/upstreams/shipping.ts';
import { LAST_ONES } from './badge.ts';
import type { StockStatus } from './generated/resolvers.ts';
import { fill, fillPlural, formatAverage, formatNumber, formatRange } from './intl.ts';
import { messagesFor } from './messages/index.ts';

const HOURS_A_DAY = 24;

export function stockStatus(unitsLeft: number): StockStatus {
  if (unitsLeft === 0) return 'SOLD_OUT';
  return unitsLeft <= LAST_ONES ? 'FEW_LEFT' : 'IN_STOCK';
}

/** `In stock`, `Only 2 left` or `Sold out`. */
export function stockLabel(unitsLeft: number, locale: string): string {
  const { soldOut, fewLeft, inStock } = messagesFor(locale);
  switch (stockStatus(unitsLeft)) {
    case 'SOLD_OUT':
      return soldOut;
    case 'FEW_LEFT':
      return fillPlural(fewLeft, unitsLeft, locale);
    case 'IN_STOCK':
      return inStock;
  }
}

/** `4.3 · 128 ratings`. */
export function ratingLabel(
  { average, count }: Pick<RatingSummary, 'average' | 'count'>,
  locale: string,
): string {
  return `${formatAverage(average, locale)} · ${fillPlural(messagesFor(locale).ratings, count, locale)}`;
}

/** `Arrives in 2–3 days`; a day that has begun counts as a whole one. */
export function deliveryLabel(
  { minimumHours, maximumHours }: Pick<DeliveryEstimate, 'minimumHours' | 'maximumHours'>,
  locale: string,
): string {
  const days = (hours: number) => Math.max(1, Math.ceil(hours / HOURS_A_DAY));
  const [from, to] = [days(minimumHours), days(Math.max(minimumHours, maximumHours))];
  return fillPlural(messagesFor(locale).arrivesIn, to, locale, formatRange(from, to, locale));
}

/** `3 items`. */
export function itemCountLabel(count: number, locale: string): string {
  return fillPlural(messagesFor(locale).items, count, locale);
}

/** `Qty 2`. */
export function quantityLabel(quantity: number, locale: string): string {
  return fill(messagesFor(locale).quantity, formatNumber(quantity, locale));
}
