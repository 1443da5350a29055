import type { z } from 'zod';
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

  const fetchAnswer = async (caller: Caller): Promise<Kept<Answer>> => {
    const lookingUp = answers.lookUp(question);
    const [found] = lookingUp ? (await lookingUp).values() : [];
    if (found) {
      reading.counts.shared += 1;
      return found as Kept<Answer>;
    }
    reading.counts.sent += 1;
    const last = answers.last(question) as Kept<Answer> | undefined;
    const { decode, ownedBy } = request;
    const outgoing = { endpoint: question.endpoint, url, decode, ownedBy, pipeline, etag: last?.etag };
    const outcome = await exchange(caller, outgoing).catch((error: unknown): Received<Absent> => {
      if (!absent || !(error instanceof UpstreamError) || error.code !== 'NOT_FOUND') throw error;
      return { ...absent, dropped: [], freshness: notFresh, bytes: 0, reread: () => absent.answer };
    });
    const { freshness } = outcome;
    if ('unchanged' in outcome) {
      const { answer, bytes, etag } = last!;
      // What the word does not say anew stays as it was (RFC 9111, 4.3.4); of a lifetime, nothing is assumed.
      const renewed = { ...freshness, etag: freshness.etag ?? etag };
      return answers.keep(question, answer, { freshness: renewed, bytes, negative: false });
    }
    const { answer, bytes, reread } = outcome;
    const negative = absent !== undefined && answer === absent.answer;
    return answers.keep<Answer>(question, answer, { freshness, bytes, negative, reread });
  };
  const ask = (asking: RequestScope) => {
    const begin = () => sharedCall([asking], limits, fetchAnswer);
    const shared = sharing.singleFlight && question.key !== null;
    return shared ? flights.join(question.key, asking, begin) : begin().join(asking);
  };

  try {
    const kept = (answers.serve(question, scope, ask) ?? (await ask(scope))) as Kept<Answer>;
    reading.tell(scope, question, kept.freshUntil, { isPrivate: kept.private });
    return kept.answer;
  } catch (error) {
    reading.tell(scope, question, 0, { lacksTime: isLackOfTime(error) });
    const kept = answers.standIn(question, scope, error as Error);
    if (!kept) throw error;
    return kept.answer as Answer;
  }
}
