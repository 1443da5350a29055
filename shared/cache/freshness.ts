/** What an HTTP answer says of how long, and for whom, it may be kept. */
export interface CacheHeaders {
  readonly cacheControl?: string | undefined;
  /** Seconds that it has spent in caches on its way. */
  readonly age?: string | undefined;
  readonly vary?: string | undefined;
  readonly etag?: string | undefined;
}

/** The same, read. Times are in ms, and count from the moment when it was asked for (RFC 9111, 4.2.3). */
export interface Freshness {
  /** How old it was by then. */
  readonly ageMs: number;
  /** How long it stays true. */
  readonly freshMs: number;
  /** How long a client's own cache may take it for true: `s-maxage` speaks to the caches between alone (5.2.2.10). */
  readonly clientFreshMs: number;
  /** How long after `freshMs` it may still be served while a new one is fetched (stale-while-revalidate, RFC 5861, 3). */
  readonly revalidateMs: number;
  /** How long after `freshMs` it may be served when there is no new one to be had (stale-if-error, RFC 5861, 4). */
  readonly staleIfErrorMs: number;
  /** Whether it may be the answer to any request but its own: neither `no-store`, nor one that varies between ours. */
  readonly reusable: boolean;
  /** Whether whoever has agreed on it with the service may serve it when it is no longer true (RFC 9111, 4.2.4). */
  readonly mayBeStale: boolean;
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
 * fresh: nobody promised anything, so nothing is guessed (4.2.2), and neither `Expires` nor `Pragma` is looked at, which
 * only makes an answer be asked for once more. One that depends on a header which differs between requests is not kept
 * either. Where two directives contradict each other, the stricter counts (4.2.1).
 */
export function freshnessOf({ cacheControl, age, vary, etag }: CacheHeaders): Freshness {
  const directives = parse(cacheControl ?? '');
  const isPrivate = directives.has('private');
  const ageSeconds = ageOf(age);
  const ageMs = ageSeconds * 1_000;
  if (directives.has('no-store') || !(vary ?? '').split(',').every(isConstant)) {
    return { ...neverFresh, ageMs, reusable: false, mayBeStale: false, private: isPrivate };
  }
  const noCache = directives.has('no-cache');
  const sharedSeconds = isPrivate ? undefined : directives.get('s-maxage');
  const leftOf = (lifetime: string | undefined) => (noCache ? 0 : toSeconds(lifetime)) - ageSeconds;
  const left = leftOf(sharedSeconds ?? directives.get('max-age'));
  // 5.2.2.2 and 5.2.2.8: once it is stale it must not be used, whatever else is said.
  const mayBeStale = !directives.has('must-revalidate') && (isPrivate || !directives.has('proxy-revalidate'));
  // A directive that has every use validated binds the one that allows not to wait for it (5.2.2.4 and 5.2.2.10).
  const mayRevalidateLater = mayBeStale && !noCache && sharedSeconds === undefined;
  // An answer that was past its lifetime when it came has used up some of this time too.
  const afterwards = (name: string, allowed: boolean) =>
    allowed ? inRange(toSeconds(directives.get(name)) + Math.min(0, left)) : 0;
  return {
    ageMs,
    freshMs: inRange(left),
    clientFreshMs: inRange(leftOf(directives.get('max-age'))),
    revalidateMs: afterwards('stale-while-revalidate', mayRevalidateLater),
    staleIfErrorMs: afterwards('stale-if-error', mayBeStale),
    reusable: true,
    mayBeStale,
    private: isPrivate,
    etag: isEntityTag(etag) ? etag : undefined,
  };
}

/** Nothing is promised of it, and nothing is forbidden: whatever shows it must be asked for again. */
export const neverFresh: Freshness = {
  ageMs: 0,
  freshMs: 0,
  clientFreshMs: 0,
  revalidateMs: 0,
  staleIfErrorMs: 0,
  reusable: true,
  mayBeStale: true,
  private: false,
  etag: undefined,
};

function isConstant(header: string): boolean {
  const name = header.trim().toLowerCase();
  return name === '' || constantHeaders.has(name);
}

/** Names in lower case, values without their quotes; a directive without a value has an empty one. */
function parse(cacheControl: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  // A quoted list of field names may contain commas; quotes are rare, so the plain split is tried first. What a backslash
  // escapes in them ends nothing, and no directive of ours has any.
  const parts = cacheControl.includes('"')
    ? (cacheControl.replace(/\\./g, '_').match(/(?:[^,"]|"[^"]*")+/g) ?? [])
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

/** `Age` of several members is the first of them; one that is no number says nothing (RFC 9111, 5.1). */
function ageOf(age: string | undefined): number {
  return toSeconds(
    age
      ?.split(',')
      .find((member) => member.trim() !== '')
      ?.trim(),
  );
}

/** A value that is no whole number of seconds promises nothing. */
function toSeconds(value: string | undefined): number {
  return value !== undefined && /^\d+$/.test(value) ? Math.min(MOST_SECONDS, Number(value)) : 0;
}

/** Longer than any that a service makes: one that is would only have our requests refused for their headers. */
const LONGEST_TAG = 500;

/** RFC 9110, 8.8.3. To ask with anything else, `*` say, could be answered with a 304 that means nothing. */
function isEntityTag(tag: string | undefined): boolean {
  return tag !== undefined && tag.length <= LONGEST_TAG && /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag);
}

/**
 * Whether a 304 that names the tag `named`, if any, is about what we hold by the tag `held` (RFC 9111, 4.3.4): a strong
 * one selects what has the same strong one, a weak one compares weakly. One without a tag can only mean what was asked for.
 */
export function isAbout(held: string, named: string | undefined): boolean {
  return named === undefined || named === held || named === `W/${held}`;
}

/**
 * The headers of an answer that a 304 has found unchanged: what it does not say anew stays as it was (RFC 9111, 3.2). Its
 * age is its own, as it was just validated (5.1).
 */
export function updatedHeaders(held: CacheHeaders, given: CacheHeaders): CacheHeaders {
  return {
    cacheControl: given.cacheControl ?? held.cacheControl,
    age: given.age,
    vary: given.vary ?? held.vary,
    etag: given.etag ?? held.etag,
  };
}

const inRange = (seconds: number) => Math.min(LONGEST_MS, Math.max(0, seconds * 1_000));
