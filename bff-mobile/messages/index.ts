import { languageOf, type Language } from '../../shared/lib/locale.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Messages } from './messages.ts';
import { nl } from './nl.ts';

export type { Messages, PluralForms } from './messages.ts';

const byLanguage: Readonly<Record<Language, Messages>> = { en, de, fr, es, nl, ja, ko };

/** The messages in the language of `locale` (BCP 47), whatever its region. */
export function messagesFor(locale: string): Messages {
  return byLanguage[languageOf(locale)];
}
