import type { z } from 'zod';
import { freshnessOf, isAbout, neverFresh, updatedHeaders } from '../cache/freshness.ts';
import { isLackOfTime, UpstreamError } from './errors.ts';
import type { Received } from './exchange.ts';
import type { EndpointRequest, Reading } from './http.ts';
import { notFresh, questionOf, type Kept } from './kept-answers.ts';
import { sharedCall, type Caller } from './shared-call.ts';
import type { SingleFlight } from './single-flight.ts';
import type { RequestScope } from './scope.ts';
import { buildUrl } from './url.ts';

/**
 * Answers one question: from what is kept, from a call that is under way for another operation, or by asking.
 *
 * @param absent what a 404 means; without it, a failure
 */
export async function readOne<Schema extends z.ZodType, Absent = never>(
  reading: Reading,
  flights: SingleFlight,
  scope: RequestScope,
  route: string,
  request: EndpointRequest<Schema, string>,
  absent?: { readonly answer: Absent },
): Promise<z.output<Schema> | Absent> {
  type Answer = z.output<Schema> | Absent;
  const { baseUrl, answers, exchange, sharing, callLimits } = reading;
  const url = buildUrl(baseUrl, route, request.params, request.query);
  const question = questionOf(`GET ${route}`, url, request, scope);
  const { pipeline, limits } = callLimits(request.class);

  /** One call. A 404 comes to {@link absent}, where that is an answer. */
  const send = (caller: Caller, etag: string | undefined) => {
    reading.counts.sent += 1;
    const { decode, ownedBy } = request;
    const outgoing = { endpoint: question.endpoint, url, decode, ownedBy, pipeline, etag };
    return exchange(caller, outgoing).catch((error: unknown): Received<Absent> => {
      if (!absent || !(error instanceof UpstreamError) || error.code !== 'NOT_FOUND') throw error;
      const { caching = {} } = error;
      const reread = () => absent.answer;
      return { ...absent, dropped: [], caching, askedAt: limits.clock.now(), bytes: 0, reread };
    });
  };

  const fetchAnswer = async (caller: Caller): Promise<Kept<Answer>> => {
    const lookingUp = answers.lookUp(question);
    const [found] = lookingUp ? (await lookingUp).values() : [];
    if (found) {
      reading.counts.shared += 1;
      return found as Kept<Answer>;
    }
    const last = answers.last(question) as Kept<Answer> | undefined;
    let outcome = await send(caller, last?.caching?.etag);
    if ('unchanged' in outcome) {
      const { caching, askedAt } = outcome;
      const { answer, bytes, caching: held } = last!;
      if (isAbout(held!.etag!, caching.etag)) {
        const updated = updatedHeaders(held!, caching);
        const freshness = freshnessOf(updated);
        return answers.keep(question, answer, {
          freshness,
          caching: updated,
          askedAt,
          bytes,
          negative: false,
        });
      }
      // It speaks of something else than what is held, and must not update that (RFC 9111, 4.3.4).
      outcome = await send(caller, undefined);
    }
    // Asked without a tag, it cannot be "unchanged".
    const { answer, caching, askedAt, bytes, reread } = outcome as Received<Answer>;
    if (absent && answer === absent.answer) {
      // It is asked for each time: services name lifetimes for what there is. What forbids to keep it holds.
      const { ageMs, reusable, mayBeStale, private: isPrivate } = freshnessOf(caching);
      const freshness = { ...neverFresh, ageMs, reusable, mayBeStale, private: isPrivate };
      return answers.keep<Answer>(question, answer, { freshness, askedAt, bytes, negative: true });
    }
    const freshness = freshnessOf(caching);
    return answers.keep(question, answer, { freshness, caching, askedAt, bytes, negative: false, reread });
  };
  const ask = (asking: RequestScope) => {
    const begin = () => sharedCall([asking], limits, fetchAnswer);
    const shared = sharing.singleFlight && question.key !== null;
    return shared ? flights.join(question.key, asking, begin) : begin().join(asking);
  };

  try {
    const kept = (answers.serve(question, scope, ask) ?? (await ask(scope))) as Kept<Answer>;
    reading.tell(scope, question, kept);
    return kept.answer;
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'NOT_FOUND') answers.forget(question);
    reading.tell(scope, question, notFresh, isLackOfTime(error));
    const kept = answers.standIn(question, scope, error as Error);
    if (!kept) throw error;
    return kept.answer as Answer;
  }
}
