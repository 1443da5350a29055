import { describe, expect, it } from 'vitest';
import { formatMoney } from './money.ts';
import { languageOf, languages, preferredLocale } from './locale.ts';

describe('preferredLocale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de-AT'],
    ['DE-at', 'de-AT'],
    ['nl-BE', 'nl-BE'],
    ['de, en;q=0.9', 'de'],
    ['en;q=0.5, de;q=0.8, ja;q=0.7', 'de'],
    ['en;q=0.5, de;q=0.8, ja', 'ja'],
    ['ja;q=0.8, ko;q=0.8', 'ja'],
    ['ja ; q=0.1 , ko ; q=0.2', 'ko'],
    ['ja;Q=0.1, ko;Q=0.2', 'ko'],
    ['ja;q=0.1;x=y, ko;x=y;q=0.2', 'ko'],
    ['de;q=0, ja;q=0.1', 'ja'],
    ['*, de', 'de'],
    ['xx, tlh, de', 'de'],
    ['ar-EG, zh-Hant-TW;q=0.9, ja;q=0.1', 'ja'],
    ['not_a_tag, de', 'de'],
  ])('understands "%s" as %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  it.each([
    undefined,
    '',
    ' ',
    ',',
    ';',
    ';;q=1',
    '*',
    'de;q=0',
    'de;q=0.000',
    'de;q=1.1.1',
    'xx',
    // Known to the runtime, and not spoken by the shop: Arabic digits in an English sentence would be half an answer.
    'ar-EG',
    'zh-Hant-TW, pl',
    '\u0000',
    '../../etc',
    'a'.repeat(10_000),
    ','.repeat(10_000),
    'constructor',
    '__proto__',
  ])('falls back to English for %j', (header) => {
    expect(preferredLocale(header)).toBe('en');
  });

  it('reads no more than the beginning of a header, however long', () => {
    expect(preferredLocale(`${'xx,'.repeat(70)}de`)).toBe('en');
  });

  it('answers a locale that formats can be made of, whatever it is asked', () => {
    for (const header of [
      'de-u-nu-thai',
      'en-u-ca-buddhist',
      'de-latn',
      'en-US-posix',
      'nl-NL',
      'en-GB-oed',
    ]) {
      expect(formatMoney(1290, 'EUR', preferredLocale(header))).toMatch(/12[.,]90/);
    }
  });

  it('cannot be made to answer endlessly many locales, since formats are kept by locale', () => {
    const headers = Array.from({ length: 1_000 }, (_, n) => [
      `en-x-a${n}`,
      `de-u-nu-abc${n}`,
      `ja-JP-v${1000 + n}`,
    ]).flat();

    expect([...new Set(headers.map(preferredLocale))].sort()).toEqual(['de', 'en', 'ja-JP']);
  });
});

it.each(languages)('every part of the runtime has data for %s', (language) => {
  expect(Intl.NumberFormat.supportedLocalesOf(language)).toEqual([language]);
  expect(Intl.DateTimeFormat.supportedLocalesOf(language)).toEqual([language]);
  expect(Intl.PluralRules.supportedLocalesOf(language)).toEqual([language]);
  expect(languageOf(preferredLocale(language))).toBe(language);
});
