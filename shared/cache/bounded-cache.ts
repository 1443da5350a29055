import { LRUCache } from 'lru-cache';

/** Values by key, as many as fit; the least recently used goes first. */
export interface BoundedCache<Value extends object> {
  readonly get: (key: string) => Value | undefined;
  /** @param bytes about how much room the value takes; one that is larger than all the room is not kept */
  readonly set: (key: string, value: Value, bytes: number) => void;
  readonly delete: (key: string) => void;
  /** How much room is taken. */
  readonly bytes: () => number;
}

/** What an entry costs besides its value: its key, and its place in the order. */
const ENTRY_BYTES = 200;

/** @param maxBytes all the room; with 0 nothing is kept */
export function boundedCache<Value extends object>(maxBytes: number): BoundedCache<Value> {
  // The library takes 0 for "no limit".
  if (maxBytes === 0) return { get: () => undefined, set: () => {}, delete: () => {}, bytes: () => 0 };
  const cache = new LRUCache<string, Value>({ maxSize: maxBytes });
  return {
    get: (key) => cache.get(key),
    set: (key, value, bytes) => void cache.set(key, value, { size: bytes + key.length + ENTRY_BYTES }),
    delete: (key) => void cache.delete(key),
    bytes: () => cache.calculatedSize,
  };
}
