import type { Currency } from './currency.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Building an Intl format costs far more than using one, and a process sees few (locale, currency) pairs. */
function formatFor(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    // Not the narrow symbol: a bare $ is another dollar in Canada, and a bare ¥ is yuan in China.
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format;
}

/** Asking a format how it is set costs more than formatting with it. */
const digitsOf = new Map<Currency, number>();

/** How many decimals the currency's smallest unit stands for: 2 for EUR, 0 for JPY (ISO 4217, by way of CLDR). */
export function fractionDigits(currency: Currency): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = formatFor(currency, 'en').resolvedOptions().maximumFractionDigits ?? 0;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/**
 * Money as a person of that locale writes it: `formatMoney(1290, 'EUR', 'en')` is `€12.90`, and
 * `formatMoney(12900, 'KRW', 'en')` is `₩12,900`.
 *
 * @param amountMinor the amount in the currency's smallest unit
 * @param locale a BCP 47 language tag
 */
export function formatMoney(amountMinor: number, currency: Currency, locale: string): string {
  return formatFor(currency, locale).format(amountMinor / 10 ** fractionDigits(currency));
}

/**
 * A decimal string such as `"12.90"` in minor units, without passing through a float on the way.
 *
 * @throws {RangeError} when the text is not a decimal number, has more decimals than the currency knows, or is
 *   too large to be held exactly
 */
export function parseDecimalMoney(text: string, currency: Currency): number {
  const digits = fractionDigits(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const [, sign, whole = '', fraction = ''] = match ?? [];
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (!match || fraction.length > digits || !Number.isSafeInteger(minor)) {
    throw new RangeError(`"${text.slice(0, 40)}" is not an amount of ${currency}`);
  }
  // Not `-minor`: minus zero would be drawn as "-€0.00".
  return sign ? 0 - minor : minor;
}
