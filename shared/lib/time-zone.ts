import { badInput } from './client-error.ts';
import { remembered } from './remembered.ts';

/**
 * The argument `timeZone` as Intl's formats take it; null, which a client may send in a variable, means UTC.
 *
 * @returns the canonical name of a zone of the IANA time zone database
 * @throws {ClientError} `BAD_USER_INPUT` naming `timeZone`, for a name that the database does not have
 */
export function timeZoneArgument(timeZone: string | null | undefined): string {
  return canonicalZone(timeZone ?? 'UTC');
}

/** Any zone has several names, and to look one up takes tens of microseconds. */
const canonicalZone = remembered(1_000, (given) => {
  try {
    // Intl takes offsets (`+02:00`) as well, which are no zones: they say nothing of any other day of the year.
    if (/^[A-Za-z][\w/+-]{0,63}$/.test(given)) {
      return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
    }
  } catch {
    // A RangeError: refused below, in our own words.
  }
  throw badInput('timeZone', given, 'the name of an IANA time zone, such as Europe/Berlin');
});
