import { systemClock } from '../../../shared/lib/clock.ts';
import { createPipeline } from '../../../shared/resilience/pipeline.ts';
import { rateLimiter } from '../../../shared/resilience/rate-limiter.ts';
import { retryBudget } from '../../../shared/resilience/retry-budget.ts';
import type { Call } from '../../../shared/resilience/policy.ts';
import { defaultResilience, type ResilienceOptions } from '../../../shared/resilience/options.ts';
import { neverFresh } from '../../../shared/cache/freshness.ts';
import { boundedCache } from '../../../shared/cache/bounded-cache.ts';
import type { CacheEntry } from '../../../shared/upstream/cache-entry.ts';
import { upstreamCache } from '../../../shared/upstream/upstream-cache.ts';
import { sharedCall } from '../../../shared/upstream/shared-call.ts';
import { round } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { median } from '../../kit/statistics.ts';
import type { Experiment } from '../experiment.ts';

const TARGET_MICROSECONDS = 15;

/** Calls that one client's operation makes, under one signal. */
const CALLS_AN_OPERATION = 8;

const answer = { ok: true };
let calls = 0;
const transport = async () => {
  calls += 1;
  return answer;
};
const ignore = () => {};

/** Every option that is off by default; the quota is one that is never used up. */
const withEverything: ResilienceOptions = {
  ...defaultResilience,
  hedge: { percentile: 0.95, minimumMs: 20 },
  rateLimit: { perSecond: 10_000_000, burst: 1_000_000 },
  bulkhead: { ...defaultResilience.bulkhead, adaptive: { minimum: 8, slowMs: 200 } },
};

type Way = (call: Call) => Promise<unknown>;

export const cost: Experiment = {
  name: 'cost',
  title: 'cost of the whole pipeline per call, healthy',
  how:
    'In this process: the policies of the default protection, and stale-if-error around them, over a transport that ' +
    'answers at once, against calling that transport alone. CPU of the process, garbage collection included, for rounds ' +
    'of calls that take turns; the median of the differences. Nothing is answered from a cache.',
  caches: ['off'],
  run: async ({ quick }) => {
    const [rounds, operations] = quick ? [7, 1_000] : [15, 4_000];
    const ways = {
      bare: transport,
      policies: policies(defaultResilience),
      whole: whole(defaultResilience),
      everything: whole(withEverything),
    } satisfies Record<string, Way>;
    const measureAll = async () => ({
      bare: await microsecondsPerCall(ways.bare, operations),
      policies: await microsecondsPerCall(ways.policies, operations),
      whole: await microsecondsPerCall(ways.whole, operations),
      everything: await microsecondsPerCall(ways.everything, operations),
    });
    await oneByOne(2, measureAll);
    calls = 0;
    const measured = await oneByOne(rounds, measureAll);
    const made = rounds * Object.keys(ways).length * operations * CALLS_AN_OPERATION;
    const above = median(measured.map((each) => each.whole - each.bare));
    const everything = median(measured.map((each) => each.everything - each.bare));
    const policiesAlone = median(measured.map((each) => each.policies - each.bare));
    return {
      felt: [{ what: `calls that reached the transport, of ${made}`, count: calls, atLeast: made }],
      figures: [
        {
          what: 'CPU of a call above the bare call',
          measured: `${round(above)} µs`,
          target: `≤ ${TARGET_MICROSECONDS} µs`,
          met: above <= TARGET_MICROSECONDS,
          value: above,
        },
        {
          what: 'of which the policies, without stale-if-error',
          measured: `${round(policiesAlone)} µs`,
          value: policiesAlone,
        },
        {
          what: 'with hedging, a quota and an adaptive bulkhead besides',
          measured: `${round(everything)} µs`,
          target: `≤ ${TARGET_MICROSECONDS} µs`,
          met: everything <= TARGET_MICROSECONDS,
          value: everything,
        },
      ],
    };
  },
};

function policies(resilience: ResilienceOptions): Way {
  const { clock, random } = { clock: systemClock, random: Math.random };
  const pipeline = createPipeline(resilience, {
    clock,
    ownDelayMs: () => 0,
    random,
    budget: retryBudget(resilience.retryBudget, clock),
    rateLimiter: rateLimiter(resilience.rateLimit, clock),
    onRetry: ignore,
    onHedge: ignore,
    onBreakerChange: ignore,
  });
  return (call) => pipeline.run(call, transport);
}

function whole(resilience: ResilienceOptions): Way {
  const run = policies(resilience);
  const answers = upstreamCache('bench', {
    clock: systemClock,
    cache: boundedCache<CacheEntry>(1_000_000),
    serveFresh: false,
    onServedStale: ignore,
  });
  const question = { endpoint: 'GET /things', key: '/things', private: false, stale: { maxAgeMs: 60_000 } };
  const about = { freshness: neverFresh, bytes: 0, negative: false };
  const limits = { clock: systemClock, limitMs: resilience.deadlineMs, expired: () => new Error() };
  return async (call) => {
    const scope = { ...call, principal: null };
    const shared = sharedCall([scope], limits, (caller) => run({ ...call, ...caller }));
    return answers.keep(question, await shared.join(scope), { ...about, askedAt: systemClock.now() }).value;
  };
}

async function microsecondsPerCall(way: Way, operations: number): Promise<number> {
  const before = process.cpuUsage();
  for (let operation = 0; operation < operations; operation++) {
    const { signal } = new AbortController();
    const call: Call = {
      name: 'GET /things',
      requestId: 'bench',
      idempotent: true,
      signal,
      deadlineAt: systemClock.now() + 4_000,
    };
    for (let count = 0; count < CALLS_AN_OPERATION; count++) await way(call);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (operations * CALLS_AN_OPERATION);
}
