import type { Country } from '../shop.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { gb } from './gb.ts';
import { jp } from './jp.ts';
import { kr } from './kr.ts';
import { nl } from './nl.ts';
import type { Region } from './region.ts';
import { us } from './us.ts';

/** Every country where customers live. */
export const regions: Readonly<Record<Country, Region>> = {
  DE: de,
  FR: fr,
  ES: es,
  NL: nl,
  GB: gb,
  US: us,
  JP: jp,
  KR: kr,
};
