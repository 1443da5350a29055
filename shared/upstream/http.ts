import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Transport } from './client.ts';
import type { ObserveUpstream } from './events.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { KeptAnswers, Lasting, Question, StaleIfError } from './kept-answers.ts';
import type { Pipeline } from './pipeline.ts';
import { deadlinePassed } from './policies/deadline.ts';
import { readMany, type Batchers } from './read-many.ts';
import { readOne } from './read-one.ts';
import { unseal, type RequestScope, type SealedScope, type VaryInput } from './scope.ts';
import type { WaitLimits } from './shared-call.ts';
import type { Sharing } from './sharing.ts';
import { singleFlight } from './single-flight.ts';
import type { Query } from './url.ts';

/** One request of an endpoint, and the schema that its answer must fit. */
export interface EndpointRequest<Schema extends z.ZodType, Class extends string> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly decode: Schema;
  /** Whose the answer must be, where `decode` says whose items are: what belongs to anybody else is left out. */
  readonly ownedBy?: string;
  /** The class of endpoints that it belongs to; `default` unless given. */
  readonly class?: Class;
  /**
   * How long its last good answer may be served stale while its service fails: what has been agreed on outside of HTTP
   * (RFC 9111, 4.2.4), for all that does not say `no-store` or `must-revalidate`. Not given, only as long as the service
   * itself allows by `stale-if-error`.
   */
  readonly stale?: StaleIfError;
  /** What its answers depend on besides the request itself: each is part of the key that they are kept and merged by. */
  readonly varyOn?: readonly VaryInput[];
}

/** A request for many things by id. */
export interface BulkRequest<Schema extends z.ZodType, Item, Class extends string> extends EndpointRequest<
  Schema,
  Class
> {
  /** The query parameter that takes the ids, with commas between. */
  readonly parameter: string;
  readonly ids: readonly string[];
  /** Most ids that one call accepts. */
  readonly maxIds: number;
  /** The items of an answer. */
  readonly items: (answer: z.output<Schema>) => readonly Item[];
  /** The id, one of those asked for, that an item belongs to. */
  readonly idOf: (item: Item) => string;
  /** Where an item of a list says that id as it comes, so that of one that cannot be read it is known whose it was. */
  readonly idKey?: string;
  /** Whether several items can belong to one id: then without one of them there is no answer for that id. */
  readonly grouped?: boolean;
}

/** What an upstream's endpoints are written with. `route` is a template such as `/products/:id`. */
export interface UpstreamHttp<Class extends string = never> {
  /** @throws {UpstreamError} once every policy has given up, `NOT_FOUND` for a 404 included */
  readonly get: <Schema extends z.ZodType>(
    scope: SealedScope,
    route: string,
    request: EndpointRequest<Schema, Class>,
  ) => Promise<z.output<Schema>>;
  /** Like `get`, for what may well not exist: a 404 is null. */
  readonly find: <Schema extends z.ZodType>(
    scope: SealedScope,
    route: string,
    request: EndpointRequest<Schema, Class>,
  ) => Promise<z.output<Schema> | null>;
  /** Like `get`, for many things by id: what stands in for a failed call is looked for id by id. */
  readonly getMany: <Schema extends z.ZodType, Item>(
    scope: SealedScope,
    route: string,
    request: BulkRequest<Schema, Item, Class>,
  ) => Promise<readonly Item[]>;
}

/** What every read of one upstream has at hand. */
export interface Reading {
  readonly upstream: string;
  readonly baseUrl: string;
  readonly exchange: Exchange;
  readonly answers: KeptAnswers;
  readonly sharing: Pick<Sharing, 'batching' | 'singleFlight'>;
  /** The way of a call of one class of endpoints, and how long operations may wait for it. */
  readonly callLimits: (endpointClass: string | undefined) => {
    readonly pipeline: Pipeline;
    readonly limits: WaitLimits;
  };
  /** Tells the operation until when an answer stays true, and whether there was time enough to ask for it. */
  readonly tell: (scope: RequestScope, question: Question, lasting: Lasting, lacksTime?: boolean) => void;
  readonly counts: { shared: number; joined: number; sent: number };
}

/** How many of the answers that operations needed came from where; items of bulk answers are counted one by one. */
export interface ReadCounts {
  /** Kept, and still fresh or being renewed. */
  readonly kept: number;
  /** Kept by another process. */
  readonly shared: number;
  /** On their way already, for another operation. */
  readonly joined: number;
  readonly sent: number;
}

/** The HTTP side of one upstream. */
export function createHttp<Class extends string>({
  upstream,
  baseUrl,
  transport,
  clock,
  observe,
  pipelineOf,
  answers,
  sharing,
}: {
  upstream: string;
  baseUrl: string;
  transport: Transport;
  clock: Clock;
  observe: ObserveUpstream;
  pipelineOf: (endpointClass: string) => Pipeline;
  answers: KeptAnswers;
  sharing: Pick<Sharing, 'batching' | 'singleFlight'>;
}): { http: UpstreamHttp<Class>; reads: () => ReadCounts } {
  const counts = { shared: 0, joined: 0, sent: 0 };
  const flights = singleFlight(() => (counts.joined += 1));
  const batchers: Batchers = new Map();
  const expired = () => deadlinePassed(upstream);
  const reading: Reading = {
    upstream,
    baseUrl,
    exchange: createExchange({ upstream, transport, clock, observe }),
    answers,
    sharing,
    callLimits: (endpointClass = 'default') => {
      const pipeline = pipelineOf(endpointClass);
      return { pipeline, limits: { clock, limitMs: pipeline.deadlineMs, expired } };
    },
    tell: (scope, question, { freshUntil, clientFreshUntil, private: isPrivate }, lacksTime = false) => {
      // Read once, since what is equally long must be told as such.
      const now = clock.now();
      scope.heard?.({
        freshMs: Math.max(0, freshUntil - now),
        clientFreshMs: Math.max(0, clientFreshUntil - now),
        private: isPrivate || question.private,
        ...(lacksTime && { lacksTime }),
      });
    },
    counts,
  };

  return {
    http: {
      get: (scope, route, request) => readOne(reading, flights, unseal(scope), route, request),
      find: (scope, route, request) =>
        readOne(reading, flights, unseal(scope), route, request, { answer: null }),
      getMany: (scope, route, request) => readMany(reading, batchers, unseal(scope), route, request),
    },
    reads: () => ({ kept: answers.served(), ...counts }),
  };
}
