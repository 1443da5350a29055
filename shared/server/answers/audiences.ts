import { boundedCache } from '../../cache/bounded-cache.ts';
import type { Answer } from './answer.ts';
import type { IncomingOperation } from './operation-request.ts';

/** Between whom an operation that is under way may be shared. */
export type Audience = 'everyone' | 'same principal' | 'nobody';

/** One operation of a document, as far as a request names it before it is executed. */
export interface RequestedDocument {
  /** The document and the operation's name, or what stands for the document (a hash of it, say). */
  readonly key: string;
  /** Undefined where something stands for it. */
  readonly text: string | undefined;
}

export function documentOf({ query, operationName, extensions }: IncomingOperation): RequestedDocument {
  const text = typeof query === 'string' ? query : undefined;
  return { key: JSON.stringify([operationName, text ?? extensions]), text };
}

/** What the executions of documents have shown of who may share them. */
export interface Audiences {
  readonly of: (document: RequestedDocument) => Audience;
  /** Takes in what an execution has shown. */
  readonly learn: (document: RequestedDocument, answer: Pick<Answer, 'operation' | 'isPrivate'>) => void;
}

/** Room for thousands of documents, and no more than that of those that clients make up. */
const MAX_BYTES = 8_000_000;

/**
 * A document that has once depended on who asks is private for good, and one that has not been executed yet may be: the
 * price of a wrong guess is an execution too many, never a wrong answer. Only queries are ever shared.
 */
export function audiences(): Audiences {
  const known = boundedCache<{ readonly audience: Audience }>(MAX_BYTES);
  return {
    of: ({ key, text }) => known.get(key)?.audience ?? firstGuess(text),
    learn: ({ key }, { operation, isPrivate }) => {
      const keep = (audience: Audience) => known.set(key, { audience }, 0);
      if (operation?.type === undefined) return;
      if (operation.type !== 'query') keep('nobody');
      else if (isPrivate) keep('same principal');
      // One that failed could have come to ask who it was for.
      else if (operation.outcome === 'ok' && !known.get(key)) keep('everyone');
    },
  };
}

/** Nothing is known of a document that is not there; of one that is, whether anything in it could be a mutation. */
function firstGuess(text: string | undefined): Audience {
  return text !== undefined && !/mutation|subscription/.test(text) ? 'same principal' : 'nobody';
}
