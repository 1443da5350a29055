/** What an HTTP answer says of how long, and for whom, it may be kept. */
export interface CacheHeaders {
  readonly cacheControl?: string | undefined;
  /** Seconds that it has spent in caches on its way. */
  readonly age?: string | undefined;
  readonly vary?: string | undefined;
  readonly etag?: string | undefined;
}

/** The same, read. */
export interface Freshness {
  /** How long it stays true, from now (ms). */
  readonly freshMs: number;
  /** How long after that it may still be served while a new one is fetched (stale-while-revalidate, RFC 5861, 3; ms). */
  readonly revalidateMs: number;
  /** It belongs to whom it was given to. */
  readonly private: boolean;
  /** What to ask with whether it is still the same; undefined where it must not be kept for that. */
  readonly etag: string | undefined;
}

/** Request headers whose value is the same in all of our requests, so that an answer may well depend on them. */
const constantHeaders = new Set(['accept', 'accept-encoding', 'origin', 'user-agent']);

/** A lifetime of years would only be cut by what does not fit; a day is more than a process needs. */
const LONGEST_MS = 86_400_000;

/**
 * Reads the caching headers of an answer as a cache between many must (RFC 9111). An answer that says nothing is not
 * fresh: nobody promised anything. One that depends on a header which differs between requests is not kept either.
 */
export function freshnessOf({ cacheControl, age, vary, etag }: CacheHeaders): Freshness {
  const directives = parse(cacheControl ?? '');
  const isPrivate = directives.has('private');
  if (directives.has('no-store') || !(vary ?? '').split(',').every(isConstant)) {
    return { freshMs: 0, revalidateMs: 0, private: isPrivate, etag: undefined };
  }
  const sharedSeconds = isPrivate ? undefined : directives.get('s-maxage');
  const seconds = directives.has('no-cache') ? 0 : toSeconds(sharedSeconds ?? directives.get('max-age'));
  // A directive that forbids serving it stale binds the one that allows it (RFC 9111, 5.2.2.2, 5.2.2.8 and 5.2.2.10).
  const strict =
    directives.has('no-cache') ||
    directives.has('must-revalidate') ||
    (!isPrivate && directives.has('proxy-revalidate')) ||
    sharedSeconds !== undefined;
  const left = seconds - toSeconds(age);
  const revalidate = strict ? 0 : toSeconds(directives.get('stale-while-revalidate'));
  return {
    freshMs: inRange(left),
    // An answer that was past its lifetime when it came has used up some of this time too.
    revalidateMs: inRange(revalidate + Math.min(0, left)),
    private: isPrivate,
    etag,
  };
}

function isConstant(header: string): boolean {
  const name = header.trim().toLowerCase();
  return name === '' || constantHeaders.has(name);
}

/** Names in lower case, values without their quotes; a directive without a value has an empty one. */
function parse(cacheControl: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  // A quoted list of field names may contain commas; quotes are rare, so the plain split is tried first.
  const parts = cacheControl.includes('"')
    ? (cacheControl.match(/(?:[^,"]|"[^"]*")+/g) ?? [])
    : cacheControl.split(',');
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=', 2);
    // The first of two that contradict each other counts.
    const key = name.trim().toLowerCase();
    if (key !== '' && !directives.has(key)) directives.set(key, value.trim().replace(/^"|"$/g, ''));
  }
  return directives;
}

/** What is more is taken for this (RFC 9111, 1.2.2): with infinities one cannot reckon. */
const MOST_SECONDS = 2 ** 31;

/** A value that is no whole number of seconds promises nothing. */
function toSeconds(value: string | undefined): number {
  return value !== undefined && /^\d+$/.test(value) ? Math.min(MOST_SECONDS, Number(value)) : 0;
}

const inRange = (seconds: number) => Math.min(LONGEST_MS, Math.max(0, seconds * 1_000));
