/**
 * The process that asks: it is sent a {@link Job} at a time, and answers with a {@link JobResult}. It reads what there is
 * to ask for from the file RECORDING.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../kit/client.ts';
import { percentile } from '../kit/statistics.ts';
import { Connection, type RawAnswer } from './connection.ts';
import type { Recording } from './recording.ts';
import { workloads, type WorkloadName } from './workloads.ts';

export interface Job {
  readonly url: string;
  readonly workload: WorkloadName;
  /** Which operations, of those that the workload might ask: the same for the same seed. */
  readonly seed: number;
  readonly connections: number;
  readonly seconds: number;
  /** Begins this many operations a second, however slowly they end; unless given, each connection waits for its answer. */
  readonly perSecond?: number;
}

export interface JobResult {
  /** Operations that were answered whole. */
  readonly answered: number;
  /** What the others came to, such as `503` or `UPSTREAM_TIMEOUT`, and how many. */
  readonly failures: Readonly<Record<string, number>>;
  /** From the first operation until the last answer (ms). */
  readonly tookMs: number;
  /** From when an operation that was answered whole was meant to be sent until its last byte (ms). */
  readonly latencyMs: { readonly p50: number; readonly p90: number; readonly p99: number };
  /** How late operations were sent, in the median (ms); 0 where nothing was meant. */
  readonly sentLateMs: number;
  /** CPU that this process used (ms). */
  readonly cpuMs: number;
  /** Some answers, to be looked at. */
  readonly samples: readonly { readonly operation: Operation; readonly body: string }[];
}

/** Operations that are made ready beforehand; after the last one comes the first again. */
const PREPARED = 10_000;

/** One answer in so many is handed back, up to a number. */
const SAMPLE_EVERY = 100;
const MOST_SAMPLES = 20;

const recording = JSON.parse(await readFile(process.env['RECORDING']!, 'utf8')) as Recording;

process.on('message', (job: Job) => void run(job).then((result) => process.send!(result)));
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => process.exit(0));
process.send!({ ready: '' });

interface Prepared {
  readonly workload: WorkloadName;
  readonly seed: number;
  readonly operations: readonly Operation[];
  readonly requests: readonly Buffer[];
}
let last: Prepared | undefined;

/** Servers take turns, and each is asked the same. */
function prepared({ workload, seed }: Job): Prepared {
  if (last?.workload === workload && last.seed === seed) return last;
  const operations = Array.from({ length: PREPARED }, workloads[workload].operations(recording, seed));
  last = { workload, seed, operations, requests: operations.map(httpRequest) };
  return last;
}

async function run(job: Job): Promise<JobResult> {
  const { operations, requests } = prepared(job);
  const connections = Array.from({ length: job.connections }, () => new Connection(job.url));
  const latencies: number[] = [];
  const lateness: number[] = [];
  const failures: Record<string, number> = {};
  const samples: { operation: Operation; body: string }[] = [];
  let sent = 0;
  let ended = 0;

  /** Sends the next operation, meant to be sent at `meantAt`. */
  const send = (connection: Connection, meantAt: number, then: () => void) => {
    const index = sent++ % PREPARED;
    const isSample = sent % SAMPLE_EVERY === 1 && samples.length < MOST_SAMPLES;
    connection.send(requests[index]!, isSample, (answer) => {
      ended += 1;
      const failure = failureOf(answer);
      if (failure) failures[failure] = (failures[failure] ?? 0) + 1;
      // A refusal is quick: counted among the rest, it would make whoever refuses look fast.
      else latencies.push(performance.now() - meantAt);
      if (!failure && answer.body) samples.push({ operation: operations[index]!, body: answer.body });
      then();
    });
  };

  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endAt = startedAt + job.seconds * 1_000;
  if (job.perSecond === undefined) await closedLoop();
  else await openLoop(job.perSecond);
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const connection of connections) connection.close();

  return {
    answered: latencies.length,
    failures,
    tookMs,
    latencyMs: {
      p50: percentile(latencies, 0.5),
      p90: percentile(latencies, 0.9),
      p99: percentile(latencies, 0.99),
    },
    sentLateMs: lateness.length > 0 ? percentile(lateness, 0.5) : 0,
    cpuMs: (user + system) / 1_000,
    samples,
  };

  function closedLoop(): Promise<unknown> {
    return Promise.all(
      connections.map(
        (connection) =>
          new Promise<void>((done) => {
            const again = () => {
              const now = performance.now();
              if (now < endAt) send(connection, now, again);
              else done();
            };
            again();
          }),
      ),
    );
  }

  /** An operation for which no connection is free waits for one, and the wait counts. */
  async function openLoop(perSecond: number): Promise<void> {
    const free = [...connections];
    const waiting: number[] = [];
    const count = Math.floor(job.seconds * perSecond);
    const begin = (connection: Connection, meantAt: number) => {
      lateness.push(performance.now() - meantAt);
      send(connection, meantAt, () => {
        const due = waiting.shift();
        if (due === undefined) free.push(connection);
        else begin(connection, due);
      });
    };
    for (let begun = 0; begun < count;) {
      const meantAt = startedAt + (begun * 1_000) / perSecond;
      const waitMs = meantAt - performance.now();
      if (waitMs > 0) {
        await sleep(waitMs);
        continue;
      }
      const connection = free.pop();
      if (connection) begin(connection, meantAt);
      else waiting.push(meantAt);
      begun += 1;
    }
    while (ended < count) await sleep(5);
  }
}

function httpRequest({ text, variables, headers = {} }: Operation): Buffer {
  const body = JSON.stringify({ query: text, variables });
  const lines = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Why an answer does not count; undefined when it does. */
function failureOf({ status, error }: RawAnswer): string | undefined {
  if (status !== 200) return status === 0 ? 'no answer' : String(status);
  return error;
}
