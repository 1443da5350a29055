import { boundedCache } from '../../cache/bounded-cache.ts';

/** Texts that clients have registered by their hashes: automatic persisted queries. */
export interface ApqStore {
  readonly get: (hash: string) => string | undefined;
  /** @param hash of the text, which is checked before */
  readonly register: (hash: string, text: string) => void;
}

const BYTES_A_CHARACTER = 2;

/** @param maxBytes room for all texts; whoever fills it drives out what was used least recently */
export function apqStore(maxBytes: number): ApqStore {
  const texts = boundedCache<{ readonly text: string }>(maxBytes);
  return {
    get: (hash) => texts.get(hash)?.text,
    register: (hash, text) => texts.set(hash, { text }, text.length * BYTES_A_CHARACTER),
  };
}
