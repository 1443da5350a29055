import { hash } from 'node:crypto';
import type { SecondLevel } from '../cache/second-level.ts';
import type { Clock } from '../lib/clock.ts';
import type { Kept, Question } from './kept-answers.ts';

/** The answers of one upstream that processes keep for each other: those that belong to everyone. */
export interface SharedAnswers {
  /**
   * What there is for `ids` of a bulk answer, or for the whole (''). Undefined, at once, where there is nothing to be
   * looked for: among private answers, and among those of an endpoint whose service wants none of them kept.
   */
  readonly find: (
    question: Question,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Kept>> | undefined;
  /**
   * Offers an answer as it came: it is kept as long as it can be served, instead of any before it.
   *
   * @param negative whether the answer is that there is none, from which nothing follows for the others
   */
  readonly offer: (question: Question, kept: Kept, negative: boolean, id: string) => void;
}

/** @param baseUrl whose answers they are: processes may share a second level and not their services */
export function sharedAnswers(
  upstream: string,
  baseUrl: string,
  { clock, secondLevel }: { clock: Clock; secondLevel: SecondLevel<Kept> },
): SharedAnswers {
  /** Endpoints whose last answer could not be kept: a service that forbids it must not cost a look each time. */
  const uncacheable = new Set<string>();

  // A digest, since addresses can hold credentials, and what customers search for.
  const placeOf = ({ key }: Question, id: string) =>
    `${upstream}:${hash('sha256', `${baseUrl} ${key} ${id}`, 'base64url')}`;

  return {
    find: (question, ids) => {
      if (question.private || uncacheable.has(question.endpoint)) return undefined;
      const idAt = new Map(ids.map((id) => [placeOf(question, id), id]));
      return secondLevel.get([...idAt.keys()]).then((found) => {
        const now = clock.now();
        return new Map([...found].map(([place, kept]) => [idAt.get(place)!, notFromTheFuture(kept, now)]));
      });
    },

    offer: (question, kept, negative, id) => {
      if (question.private) return;
      const { endpoint } = question;
      const lifetimeMs = kept.freshUntil - clock.now();
      if (lifetimeMs <= 0 && uncacheable.has(endpoint)) return;
      secondLevel.set(placeOf(question, id), kept, lifetimeMs);
      if (lifetimeMs > 0) uncacheable.delete(endpoint);
      else if (!negative) uncacheable.add(endpoint);
    },
  };
}

/** A machine whose clock is ahead of ours must not make its answers live longer here. */
function notFromTheFuture(kept: Kept, now: number): Kept {
  const ahead = kept.askedAt - now;
  if (ahead <= 0) return kept;
  return {
    ...kept,
    askedAt: now,
    freshUntil: kept.freshUntil - ahead,
    clientFreshUntil: kept.clientFreshUntil - ahead,
    revalidateUntil: kept.revalidateUntil - ahead,
    staleUntil: kept.staleUntil - ahead,
  };
}
