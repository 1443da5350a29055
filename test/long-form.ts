/**
 * Whether what is made up is tried at length (`npm run test:long`). Else a part of it is, the same in each run, so that
 * `npm test` fails for what has changed and for nothing else.
 */
export const isLong = process.env['MODE'] === 'long';

/** How many of `count` are tried. */
export const part = (count: number): number => (isLong ? count : Math.ceil(count / 5));

/** The runs of a property of fast-check, whose seed is its own in the long form. */
export const runs = (count: number) => (isLong ? { numRuns: count } : { numRuns: part(count), seed: 2_026 });
