import { expect, it } from 'vitest';
import { timeZoneArgument } from './time-zone.ts';

it.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/BERLIN', 'Europe/Berlin'],
  ['America/Argentina/Buenos_Aires', 'America/Buenos_Aires'],
  ['Etc/GMT+12', 'Etc/GMT+12'],
  ['UTC', 'UTC'],
  ['+02:00', '+02:00'],
  ['GMT-03:30', '-03:30'],
  ['UTC+09:00', '+09:00'],
  [null, 'UTC'],
  [undefined, 'UTC'],
])('%s is a zone, whose one name is %s', (given, canonical) => {
  expect(timeZoneArgument(given)).toBe(canonical);
});

it.each([
  '',
  'Berlin',
  '+2',
  '-0330',
  '+25:00',
  'GMT+02:00:00',
  'Europe/Berlin ',
  'Europe/Nowhere',
  '../etc',
  'a'.repeat(10_000),
  '\u0000',
])('%j is refused as no zone, by the name of the argument', (given) => {
  expect(() => timeZoneArgument(given)).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(
        /^timeZone must be the name of an IANA time zone, such as Europe\/Berlin, or an offset, such as \+02:00, /,
      ),
    }),
  );
});
