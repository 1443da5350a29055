import { z } from 'zod';
import { parseEnvironment } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import { systemClock, type Clock } from '../shared/lib/clock.ts';
import type { Degradation } from '../shared/graphql/degradation.ts';
import type { ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { createBff, type BffDefinition } from '../shared/process/create-bff.ts';
import { costQuota } from '../shared/graphql/cost-quota.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import type { Metrics } from '../shared/telemetry/metrics.ts';
import type { Transport } from '../shared/upstream/client.ts';
import type { UpstreamStatus } from '../shared/upstream/define-upstream.ts';
import { isFailure, type Result } from '../shared/upstream/result.ts';
import { reuseOptionsOf, type ReuseOptions } from '../shared/upstream/reuse-options.ts';
import { anyDocument, openHttp } from '../shared/testing/documents.ts';
import { connectUpstreams, definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { send, type GraphQLAnswer } from './running-bff.ts';

/** How long every answer of a service may be kept: less than the shortest time for which an old one stands in. */
export const LIFETIME_MS = 20_000;

/** How much sooner than by the clock a service that never answers is given up: nobody needs to wait for it. */
const HASTE = 20;

export interface ClockedAnswer extends GraphQLAnswer {
  readonly extensions?: { readonly degraded?: readonly Degradation[] };
}

/** Where answers came from: executed, joined or cached. */
export type Sources = Map<string, number>;

export interface ClockedBff {
  readonly url: string;
  /** Sends a document over HTTP, so many times at once. */
  readonly ask: (document: ClientDocument, atOnce?: number) => Promise<ClockedAnswer[]>;
  /** Moves time on. Nothing falls due by it. */
  readonly skip: (ms: number) => void;
  readonly statuses: () => readonly UpstreamStatus[];
  /** Keeps all breakers closed, whatever services do. */
  readonly holdClosed: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts a BFF on a free port as `environment` says, in which time stands still: a service that is well is waited for,
 * however slow the machine that runs the tests. All that services answer may be kept for {@link LIFETIME_MS}.
 *
 * @param options.hangs of the services, the one that may never answer, whether it is so now, whether it has been asked,
 *   without which it is not given up, and how much sooner than by the clock it is
 * @param options.sharing instead of what `environment` says of it
 * @param options.sources is counted into
 */
export async function startClockedBff(
  definition: BffDefinition,
  urls: Readonly<Record<UpstreamName, string>>,
  environment: Readonly<Record<string, string>>,
  {
    transport,
    hangs,
    sharing: given,
    sources = new Map(),
  }: {
    transport: Transport;
    hangs?: {
      readonly name: UpstreamName;
      readonly now: () => boolean;
      readonly isAsked?: () => boolean;
      readonly haste?: number;
    };
    sharing?: ReuseOptions;
    sources?: Sources;
  },
): Promise<ClockedBff> {
  const config = parseEnvironment(z.object(sharedVariables), environment);
  const sharing = given ?? reuseOptionsOf(config);
  let nowMs = systemClock.now();
  const patient: Clock = { now: () => nowMs, after: (delayMs, action) => unlessLater(delayMs, action) };
  /** How far the time of the service that may hang is ahead: whenever one of its limits is over, it has come. */
  let aheadMs = 0;
  const patientUnlessHanging: Clock = {
    now: () => nowMs + aheadMs,
    after: (delayMs, action) => {
      if (!hangs?.now()) return unlessLater(delayMs, action);
      const dueAheadMs = aheadMs + delayMs;
      const strike = () => {
        // A busy machine has not sent the call yet: no time limit strikes before there is something to wait for.
        if (hangs.isAsked && !hangs.isAsked()) return void (cancel = systemClock.after(20, strike));
        aheadMs = Math.max(aheadMs, dueAheadMs);
        action();
      };
      let cancel = systemClock.after(delayMs / (hangs.haste ?? HASTE), strike);
      return () => cancel();
    },
  };
  const connection = {
    transport: keepable(transport),
    observe: () => {},
    sharing,
    // No chance, so no back-off.
    random: () => 0,
  };
  const well = connectUpstreams(urls, { ...connection, clock: patient });
  const sick =
    hangs &&
    definitions[hangs.name].connect({
      ...connection,
      clock: patientUnlessHanging,
      baseUrl: urls[hangs.name],
    });
  /** Its results, which speak of moments of its own clock, on that of everything else. */
  const onPatientTime = (endpoints: object) => {
    const moved = (result: Result<unknown>): Result<unknown> =>
      isFailure(result)
        ? result
        : {
            ...result,
            value: result.value,
            freshUntil: result.freshUntil - aheadMs,
            clientFreshUntil: result.clientFreshUntil - aheadMs,
          };
    const calls = Object.entries(
      endpoints as Record<
        string,
        (...args: unknown[]) => Promise<Result<unknown> | Map<string, Result<unknown>>>
      >,
    ).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        const found = await call(...args);
        return found instanceof Map
          ? new Map([...found].map(([id, result]) => [id, moved(result)]))
          : moved(found);
      },
    ]);
    return Object.fromEntries(calls) as object;
  };
  const upstreams = {
    ...well,
    endpoints: { ...well.endpoints, ...(hangs && { [hangs.name]: onPatientTime(sick!.endpoints) }) },
  };
  const bff = await createBff(
    // Each service is given up by its own time limits; the operation's would only add the machine's mood.
    { ...definition, deadlineMs: 60_000 },
    {
      upstreams,
      clock: patient,
      logger: createLogger(definition.name, 'silent'),
      metrics: countingSources(sources),
      limits: { maxOperations: 200, maxEventLoopDelayMs: 1 },
      eventLoopDelayMs: () => 0,
      playground: false,
      introspection: false,
      documents: anyDocument,
      http: openHttp,
      quota: costQuota({ pointsPerMinute: Infinity, clock: patient }),
      compiledExecution: config.COMPILED_EXECUTION,
      reuse: { coalesce: config.COALESCING, cacheBytes: config.RESPONSE_CACHE_MB * 1_000_000 },
    },
  );
  const url = await bff.listen({ host: '127.0.0.1', port: 0 });
  let requests = 0;
  return {
    url,
    ask: (document, atOnce = 1) =>
      Promise.all(
        Array.from({ length: atOnce }, async () => {
          const requestId = `request-${(requests += 1)}`;
          const headers = { ...document.headers, 'x-request-id': requestId };
          return own(await send(url, { ...document, headers }), requestId);
        }),
      ),
    skip: (ms) => {
      nowMs += ms;
    },
    statuses: well.statuses,
    holdClosed: () => {
      for (const name of Object.keys(definitions) as UpstreamName[]) well.forceBreaker(name, 'closed');
      sick?.forceBreaker('closed');
    },
    close: async () => {
      await bff.close();
      sick?.close();
    },
  };
}

