/** A given or family name as its bearer writes it, and in the letters of an e-mail address. */
export interface Name {
  readonly written: string;
  readonly latin: string;
}

/** What people and addresses in one country are made up from. */
export interface Region {
  /** BCP 47. */
  readonly locale: string;
  readonly given: readonly Name[];
  readonly family: readonly Name[];
  /** Full name in the order of the country. */
  fullName(given: string, family: string): string;
  /** What stands for the name on an avatar. */
  monogram(given: string, family: string): string;
  /** What people there call their addresses, the one they live at first. */
  readonly labels: readonly [home: string, ...others: string[]];
  readonly cities: readonly { readonly name: string; readonly postalCodes: readonly string[] }[];
  readonly streets: readonly string[];
  streetLine(street: string, houseNumber: number): string;
  /** The line below the street that some addresses have: a floor, a flat. */
  unitLine(number: number): string;
}

/** Names in Latin script, given as one text with commas between. */
export function latinNames(text: string): Name[] {
  return text.split(',').map((name) => ({ written: name.trim(), latin: toAscii(name.trim()) }));
}

/** The first letters of both names, as Latin monograms go. */
export const initials = (given: string, family: string): string =>
  `${given.slice(0, 1)}${family.slice(0, 1)}`.toUpperCase();

/** Names in another script, each with its usual transcription. */
export function transcribedNames(names: Readonly<Record<string, string>>): Name[] {
  return Object.entries(names).map(([written, latin]) => ({ written, latin }));
}

const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ı: 'i' };

function toAscii(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüßı]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
