import { boundedCache } from '../cache/bounded-cache.ts';
import type { Clock } from '../lib/clock.ts';
import type { Principal } from '../upstream/operation.ts';
import type { Answer } from './answer.ts';

/** What an operation is accounted for by, each time that it is answered: in the log, in metrics and in quotas. */
export interface Accounting {
  readonly documentId: string;
  /** What it asks for that is going away, such as `Product.oldPrice`. */
  readonly deprecated: readonly string[];
  /** In points. */
  readonly cost: number;
}

/** An answer that can be given again, and what is accounted for then. */
export interface KeptAnswer {
  readonly answer: Answer;
  readonly accounting: Accounting;
}

/** Whole answers, kept as long as all that they are made of stays true. */
export interface ResponseCache {
  /** An answer for everyone, or one of this principal's own. */
  readonly find: (identity: string, principal: Principal | null) => KeptAnswer | undefined;
  readonly keep: (identity: string, kept: KeptAnswer) => void;
  readonly bytes: () => number;
}

/** What an answer takes besides its body. */
const HEAD_BYTES = 500;

/** @param maxBytes all the room; with 0 nothing is kept */
export function responseCache(maxBytes: number, clock: Clock): ResponseCache {
  const answers = boundedCache<KeptAnswer>(maxBytes);
  const fresh = (key: string) => {
    const kept = answers.get(key);
    if (!kept || clock.now() < kept.answer.lifetime!.freshUntil) return kept;
    answers.delete(key);
    return undefined;
  };
  return {
    find: (identity, principal) => fresh(forEveryone(identity)) ?? fresh(forPrincipal(identity, principal)),
    keep: (identity, kept) => {
      const { lifetime, isPrivate, askedBy, body } = kept.answer;
      if (!lifetime) return;
      const key = isPrivate ? forPrincipal(identity, askedBy) : forEveryone(identity);
      answers.set(key, kept, body.length + HEAD_BYTES);
    },
    bytes: answers.bytes,
  };
}

/** The key of what is the same for everyone. */
export const forEveryone = (identity: string): string => `* ${identity}`;

/** The key of what is one principal's own; an id holds no space, nor the mark of the others. */
export const forPrincipal = (identity: string, principal: Principal | null): string =>
  `${principal ? `=${principal.customerId}` : ''} ${identity}`;
