import { languageOf } from '../shared/lib/locale.ts';
import type { PluralForms } from './messages/index.ts';

/** Building an Intl format costs far more than using one, and locales are few: those that the runtime knows. */
function perLocale<Format>(make: (locale: string) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => made.get(locale) ?? made.set(locale, make(locale)).get(locale)!;
}

const dates = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
);
const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const averages = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const plurals = perLocale((language) => new Intl.PluralRules(language));

/** A day as a person of that locale writes it, in UTC: `Mar 1, 2026`. `date` is RFC 3339 where it is a string. */
export function formatDate(date: string | Date, locale: string): string {
  return dates(locale).format(new Date(date));
}

export function formatNumber(value: number, locale: string): string {
  return numbers(locale).format(value);
}

/** An average to one decimal: `4.0`, or `4,0` in German. */
export function formatAverage(value: number, locale: string): string {
  return averages(locale).format(value);
}

/** `2–3` as the locale writes a range, and `2` where both ends are the same. */
export function formatRange(from: number, to: number, locale: string): string {
  return from === to ? formatNumber(to, locale) : numbers(locale).formatRange(from, to);
}

/** Puts a number, as the locale writes it, into a message's place for it. */
export function fill(message: string, shown: string): string {
  return message.replace('{count}', () => shown);
}

/**
 * The form of a message that fits `count`.
 *
 * @param shown how the number is written, where that is not the number alone
 */
export function fillPlural(
  forms: PluralForms,
  count: number,
  locale: string,
  shown = formatNumber(count, locale),
): string {
  const category = plurals(languageOf(locale)).select(count);
  return fill(forms[category] ?? forms.other, shown);
}
