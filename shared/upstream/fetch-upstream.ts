import type { z } from 'zod';
import type { CacheHeaders } from '../cache/freshness.ts';
import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import type { DroppedItem } from './decode.ts';
import { fromPolicy, UpstreamError } from './errors.ts';
import type { ObserveUpstream } from './events.ts';
import type { Pipeline } from '../resilience/pipeline.ts';
import { readAnswer } from './read-answer.ts';
import type { Caller } from './shared-call.ts';

/** What every response says of being kept. */
interface Responded {
  readonly caching: CacheHeaders;
  /** When the request went out that it responds to (the clock's ms): its age counts from then (RFC 9111, 4.2.3). */
  readonly askedAt: number;
}

/** A complete answer as it came off the wire, decoded. */
export interface Received<Answer> extends Responded {
  readonly answer: Answer;
  readonly dropped: readonly DroppedItem[];
  readonly bytes: number;
  /** The same answer once more, decoded from the bytes that came. */
  readonly reread: () => Answer;
}

/** The word that what we have is still right (304). */
export interface Unchanged extends Responded {
  readonly unchanged: true;
}

/** One question as it goes out. */
export interface Outgoing<Schema extends z.ZodType> {
  readonly endpoint: string;
  readonly url: string;
  readonly decode: Schema;
  /** Whose the answer must be, where `decode` says whose items are. */
  readonly ownedBy?: string | undefined;
  readonly pipeline: Pipeline;
  /** Asks only whether the answer of this tag is still right. */
  readonly etag?: string | undefined;
}

/**
 * Asks one question through its pipeline, and tells the observer how it went.
 *
 * @throws {UpstreamError} once every policy has given up
 */
export type FetchUpstream = <Schema extends z.ZodType>(
  caller: Caller,
  outgoing: Outgoing<Schema>,
) => Promise<Received<z.output<Schema>> | Unchanged>;

export function createFetchUpstream({
  upstream,
  transport,
  clock,
  observe,
}: {
  upstream: string;
  transport: Transport;
  clock: Clock;
  observe: ObserveUpstream;
}): FetchUpstream {
  return async ({ requestId, signal, deadlineAt }, { endpoint, url, decode, ownedBy, pipeline, etag }) => {
    const about = { upstream, endpoint, requestId };
    const startedAt = clock.now();
    try {
      const call = { name: endpoint, requestId, idempotent: true, signal, deadlineAt };
      // The body is decoded inside the pipeline: an answer that makes no sense is a failure of the service.
      const outcome = await pipeline.run(call, async (attempt) => {
        const headers = {
          'x-request-id': requestId,
          // What is left of the time: a service need not work on an answer that nobody will wait for.
          'x-request-deadline-ms': String(Math.max(1, Math.floor(attempt.deadlineAt - clock.now()))),
          ...(etag !== undefined && { 'if-none-match': etag }),
        };
        const request = { upstream, endpoint, method: 'GET', url, headers, signal: attempt.signal } as const;
        const askedAt = clock.now();
        const response = await transport(request);
        const { caching = {} } = response;
        if (response.status === 304 && etag !== undefined)
          return { unchanged: true, caching, askedAt } as const;
        const read = () => readAnswer(upstream, decode, response, clock.now(), ownedBy);
        const { answer, dropped } = read();
        const reread = () => read().answer;
        return { answer, dropped, caching, askedAt, bytes: response.body.length, reread };
      });
      observe({ type: 'call', ...about, durationMs: clock.now() - startedAt });
      const dropped = 'dropped' in outcome ? outcome.dropped : [];
      if (dropped[0])
        observe({ type: 'items-dropped', ...about, count: dropped.length, issue: dropped[0].issue });
      return outcome;
    } catch (thrown) {
      const error = fromPolicy(upstream, thrown);
      if (error instanceof UpstreamError) {
        const { code, reason, cause } = error;
        const durationMs = clock.now() - startedAt;
        observe({ type: 'call', ...about, durationMs, failure: { code, reason, cause } });
      }
      throw error;
    }
  };
}
