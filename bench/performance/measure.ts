import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createClient, type Operation } from '../kit/client.ts';
import { cpuMs, descendants } from '../kit/cpu.ts';
import { oneByOne } from '../kit/load.ts';
import { residentBytes } from '../kit/memory.ts';
import { median } from '../kit/statistics.ts';
import type { Bench } from './bench.ts';
import { checkClaims } from './claims.ts';
import type { Job, JobResult } from './generator.ts';
import type { Server } from './servers.ts';
import { workloads, type WorkloadName } from './workloads.ts';

/** Answers of each server that are compared after they were measured. */
const SAMPLES_LOOKED_AT = 20;

interface Body {
  readonly data: unknown;
}

/** What is measured of a server in one round. */
export interface Round {
  /** Operations that were answered whole. */
  readonly perSecond: number;
  /** The share of all operations that were not. */
  readonly failed: number;
  /** CPU of the server, for each operation that was answered whole: what failed was in vain. */
  readonly cpuMs: number;
  /** Calls that reached the services, for each operation that was answered whole. */
  readonly calls: number;
  /** Reads and whole operations that it answered out of its caches, for each of them; NaN where it does not tell. */
  readonly kept: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly residentBytes: number;
  /** The share of the time that the generator computed: near 1 it is the generator that is measured. */
  readonly generatorBusy: number;
  readonly serverBusy: number;
  readonly sentLateMs: number;
}

/** The median of several rounds, and how far apart they were. */
export interface Summary extends Round {
  /** The highest figure above the lowest, as a share of the median. */
  readonly spread: number;
  readonly rounds: number;
}

/** Asks a server for a while, and looks what that costs. */
export async function measureRound(
  bench: Bench,
  server: Server,
  job: Omit<Job, 'url'>,
): Promise<{ round: Round; samples: JobResult['samples'] }> {
  await bench.upstream.takeCalls();
  const keptBefore = await server.kept();
  const cpuBefore = await cpuMs(server.pid);
  const result = await bench.ask({ ...job, url: server.url });
  const cpu = (await cpuMs(server.pid)) - cpuBefore;
  const calls = Object.values(await bench.upstream.takeCalls()).reduce((sum, count) => sum + count, 0);
  const { answered, failures, samples } = result;
  if (Object.keys(failures).length > 0) {
    const what = `${server.name}, ${job.workload}, ${job.connections} connections`;
    process.stdout.write(`  ${what}: ${JSON.stringify(failures)} beside ${answered} whole answers\n`);
  }
  const kept = (await server.kept()) - keptBefore;
  const used = { cpuMs: cpu, calls, kept, residentBytes: await familyResidentBytes(server.pid) };
  return { round: roundOf(result, used), samples };
}

/** What a job came to, and what the server used for it, as figures of a round. */
export function roundOf(
  { answered, failures, tookMs, latencyMs, sentLateMs, cpuMs: generatorCpuMs }: Omit<JobResult, 'samples'>,
  used: Pick<Round, 'cpuMs' | 'calls' | 'kept' | 'residentBytes'>,
): Round {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  return {
    perSecond: (answered * 1_000) / tookMs,
    failed: failed / (answered + failed),
    cpuMs: used.cpuMs / answered,
    calls: used.calls / answered,
    kept: used.kept / answered,
    p50Ms: latencyMs.p50,
    p99Ms: latencyMs.p99,
    residentBytes: used.residentBytes,
    generatorBusy: generatorCpuMs / tookMs,
    serverBusy: used.cpuMs / tookMs,
    sentLateMs,
  };
}

