import type { DeliveryEstimate as EstimateInHours } from '../../../shared/upstreams/shipping.ts';
import type { DeliveryEstimate } from '../../generated/resolvers.ts';

const DAY_MS = 86_400_000;

/** Hours until something arrives, as days that a page can draw. */
export function arrival(
  { minimumHours, maximumHours, expressHours, carrier }: EstimateInHours,
  { country, now, locale }: { country: string; now: number; locale: string },
): DeliveryEstimate {
  const format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const earliest = dayAfter(minimumHours, now);
  const latest = dayAfter(maximumHours, now);
  const express = expressHours === null ? null : dayAfter(expressHours, now);
  return {
    country,
    carrier,
    earliestDate: isoDay(earliest.at),
    latestDate: isoDay(latest.at),
    minimumDays: earliest.days,
    maximumDays: latest.days,
    formatted: format.formatRange(earliest.at, latest.at),
    express: express && {
      date: isoDay(express.at),
      days: express.days,
      formatted: format.format(express.at),
    },
  };
}

function dayAfter(hours: number, now: number): { days: number; at: number } {
  const days = Math.ceil(hours / 24);
  return { days, at: now + days * DAY_MS };
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
