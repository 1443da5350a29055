import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Vocabulary } from './vocabulary.ts';

/** BCP 47 tags of the languages in which customers write reviews. */
export const languages = ['en', 'de', 'fr', 'es', 'ja', 'ko'] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** What reviews are put together from, by language. */
export const vocabularies: Readonly<Record<Language, Vocabulary>> = { en, de, fr, es, ja, ko };