/** What a server and the processes below it have in memory. */
async function familyResidentBytes(pid: number): Promise<number> {
  const sizes = await Promise.all([pid, ...(await descendants(pid))].map(residentBytes));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** How long and how often servers are asked. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/**
 * Measures servers in turns, so that what changes about the machine changes for all of them alike. Some answers are
 * looked at afterwards: they must be what the first server answers when it is asked alone.
 *
 * @throws {Error} when an operation was answered wrongly, or services were not asked as `no-store` or a warm cache has it
 */
export async function measure(
  bench: Bench,
  servers: readonly Server[],
  job: Omit<Job, 'url' | 'seed' | 'seconds'>,
  { rounds, seconds, warmUpSeconds }: Effort,
): Promise<readonly Summary[]> {
  const { cacheControl } = bench.upstream.settings();
  const inTurns = (seed: number) =>
    oneByOne(servers.length, async (index) => {
      const server = servers[index]!;
      // While the others had their turns, what it kept has run out: under steady load it would have been renewed.
      if (cacheControl === 'honest' && server.asks === 'when stale')
        await warmUp(bench, server, job, { seed: REFILL_SEED + seed, seconds: 2 * seconds });
      return measureRound(bench, server, { ...job, seed, seconds });
    });
  await oneByOne(servers.length, (index) =>
    warmUp(bench, servers[index]!, job, { seed: 1, seconds: warmUpSeconds }),
  );
  const measured = await oneByOne(rounds, (index) => inTurns(index + 2));
  for (const [index, server] of servers.entries()) {
    const samples = measured.flatMap((round) => round[index]!.samples).slice(0, SAMPLES_LOOKED_AT);
    for (const { operation, body } of samples) {
      const expected = await answerOf(servers[0]!, operation);
      assertSame(operation, [servers[0]!.name, expected], [server.name, (JSON.parse(body) as Body).data]);
    }
  }
  const summaries = servers.map((_server, index) => summarized(measured.map((round) => round[index]!.round)));
  if (rounds > 0) {
    const asked = servers.map(({ name, asks }, index) => ({ name, asks, ...summaries[index]! }));
    checkClaims(asked, job.workload, cacheControl);
  }
  return summaries;
}

/** Other operations of the same kind than those that are measured. */
const REFILL_SEED = 1_000;

/** By fewer, a process would not be asked often enough in so short a time to have its code compiled. */
const WARM_UP_CONNECTIONS = 50;

/** A process computes slowly before its code is compiled and its caches are filled: that is not measured. */
async function warmUp(
  bench: Bench,
  { url }: Server,
  job: Omit<Job, 'url' | 'seed' | 'seconds'>,
  effort: Pick<Job, 'seed' | 'seconds'>,
): Promise<void> {
  const { perSecond: _asFastAsItCan, ...closed } = job;
  const connections = Math.max(closed.connections, WARM_UP_CONNECTIONS);
  await bench.ask({ ...closed, connections, url, ...effort });
}

/** What rounds come to. */
export function summarized(rounds: readonly Round[]): Summary {
  const of = (figure: keyof Round) => median(rounds.map((round) => round[figure]));
  const speeds = rounds.map(({ perSecond }) => perSecond);
  return {
    perSecond: of('perSecond'),
    failed: Math.max(...rounds.map(({ failed }) => failed)),
    cpuMs: of('cpuMs'),
    calls: of('calls'),
    kept: of('kept'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    residentBytes: of('residentBytes'),
    generatorBusy: of('generatorBusy'),
    serverBusy: of('serverBusy'),
    sentLateMs: of('sentLateMs'),
    spread: (Math.max(...speeds) - Math.min(...speeds)) / of('perSecond'),
    rounds: rounds.length,
  };
}

/** How often, and how far apart, a server is asked again that has not recovered yet from what went before. */
const PATIENCE = { times: 40, pauseMs: 250 };

/** The answer to one operation, whole. */
export async function answerOf(server: Server, operation: Operation): Promise<unknown> {
  const client = createClient(server.url);
  try {
    for (let time = 1; ; time++) {
      const { status, data, errors } = await client.ask(operation);
      if (status === 200 && data && !errors) return data;
      if (time === PATIENCE.times) {
        const first = JSON.stringify(errors?.[0]);
        throw new Error(`${server.name} answered ${status}, ${errors?.length ?? 0} errors: ${first}`);
      }
      await sleep(PATIENCE.pauseMs);
    }
  } finally {
    client.close();
  }
}

/**
 * Sees that all servers answer the same.
 *
 * @throws {Error} naming the first operation for which they do not
 */
export async function compareAnswers(
  { recording }: Bench,
  servers: readonly Server[],
  workload: WorkloadName,
  samples: number,
): Promise<void> {
  const next = workloads[workload].operations(recording, 1);
  for (let sample = 0; sample < samples; sample++) {
    const operation = next();
    const [first, ...others] = await Promise.all(
      servers.map(async (server) => [server.name, await answerOf(server, operation)] as const),
    );
    for (const other of others) assertSame(operation, first!, other);
  }
}

function assertSame(
  operation: Operation,
  [name, answer]: readonly [string, unknown],
  [otherName, other]: readonly [string, unknown],
): void {
  if (isDeepStrictEqual(answer, other)) return;
  const where = difference(answer, other);
  throw new Error(`${name} and ${otherName} differ at ${where}:\n${JSON.stringify(operation)}`);
}

/** Where two answers part, for a person. */
function difference(a: unknown, b: unknown, path = ''): string {
  if (isDeepStrictEqual(a, b)) return '';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...keys].map((key) => difference(left[key], right[key], `${path}.${key}`)).find(Boolean) ?? path;
}
