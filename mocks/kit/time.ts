/** The time, milliseconds since 1970, in UTC as RFC 3339 has it and cut to the second: `2026-11-20T19:03:26Z`. */
export const rfc3339 = (timeMs: number): string => new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
