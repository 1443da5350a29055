import { setTimeout as pause } from 'node:timers/promises';
import { defineMobile } from '../../../bff-mobile/definition.ts';
import { boundedCache } from '../../../shared/cache/bounded-cache.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { costQuota } from '../../../shared/graphql/cost-quota.ts';
import { createBff, type BffDefinition } from '../../../shared/process/create-bff.ts';
import { readDocuments, type ClientDocument } from '../../../shared/graphql/documents/client-documents.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { createMetrics } from '../../../shared/telemetry/metrics.ts';
import { anyDocument, openHttp } from '../../../shared/testing/documents.ts';
import { createTransport, type Transport } from '../../../shared/upstream/client.ts';
import type { Operation } from '../../../shared/upstream/operation.ts';
import { noReuse } from '../../../shared/upstream/reuse-options.ts';
import { connectUpstreams, type Upstreams } from '../../../shared/upstreams/index.ts';
import { createClient, type Answer } from '../../kit/client.ts';
import { ms, percent } from '../../kit/format.ts';
import { atOnce, oneByOne } from '../../kit/load.ts';
import { seeded } from '../../kit/random.ts';
import { upstreamNames, type Urls } from '../../kit/shop.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Experiment } from '../experiment.ts';

/** How long a healthy call takes (ms). */
const USUAL_MS = 40;

/** Of the calls of the sick service, those that are never answered. */
const HUNG_RATIO = 0.3;

/** For how long a slow service takes at most (ms): longer than an attempt may. */
const SLOWEST_MS = 1_000;

/** From here on a call eats what a wave of four has of the phone's 1.5 s. */
const SICK_MS = 375;

/** What a call of the sick service takes (ms); `draw` is from 0 up to 1. */
const sicknesses = {
  [`hangs, ${percent(HUNG_RATIO)} of its calls`]: (draw: number) => (draw < HUNG_RATIO ? Infinity : USUAL_MS),
  [`is slow, up to ${ms(SLOWEST_MS)}`]: (draw: number) => USUAL_MS + draw * (SLOWEST_MS - USUAL_MS),
};
type Delay = (upstream: string) => number;

/** Waves of calls that a document's slowest chain takes, and in which of them each call lies, by endpoint. */
interface Waves {
  readonly count: number;
  readonly ofCalls: ReadonlyMap<string, readonly number[]>;
}

export const deadline: Experiment = {
  name: 'deadline',
  title: "the operation's deadline split over the waves of calls still to come, against not",
  how:
    'In this process, bff-mobile with its 1.5 s. Each document of several waves is asked while one of its services after ' +
    'the other is sick, its breaker held closed. Split: a call gets an equal share of the time that is left, for its wave ' +
    "and each to come. Against that, as it is: each call has its endpoint's own deadline within the operation's. Warm: an " +
    'answer that was kept stands in for a failed call. Served: leaves of the answer that have a value, of those of a ' +
    'healthy answer.',
  caches: ['off'],
  run: async ({ shop, quick }) => {
    const transport = createTransport();
    const remembered = remember(transport.send);
    const definition = await defineMobile();
    const documents = await readDocuments(definition.documents);
    const operations = quick ? 5 : 25;
    let sickCalls = 0;
    const deep = (
      await oneByOne(documents.length, async (index) => {
        const document = documents[index]!;
        return { document, ...(await wavesOf(document, definition, shop.urls, remembered)) };
      })
    ).filter(({ waves }) => waves.count > 1);

    const results = await oneByOne(Object.keys(sicknesses).length * 2, async (index) => {
      const [sickness, delayOf] = Object.entries(sicknesses)[index >> 1]!;
      const warm = index % 2 === 0;
      const ways = await oneByOne(2, async (split) => {
        const random = seeded(1);
        const answers = await Promise.all(
          deep.flatMap(({ document, waves, leaves, upstreams }) =>
            upstreams.map(async (sick) => {
              const delay: Delay = (upstream) => {
                const delayMs = upstream === sick ? delayOf(random()) : USUAL_MS;
                if (delayMs > SICK_MS) sickCalls += 1;
                return delayMs;
              };
              const bff = await start(definition, shop.urls, {
                send: remembered,
                warm,
                waves: split ? waves : null,
              });
              try {
                if (warm) await bff.ask(document, () => USUAL_MS);
                bff.holdClosed();
                const given = await atOnce(operations, async (turn) => {
                  await pause(turn * 400);
                  return bff.ask(document, delay);
                });
                return given.map((answer) => ({ answer, served: leavesOf(answer.data) / leaves }));
              } finally {
                await bff.close();
              }
            }),
          ),
        );
        return answers.flat();
      });
      return {
        what: `one service ${sickness}; ${warm ? 'warm' : 'cold'}`,
        asItIs: ways[0]!,
        split: ways[1]!,
      };
    });
    transport.close();

    const mean = (of: readonly { readonly served: number }[]) =>
      of.reduce((sum, { served }) => sum + served, 0) / of.length;
    const fresh = (of: readonly { readonly served: number; readonly answer: Answer }[]) =>
      of.filter(({ served, answer }) => served === 1 && !answer.extensions?.['degraded']).length / of.length;
    const late = (of: readonly { readonly answer: Answer }[]) =>
      percentile(
        of.map(({ answer }) => answer.latencyMs),
        0.95,
      );
    const felt = { what: `calls that took more than ${ms(SICK_MS)}`, count: sickCalls, atLeast: operations };
    const figures = results.map(({ what, asItIs, split }) => ({
      what,
      measured:
        `as it is ${percent(mean(asItIs))} served, ${percent(fresh(asItIs))} of the answers whole and fresh, p95 ${ms(late(asItIs))}; ` +
        `split ${percent(mean(split))}, ${percent(fresh(split))}, ${ms(late(split))}`,
      value: mean(split) - mean(asItIs),
    }));
    return { felt: [felt], figures };
  },
};

