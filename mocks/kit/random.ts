/** Draws numbers that look random and are the same on every run. Not for secrets. */
export interface Random {
  /** A fraction, 0 included, 1 excluded. */
  next: () => number;
  /** A whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number;
  /** True for the share `p` (0 to 1) of the draws. */
  chance: (p: number) => boolean;
  /** One of the items, each as likely. @throws {RangeError} when there is none. */
  pick: <T>(list: readonly T[]) => T;
  /** One of the values, each as likely as its weight. @throws {RangeError} when there is none. */
  weighted: <T>(list: readonly (readonly [value: T, weight: number])[]) => T;
  /** A copy of the list in another order (Fisher and Yates). */
  shuffle: <T>(list: readonly T[]) => T[];
}

/** 32 bits that scatter similar texts far apart (FNV-1a, finished as murmur3 does). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Starts a generator (mulberry32); the same seed gives the same draws. */
export function random(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hash32(seed);

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (list) => present(list, int(0, list.length - 1)),
    weighted(list) {
      let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      const index = list.findIndex(([, weight]) => (rest -= weight) < 0);
      return present(list, index)[0];
    },
    shuffle(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [present(copy, j), present(copy, i)];
      }
      return copy;
    },
  };
}

/** The same items in an order of their own: deterministic, yet never the order in which a caller asked. */
export function hashOrder<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => hash32(idOf(a)) - hash32(idOf(b)));
}

function present<T>(list: readonly T[], index: number): T {
  if (!(index in list)) throw new RangeError('Nothing to draw from: the list is empty.');
  return list[index] as T;
}
