import type { Clock } from '../lib/clock.ts';
import type { OperationInputs } from '../graphql/context.ts';
import { audiences, type OperationOfDocument } from './audiences.ts';
import type { Answer } from './answer.ts';
import { flights, type Seat } from './flights.ts';
import { forEveryone, forPrincipal, type Accounting, type ResponseCache } from './response-cache.ts';

/** How a request came to its answer: it was executed, waited for another's execution, was answered before, or refused. */
export type Source = 'executed' | 'joined' | 'cached' | 'refused';

export interface SourcedAnswer {
  readonly answer: Answer;
  readonly source: Source;
}

/** One client's request for an operation, which has no kept answer. */
export interface AnsweredRequest {
  readonly inputs: OperationInputs;
  /** See {@link identityOf}. */
  readonly identity: string | null;
  readonly operation: OperationOfDocument;
  /** Kept with the answer, for those who are given it later. */
  readonly accounting: Accounting;
  /** On the clock's scale (ms). */
  readonly requestedAt: number;
  /** Executes it, whoever else may be given the answer. */
  readonly execute: (signal: AbortSignal) => Promise<Answer>;
}

/** One client that waits for its answer. */
export interface Waiting {
  /** Undefined where the client has gone, and what others were answered is not for it. */
  readonly answer: Promise<SourcedAnswer | undefined>;
  /** The client has gone. */
  readonly leave: () => void;
}

/**
 * Executes operations, identical ones that are under way at the same time once. Each client keeps its own time: whoever
 * leaves takes no answer from the others, and an answer that was given up for want of time is no answer to whoever has
 * time left.
 */
export function answering({
  clock,
  coalesce,
  cache,
}: {
  clock: Clock;
  coalesce: boolean;
  cache: ResponseCache;
}): (request: AnsweredRequest) => Waiting {
  const underWay = flights<Answer>();
  const seen = audiences();

  /** What says that two executions are the same; null for one that is like no other. */
  const sharedKey = (
    { identity, inputs: { principal, deadlineMs } }: AnsweredRequest,
    document: OperationOfDocument,
  ) => {
    const audience = seen.of(document);
    if (!coalesce || identity === null || audience === 'nobody') return null;
    const key = audience === 'everyone' ? forEveryone(identity) : forPrincipal(identity, principal);
    return `${deadlineMs} ${key}`;
  };

  /** Whether what another request was answered is the answer to this one, but for the ids in its errors. */
  const suits = (answer: Answer, { inputs: { principal, deadlineMs }, requestedAt }: AnsweredRequest) => {
    if (answer.status !== 200) return false;
    if (answer.isPrivate && answer.askedBy?.customerId !== principal?.customerId) return false;
    return !answer.lacksTime || clock.now() >= requestedAt + deadlineMs;
  };

  return (request) => {
    let seat: Seat<Answer> | undefined;
    let gone = false;
    const answer = async (): Promise<SourcedAnswer | undefined> => {
      const document = request.operation;
      let key = sharedKey(request, document);
      for (;;) {
        seat = underWay.board(key, request.execute);
        const answer = await seat.result;
        if (!seat.joined) {
          seen.learn(document, answer);
          const { identity, accounting } = request;
          if (identity !== null) cache.keep(identity, { answer, accounting });
          return { answer, source: 'executed' };
        }
        if (suits(answer, request)) return { answer, source: 'joined' };
        if (gone) return undefined;
        // What was refused before it became an operation costs little, and is nobody else's business. Where time was
        // short, whoever goes first has the least of it left: to wait for them again would fail in turn for ever.
        key = answer.status === 200 && !answer.lacksTime ? sharedKey(request, document) : null;
      }
    };
    return {
      answer: answer(),
      leave: () => {
        gone = true;
        seat?.leave();
      },
    };
  };
}