/** Asks the services for each thing once: what comes after that takes as long as the experiment says. */
function remember(send: Transport): Transport {
  const responses = new Map<string, ReturnType<Transport>>();
  return ({ headers: { 'if-none-match': _tag, ...headers }, ...request }) => {
    const response =
      responses.get(request.url) ?? send({ ...request, headers, signal: new AbortController().signal });
    responses.set(request.url, response);
    return response;
  };
}

interface DelayedBff {
  readonly ask: (document: ClientDocument, delay: Delay) => Promise<Answer>;
  /** Keeps all breakers closed, so that each operation meets the sick service. */
  readonly holdClosed: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a BFF each of whose calls takes as long as the operation that it is made for was asked with. */
async function start(
  definition: BffDefinition,
  urls: Urls,
  {
    send,
    warm = false,
    waves = null,
    watch,
  }: { send: Transport; warm?: boolean; waves?: Waves | null; watch?: (endpoint: string) => void },
): Promise<DelayedBff> {
  const delays = new Map<string, Delay>();
  const clock = systemClock;
  const { endpoints, ...connected } = connectUpstreams(urls, {
    transport: async (request) => {
      const delayMs = delays.get(request.headers['x-request-id']!)!(request.upstream);
      const { signal } = request;
      if (delayMs === Infinity) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      else await pause(delayMs, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
      return send(request);
    },
    clock,
    observe: () => {},
    sharing: { ...noReuse(), ...(!warm && { kept: boundedCache(1) }) },
  });
  const bff = await createBff(definition, {
    upstreams: { ...connected, endpoints: narrowed(endpoints, waves, watch) },
    clock,
    logger: createLogger(definition.name, 'silent'),
    metrics: createMetrics(),
    limits: { maxOperations: 1_000, maxEventLoopDelayMs: 60_000 },
    eventLoopDelayMs: () => 0,
    playground: false,
    introspection: false,
    documents: anyDocument,
    http: openHttp,
    quota: costQuota({ pointsPerMinute: Infinity, clock }),
    compiledExecution: true,
    reuse: { coalesce: false, cacheBytes: 0 },
  });
  const client = createClient(await bff.listen({ host: '127.0.0.1', port: 0 }));
  let requests = 0;
  return {
    ask: async (document, delay) => {
      const requestId = `deadline-${(requests += 1)}`;
      delays.set(requestId, delay);
      return client.ask({ ...document, headers: { ...document.headers, 'x-request-id': requestId } });
    },
    holdClosed: () => upstreamNames.forEach((name) => connected.forceBreaker(name, 'closed')),
    close: async () => {
      client.close();
      await bff.close();
    },
  };
}

/** The same endpoints, which give a call no more than its wave's share of the operation's time. */
function narrowed(
  upstreams: Upstreams,
  waves: Waves | null,
  watch: (endpoint: string) => void = () => {},
): Upstreams {
  const made = new Map<string, number>();
  const narrow = (endpoint: string, operation: Operation): Operation => {
    watch(endpoint);
    if (!waves) return operation;
    const { requestId, deadlineAt } = operation;
    const before = made.get(`${requestId} ${endpoint}`) ?? 0;
    made.set(`${requestId} ${endpoint}`, before + 1);
    const wave = waves.ofCalls.get(endpoint)?.[before] ?? waves.count;
    const leftMs = deadlineAt - systemClock.now();
    return { ...operation, deadlineAt: deadlineAt - leftMs + leftMs / (waves.count - wave + 1) };
  };
  const entries = Object.entries(upstreams).map(([name, endpoints]) => [
    name,
    Object.fromEntries(
      Object.entries(endpoints as Record<string, (operation: Operation, ...rest: unknown[]) => unknown>).map(
        ([endpoint, ask]) => [
          endpoint,
          (operation: Operation, ...rest: unknown[]) =>
            ask(narrow(`${name}.${endpoint}`, operation), ...rest),
        ],
      ),
    ),
  ]);
  return Object.fromEntries(entries) as Upstreams;
}

/** Asks a document once, of services that all take the same, and reads its waves off the times of its calls. */
async function wavesOf(document: ClientDocument, definition: BffDefinition, urls: Urls, send: Transport) {
  const calls: { readonly endpoint: string; readonly at: number }[] = [];
  const bff = await start(definition, urls, {
    send,
    watch: (endpoint) => calls.push({ endpoint, at: performance.now() }),
  });
  // The first time the services answer, the second time what is remembered of them does, without a time of its own.
  await bff.ask(document, () => 0);
  calls.length = 0;
  const waveMs = 200;
  const { data } = await bff.ask(document, () => waveMs);
  await bff.close();
  const startedAt = Math.min(...calls.map(({ at }) => at));
  const waved = calls.map(({ endpoint, at }) => ({
    endpoint,
    wave: 1 + Math.round((at - startedAt) / waveMs),
  }));
  const byEndpoint = Map.groupBy(waved, ({ endpoint }) => endpoint);
  const waves: Waves = {
    count: Math.max(0, ...waved.map(({ wave }) => wave)),
    ofCalls: new Map([...byEndpoint].map(([endpoint, of]) => [endpoint, of.map(({ wave }) => wave)])),
  };
  const asked = new Set(calls.map(({ endpoint }) => endpoint.split('.')[0]!));
  return { waves, leaves: leavesOf(data), upstreams: [...asked] };
}

/** How many leaves of an answer have a value. */
function leavesOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + leavesOf(each), 0);
}
