/** The locale of a client that names none, or none that can be understood. */
const DEFAULT_LOCALE = 'en';

/** Most headers whose locale is remembered: clients can send any, and finding the locale takes tens of microseconds. */
const MAX_KNOWN = 1_000;

const known = new Map<string, string>();

/**
 * The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that this runtime knows, by weight, as
 * the nearest locale that it has data for. A header is a wish, not input to be refused: nonsense falls back to
 * {@link DEFAULT_LOCALE}.
 */
export function preferredLocale(acceptLanguage: string | undefined): string {
  const header = (acceptLanguage ?? '').slice(0, 200);
  let locale = known.get(header);
  if (locale === undefined) {
    locale = localeOf(header);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(header, locale);
  }
  return locale;
}

function localeOf(header: string): string {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const quality = parameters.map((p) => /^q=([\d.]+)$/i.exec(p)?.[1]).find(Boolean);
      return { tag, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wishes) {
    try {
      if (Intl.NumberFormat.supportedLocalesOf(tag).length === 0) continue;
      // The client's own tag could be one of endlessly many (`en-x-1`, `en-x-2`), and formats are kept by locale.
      return new Intl.NumberFormat(new Intl.Locale(tag).baseName).resolvedOptions().locale;
    } catch {
      // Not a language tag (`*` among them): the next wish counts.
    }
  }
  return DEFAULT_LOCALE;
}
