import { badInput } from './client-error.ts';
import { remembered } from './remembered.ts';

/**
 * The argument `timeZone` as Intl's formats take it; null, which a client may send in a variable, means UTC.
 *
 * @returns the canonical name of a zone of the IANA time zone database, or an offset (`+02:00`)
 * @throws {ClientError} `BAD_USER_INPUT` naming `timeZone`, for a name that the database does not have
 */
export function timeZoneArgument(timeZone: string | null | undefined): string {
  return canonicalZone(timeZone ?? 'UTC');
}

/** Any zone has several names, and to look one up takes tens of microseconds. */
const canonicalZone = remembered(1_000, (given) => {
  // What Android reports of a zone that it knows by nothing but its offset.
  const zone = given.replace(/^(?:GMT|UTC)(?=[+-]\d\d:\d\d$)/, '');
  try {
    if (/^[A-Za-z][\w/+-]{0,63}$|^[+-]\d\d:\d\d$/.test(zone)) {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    }
  } catch {
    // A RangeError: refused below, in our own words.
  }
  throw badInput(
    'timeZone',
    given,
    'the name of an IANA time zone, such as Europe/Berlin, or an offset, such as +02:00',
  );
});
