/**
 * The moment at which the seed is written, so that tests read the same dates every day. All times in the seed lie so
 * many days before or after a `now`: this one in tests, the beginning of the day on which a service starts elsewhere
 * (see `SEED_NOW` in the README), so that a demonstration shows a shop of today whenever it is run.
 */
export const SEED_NOW = new Date('2026-11-23T00:00:00Z');

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The time, milliseconds since 1970, in UTC as RFC 3339 has it and cut to the second: `2026-11-20T19:03:26Z`. */
export const rfc3339 = (timeMs: number): string => new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
