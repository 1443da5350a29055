import { remembered } from '../../../shared/lib/remembered.ts';
import type { DeliveryEstimate as EstimateInHours } from '../../../shared/upstreams/shipping.ts';
import type { DeliveryEstimate } from '../../generated/resolvers.ts';

const DAY_MS = 86_400_000;

const days = remembered(
  100,
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
);
const numerals = remembered(
  500,
  (timeZone) =>
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
);

/**
 * Hours until something arrives, as days that a page can draw.
 *
 * @param at.now epoch ms
 * @param at.timeZone where today is told
 */
export function arrival(
  { minimumHours, maximumHours, expressHours, carrier }: EstimateInHours,
  { country, now, timeZone, locale }: { country: string; now: number; timeZone: string; locale: string },
): DeliveryEstimate {
  // Days are reckoned as midnights in UTC, none of which is skipped or repeated by a change of clocks.
  const format = days(locale);
  const today = dayIn(timeZone, now);
  const dayAfter = (hours: number) => {
    const days = Math.ceil(hours / 24);
    return { days, at: today + days * DAY_MS };
  };
  const earliest = dayAfter(minimumHours);
  const latest = dayAfter(maximumHours);
  const express = expressHours === null ? null : dayAfter(expressHours);
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

/** Midnight in UTC of the day that it is there (epoch ms). */
function dayIn(timeZone: string, now: number): number {
  const parts = new Map(
    numerals(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return Date.parse(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`);
}

/** `YYYY-MM-DD`. */
function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
