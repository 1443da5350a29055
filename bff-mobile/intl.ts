import type { Currency } from '../shared/lib/currency.ts';
import { languageOf } from '../shared/lib/locale.ts';
import { fractionDigits } from '../shared/lib/money.ts';
import { remembered } from '../shared/lib/remembered.ts';
import type { PluralForms } from './messages/index.ts';

/** Building an Intl format costs far more than using one, and locales are few: those that the runtime knows. */
function perLocale<Format>(make: (locale: string) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => made.get(locale) ?? made.set(locale, make(locale)).get(locale)!;
}

const dates = remembered(
  500,
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
);
const roundMoney = remembered(
  100,
  (locale, currency) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }),
);

const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const averages = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const plurals = perLocale((language) => new Intl.PluralRules(language));

/**
 * A day as a person of that locale writes it: `Mar 1, 2026`.
 *
 * @param date RFC 3339 where it is a string
 * @param timeZone where the day is told, by the name that `timeZoneArgument` answers
 */
export function formatDate(date: string | Date, locale: string, timeZone: string): string {
  return dates(locale, timeZone).format(new Date(date));
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

/** A round amount without its zeros, such as `€25`. */
export function formatRoundMoney(amountMinor: number, currency: Currency, locale: string): string {
  return roundMoney(locale, currency).format(amountMinor / 10 ** fractionDigits(currency));
}

/** `€25 – €50` as the locale writes a range. */
export function formatRoundMoneyRange(
  fromMinor: number,
  toMinor: number,
  currency: Currency,
  locale: string,
): string {
  const unit = 10 ** fractionDigits(currency);
  return roundMoney(locale, currency).formatRange(fromMinor / unit, toMinor / unit);
}

/** Puts a number or an amount, as the locale writes it, into a message's place for it. */
export function fill(message: string, shown: string): string {
  return message.replace(/\{\w+\}/, () => shown);
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
