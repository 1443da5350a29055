/**
 * The languages that the shop speaks (BCP 47): those in which everything that a BFF itself says is translated. A client
 * that wants another gets the next of its wishes, rather than half a translation.
 */
export const languages = ['en', 'de', 'fr', 'es', 'nl', 'ja', 'ko'] as const;

export type Language = (typeof languages)[number];

/** The locale of a client that names none, or none that the shop speaks. */
const DEFAULT_LOCALE: Language = 'en';

/** Most headers whose locale is remembered: clients can send any, and finding the locale takes tens of microseconds. */
const MAX_KNOWN = 1_000;

const known = new Map<string, string>();

/**
 * The first locale of an `Accept-Language` header (RFC 9110, 12.5.4), by weight, whose language is one of
 * {@link languages}, as the nearest one that this runtime has data for: `de-AT` stays Austrian. A header is a wish, not
 * input to be refused: nonsense falls back to {@link DEFAULT_LOCALE}.
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
      const { language, baseName } = new Intl.Locale(tag);
      if (!isOffered(language)) continue;
      // The client's own tag could be one of endlessly many (`en-x-1`, `en-x-2`), and formats are kept by locale.
      return new Intl.NumberFormat(baseName).resolvedOptions().locale;
    } catch {
      // Not a language tag (`*` among them): the next wish counts.
    }
  }
  return DEFAULT_LOCALE;
}

/** The language of a locale that {@link preferredLocale} has answered. */
export function languageOf(locale: string): Language {
  const [language = ''] = locale.split('-');
  return isOffered(language) ? language : DEFAULT_LOCALE;
}

function isOffered(language: string): language is Language {
  return (languages as readonly string[]).includes(language);
}
