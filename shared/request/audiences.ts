import { boundedCache } from '../cache/bounded-cache.ts';
import type { Answer } from './answer.ts';

/** Between whom an operation that is under way may be shared. */
export type Audience = 'everyone' | 'same principal' | 'nobody';

/** One operation of a document. */
export interface OperationOfDocument {
  readonly text: string;
  /** As the request names it. */
  readonly operationName: unknown;
}

/** What the executions of documents have shown of who may share them. */
export interface Audiences {
  readonly of: (document: OperationOfDocument) => Audience;
  /** Takes in what an execution has shown. */
  readonly learn: (document: OperationOfDocument, answer: Pick<Answer, 'operation' | 'isPrivate'>) => void;
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
    of: (document) => known.get(keyOf(document))?.audience ?? firstGuess(document.text),
    learn: (document, { operation, isPrivate }) => {
      const key = keyOf(document);
      const keep = (audience: Audience) => known.set(key, { audience }, 0);
      if (operation?.type === undefined) return;
      if (operation.type !== 'query') keep('nobody');
      else if (isPrivate) keep('same principal');
      // One that failed could have come to ask who it was for.
      else if (operation.outcome === 'ok' && !known.get(key)) keep('everyone');
    },
  };
}

const keyOf = ({ text, operationName }: OperationOfDocument) => JSON.stringify([operationName, text]);

/** All that can be said of a document before it has been executed is whether anything in it could be a mutation. */
function firstGuess(text: string): Audience {
  return /mutation|subscription/.test(text) ? 'nobody' : 'same principal';
}
