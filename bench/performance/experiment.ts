import { percent, round } from '../kit/format.ts';
import { oneByOne } from '../kit/load.ts';
import type { Bench } from './bench.ts';
import { compareAnswers, type Effort, type Summary } from './measure.ts';
import type { Profile } from '../kit/profile.ts';
import { bff, peer, type Server, type ServerStart } from './servers.ts';
import type { Situation } from './situation.ts';
import type { UpstreamSettings } from './upstream.ts';
import type { WorkloadName } from './workloads.ts';

/** One thing that was to be reached. */
export interface Target {
  readonly what: string;
  readonly toReach: string;
  readonly measured: string;
  readonly met: boolean;
  /** The number behind `measured`. */
  readonly value: number;
  /** What the BFF does meanwhile; null only where there was nothing to measure. */
  readonly situation: Situation | null;
  /** Where its time goes in that situation, the largest shares (0 to 1) first: beside every target that is not met. */
  readonly profile?: Profile['byModule'];
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Chart {
  /** Without a folder. */
  readonly file: string;
  readonly title: string;
  /** What is to be written; nothing where it has been, by the run that measured it. */
  readonly svg?: string;
}

/** What an experiment came to. */
export interface Findings {
  /** Why something is missing. */
  readonly note?: string;
  readonly targets?: readonly Target[];
  readonly tables?: readonly Table[];
  readonly charts?: readonly Chart[];
  /** The figures behind tables and charts. */
  readonly data: unknown;
}

export interface Setting {
  readonly bench: Bench;
  readonly effort: Effort;
  /** How long memory is watched. */
  readonly minutes: number;
  /** Fewer of everything, to see that all is in order. */
  readonly quick: boolean;
}

export interface Experiment {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  /** How it is measured, for whoever reads the figures. */
  readonly how: string;
  readonly run: (setting: Setting) => Promise<Findings>;
}

/** For what no target hangs on, or many servers take turns. */
export function lighter({ rounds, seconds, warmUpSeconds }: Effort): Effort {
  return { rounds: Math.ceil(rounds * 0.6), seconds: seconds * 0.7, warmUpSeconds: warmUpSeconds * 0.7 };
}

/** For one of many places, or what is fast enough to be sure of at once. */
export function brief(effort: Effort): Effort {
  return { ...lighter(effort), rounds: Math.ceil(effort.rounds * 0.4) };
}

/** Without waiting, and so that nothing may be kept: what servers are worth by themselves. */
export const noStore: UpstreamSettings = { latencyMs: 0, cacheControl: 'no-store' };
export const honest: UpstreamSettings = { latencyMs: 0, cacheControl: 'honest' };
export const cacheable: UpstreamSettings = { latencyMs: 0, cacheControl: 'cacheable' };

export const ours = bff('ours', 'bff-web');
export const hand = peer('hand');
export const mercurius = peer('mercurius');

/** Starts servers, lends them to `use`, and ends them. What they have kept goes with them. */
export async function withServers<Result>(
  bench: Bench,
  settings: UpstreamSettings,
  starts: readonly ServerStart[],
  use: (servers: readonly Server[]) => Promise<Result>,
): Promise<Result> {
  await bench.upstream.become(settings);
  const started = await Promise.allSettled(starts.map((start) => start(bench)));
  const servers = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  try {
    const failed = started.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
    return await use(servers);
  } finally {
    await oneByOne(servers.length, (index) => servers[index]!.stop());
  }
}

/** Operations whose answers are compared before servers are measured with others like them. */
const COMPARED = 12;

export async function compare(bench: Bench, servers: readonly Server[], workload: WorkloadName) {
  await compareAnswers(bench, servers, workload, COMPARED);
}

/** Above this share of the time the generator is what is measured. */
const SATURATED = 0.9;

/**
 * How much more a server can do than another: operations a second, and what a core would do by the CPU that an operation
 * costs. They part where something else was the limit, such as the generator; `counts` is the lower.
 */
export function speedRatios(one: Summary, other: Summary) {
  const byOperations = one.perSecond / other.perSecond;
  const byCpu = other.cpuMs / one.cpuMs;
  return { byOperations, byCpu, counts: Math.min(byOperations, byCpu) };
}

export const summaryHead = ['ops/s', '±', 'CPU ms', 'core', 'calls', 'p50 ms', 'p99 ms', 'MB'] as const;

/** Nothing that was not answered whole counts as reached. */
export const isWhole = (...summaries: readonly Summary[]) => summaries.every(({ failed }) => failed === 0);

/** A summary as cells below {@link summaryHead}. */
export function summaryCells(summary: Summary): readonly string[] {
  const { perSecond, spread, cpuMs, calls, p50Ms, p99Ms, residentBytes, generatorBusy, serverBusy, failed } =
    summary;
  return [
    [
      round(perSecond),
      ...(generatorBusy > SATURATED ? ['(generator busy)'] : []),
      ...(failed > 0 ? [`**(up to ${percent(failed)} failed)**`] : []),
    ].join(' '),
    percent(spread / 2),
    cpuMs.toFixed(cpuMs < 0.1 ? 3 : 2),
    percent(serverBusy),
    calls.toFixed(2),
    round(p50Ms),
    round(p99Ms),
    (residentBytes / 1_048_576).toFixed(0),
  ];
}
