import { boundedCache } from '../cache/bounded-cache.ts';
import type { OperationInputs } from '../graphql/context.ts';
import type { Clock } from '../lib/clock.ts';
import type { OperationRecord } from './graphql-request.ts';
import type { GraphqlResponse } from './graphql-response.ts';

/** A response that can be given again, and what is accounted for then. */
export interface CachedResponse {
  readonly response: GraphqlResponse;
  readonly record: OperationRecord;
}

/** Whole responses, kept as long as all that they are made of stays true. */
export interface ResponseCache {
  /** A response for everyone, or one of this principal's own. */
  readonly find: (cacheKey: string, principal: Principal) => CachedResponse | undefined;
  /** Keeps a response that has a lifetime. */
  readonly store: (cacheKey: string, cached: CachedResponse) => void;
  readonly bytes: () => number;
}

type Principal = OperationInputs['principal'];

/** What a response takes besides its body. */
const HEAD_BYTES = 500;

/** @param maxBytes all the room; with 0 nothing is kept */
export function responseCache(maxBytes: number, clock: Clock): ResponseCache {
  const entries = boundedCache<CachedResponse>(maxBytes);
  const fresh = (key: string) => {
    const cached = entries.get(key);
    if (!cached || clock.now() < cached.response.lifetime!.freshUntil) return cached;
    entries.delete(key);
    return undefined;
  };
  return {
    find: (cacheKey, principal) => fresh(publicKey(cacheKey)) ?? fresh(privateKey(cacheKey, principal)),
    store: (cacheKey, cached) => {
      const { lifetime, isPrivate, principal, body } = cached.response;
      if (!lifetime) return;
      const key = isPrivate ? privateKey(cacheKey, principal) : publicKey(cacheKey);
      entries.set(key, cached, body.length + HEAD_BYTES);
    },
    bytes: entries.bytes,
  };
}

/** The key of what is the same for everyone. */
export const publicKey = (cacheKey: string): string => `* ${cacheKey}`;

/** The key of what is one principal's own; an id holds no space, nor the mark of the others. */
export const privateKey = (cacheKey: string, principal: Principal): string =>
  `${principal ? `=${principal.customerId}` : ''} ${cacheKey}`;
