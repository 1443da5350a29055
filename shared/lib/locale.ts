/** The locale of a client that names none, or none that can be understood. */
export const DEFAULT_LOCALE = 'en';

/**
 * The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that is a valid BCP 47 tag, by weight.
 * A header is a wish, not input to be refused: nonsense falls back to {@link DEFAULT_LOCALE}.
 */
export function preferredLocale(acceptLanguage: string | undefined): string {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { tag, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wishes) {
    try {
      const [locale] = Intl.NumberFormat.supportedLocalesOf(tag);
      if (locale !== undefined) return locale;
    } catch {
      // Not a language tag (`*` among them): the next wish counts.
    }
  }
  return DEFAULT_LOCALE;
}
