import { setTimeout as sleep } from 'node:timers/promises';
import { megabytes, percent } from '../../kit/format.ts';
import { residentBytes } from '../../kit/memory.ts';
import { median } from '../../kit/statistics.ts';
import { lineChart } from '../chart.ts';
import { honest, ours, withServers, type Experiment } from '../experiment.ts';
import { checkClaims } from '../claims.ts';
import { measureRound, summarized, type Round } from '../measure.ts';

const LIMIT_MB = 300;

/** How much more memory the last third may use than the third before it, for it to be called flat. */
const FLAT_RATIO = 1.05;

const SAMPLE_MS = 2_000;

/** The generator keeps all latencies of a job: many short ones cost it less. */
const JOB_SECONDS = 20;

const load = { workload: 'varied', connections: 50 } as const;

export const memory: Experiment = {
  name: 'memory',
  title: 'Memory',
  how:
    'Varied, honest Cache-Control, closed loop of 50 connections without a pause; the resident memory of the BFF every ' +
    `${SAMPLE_MS / 1_000} s. Flat: the median of the last third is at most 5 % above that of the third before.`,
  run: ({ bench, minutes }) =>
    withServers(bench, honest, [ours], async ([server]) => {
      const startedAt = performance.now();
      const endAt = startedAt + minutes * 60_000;
      const samples: { x: number; y: number }[] = [];
      let done = false;
      const watch = async () => {
        while (!done) {
          const y = (await residentBytes(server!.pid)) / 1_048_576;
          samples.push({ x: (performance.now() - startedAt) / 60_000, y });
          await sleep(SAMPLE_MS);
        }
      };
      const watching = watch();
      const rounds: Round[] = [];
      for (let seed = 1; performance.now() < endAt; seed++) {
        const seconds = Math.min(JOB_SECONDS, (endAt - performance.now()) / 1_000);
        rounds.push((await measureRound(bench, server!, { ...load, seed, seconds })).round);
      }
      done = true;
      await watching;
      checkClaims(
        [{ name: server!.name, asks: server!.asks, ...summarized(rounds) }],
        load.workload,
        'honest',
      );

      const third = (n: number) =>
        median(
          samples
            .slice(Math.floor((samples.length * n) / 3), Math.floor((samples.length * (n + 1)) / 3))
            .map(({ y }) => y),
        );
      const [middle, last] = [third(1), third(2)];
      const most = Math.max(...samples.map(({ y }) => y));
      const chosen = samples.filter((_sample, index) => index % Math.ceil(samples.length / 12) === 0);
      return {
        targets: [
          {
            what: `memory after ${minutes} minutes varied, caches full`,
            toReach: `≤ ${LIMIT_MB} MB, flat`,
            measured:
              `${last.toFixed(0)} MB, at most ${most.toFixed(0)} MB; ` +
              `the last third ${percent(last / middle - 1)} above the one before`,
            met:
              most <= LIMIT_MB && last <= FLAT_RATIO * middle && rounds.every(({ failed }) => failed === 0),
            value: most,
            situation: { kind: 'bff-web', load: { ...load, upstream: honest } },
          },
        ],
        charts: [
          {
            file: 'performance-memory.svg',
            title: 'Resident memory over time',
            svg: lineChart(
              { title: 'Resident memory, varied, honest Cache-Control', xLabel: 'minutes', yLabel: 'MB' },
              [{ name: 'ours', points: chosen.map(({ x, y }) => ({ x: Number(x.toFixed(1)), y })) }],
            ),
          },
        ],
        data: {
          samples,
          perSecond: rounds.map(({ perSecond }) => Math.round(perSecond)),
          p99Ms: rounds.map(({ p99Ms }) => Math.round(p99Ms)),
          peak: megabytes(most * 1_048_576),
        },
      };
    }),
};
