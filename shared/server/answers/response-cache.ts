import { boundedCache } from '../../cache/bounded-cache.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Principal } from '../../upstream/scope.ts';
import type { Answer } from './answer.ts';

/** Whole answers, kept as long as all that they are made of stays true. */
export interface ResponseCache {
  /** An answer for everyone, or one of this principal's own. */
  readonly find: (identity: string, principal: Principal | null) => Answer | undefined;
  readonly keep: (identity: string, answer: Answer) => void;
  readonly bytes: () => number;
}

/** What an answer takes besides its body. */
const HEAD_BYTES = 500;

/** @param maxBytes all the room; with 0 nothing is kept */
export function responseCache(maxBytes: number, clock: Clock): ResponseCache {
  const answers = boundedCache<Answer>(maxBytes);
  const fresh = (key: string) => {
    const answer = answers.get(key);
    if (!answer || clock.now() < answer.lifetime!.freshUntil) return answer;
    answers.delete(key);
    return undefined;
  };
  return {
    find: (identity, principal) => fresh(forEveryone(identity)) ?? fresh(forPrincipal(identity, principal)),
    keep: (identity, answer) => {
      if (!answer.lifetime) return;
      const key = answer.isPrivate ? forPrincipal(identity, answer.askedBy) : forEveryone(identity);
      answers.set(key, answer, answer.body.length + HEAD_BYTES);
    },
    bytes: answers.bytes,
  };
}

/** The key of what is the same for everyone. */
export const forEveryone = (identity: string): string => `* ${identity}`;

/** The key of what is one principal's own; an id holds no space, nor the mark of the others. */
export const forPrincipal = (identity: string, principal: Principal | null): string =>
  `${principal ? `=${principal.customerId}` : ''} ${identity}`;