/** How many answers BFFs found that another had kept. */
export const sharedReads = ({ statuses }: Pick<ClockedBff, 'statuses'>): number =>
  statuses().reduce((sum, { reads }) => sum + reads.shared, 0);

/** What is due at once is done at once; the rest has time, which does not pass. */
function unlessLater(delayMs: number, action: () => void): () => void {
  if (delayMs > 0) return () => {};
  const immediate = setImmediate(action);
  return () => clearImmediate(immediate);
}

/** Lets everything be kept for the same time, by everybody or by whom it belongs to. */
function keepable(send: Transport): Transport {
  return async (request) => {
    const response = await send(request);
    const isPrivate = response.caching?.cacheControl?.startsWith('private') ?? false;
    const cacheControl = `${isPrivate ? 'private' : 'public'}, max-age=${LIFETIME_MS / 1_000}`;
    return { ...response, caching: { ...response.caching, cacheControl } };
  };
}

/** The answer without its request's id, which each of its errors must name. */
function own(answer: ClockedAnswer, requestId: string): ClockedAnswer {
  const errors = answer.errors?.map((error) => {
    const { requestId: named, ...extensions } = error.extensions;
    if (named !== requestId) throw new Error(`the answer to ${requestId} names ${String(named)}`);
    return { ...error, extensions };
  });
  return errors ? { ...answer, errors } : answer;
}

/** Metrics that are asked for nothing else: a whole set for each of hundreds of BFFs watches the process hundreds of times. */
function countingSources(sources: Sources): Metrics {
  return {
    counter:
      () =>
      (labels, by = 1) => {
        const { source } = labels as { source?: string };
        if (source !== undefined) sources.set(source, (sources.get(source) ?? 0) + by);
      },
    total: () => {},
    durations: () => () => {},
    gauge: () => {},
    expose: () => Promise.reject(new Error('nothing is exposed')),
    snapshot: () => Promise.resolve([]),
  };
}
