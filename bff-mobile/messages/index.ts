import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Messages } from './messages.ts';

export type { Messages, PluralForms } from './messages.ts';

const byLanguage: ReadonlyMap<string, Messages> = new Map(
  [en, de, fr, es, ja, ko].map((messages) => [messages.language, messages]),
);

/** The messages in the language of `locale` (BCP 47), whatever its region; English where nobody translated. */
export function messagesFor(locale: string): Messages {
  const [language = ''] = locale.split('-');
  return byLanguage.get(language) ?? en;
}
