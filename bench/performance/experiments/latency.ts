import { ms, round } from '../../kit/format.ts';
import {
  compare,
  hand,
  isWhole,
  mercurius,
  noStore,
  ours,
  summaryCells,
  summaryHead,
  withServers,
  type Experiment,
} from '../experiment.ts';
import { measure } from '../measure.ts';

/** Of what a closed loop of 50 connections reaches. */
const SHARE = 0.6;

/** As many as wait at the worst moment; a connection too few would make operations wait in the generator. */
const OPEN_CONNECTIONS = 256;

const slow = { ...noStore, latencyMs: 5 };

export const oneConnection: Experiment = {
  name: 'one-connection',
  title: 'One connection, services that take 5 ms',
  how: 'Closed loop of one connection, the whole listing, pages drawn by Zipf, `no-store`: the medians of latency.',
  run: ({ bench, effort }) =>
    withServers(bench, slow, [ours, hand, mercurius], async (servers) => {
      await compare(bench, servers, 'listing-20');
      const job = { workload: 'listing-20', connections: 1 } as const;
      const summaries = await measure(bench, servers, job, effort);
      const [own, limit] = [summaries[0]!.p50Ms, summaries[1]!.p50Ms];
      return {
        targets: [
          {
            what: 'one connection, upstream 5 ms',
            toReach: 'added to the hand-assembled limit ≤ 1.5 ms',
            measured: `${(own - limit).toFixed(2)} ms (${own.toFixed(1)} ms and ${limit.toFixed(1)} ms)`,
            met: own - limit <= 1.5 && isWhole(...summaries),
            value: own - limit,
            situation: { kind: 'bff-web', load: { ...job, upstream: slow } },
          },
        ],
        tables: [
          {
            title: 'one connection',
            head: ['server', ...summaryHead],
            rows: servers.map(({ name }, index) => [name, ...summaryCells(summaries[index]!)]),
          },
        ],
        data: Object.fromEntries(servers.map(({ name }, index) => [name, summaries[index]])),
      };
    }),
};

export const openLoop: Experiment = {
  name: 'open-loop',
  title: 'Open loop at 60 % of the knee',
  how:
    'Varied, `no-store`. The knee is what a closed loop of 50 connections reaches; then operations are begun at 60 % of ' +
    'that rate, evenly, whether or not the ones before have been answered. Latency counts from when an operation was ' +
    'due. The generator sends late by what the table says, in the median, and that counts as well.',
  run: ({ bench, effort }) =>
    withServers(bench, noStore, [ours], async ([server]) => {
      const closed = { workload: 'varied', connections: 50 } as const;
      const [knee] = await measure(bench, [server!], closed, effort);
      const perSecond = SHARE * knee!.perSecond;
      const open = { workload: 'varied', connections: OPEN_CONNECTIONS, perSecond } as const;
      const [found] = await measure(bench, [server!], open, { ...effort, seconds: 2 * effort.seconds });
      const { p50Ms, p99Ms, sentLateMs } = found!;
      return {
        targets: [
          {
            what: 'open loop at 60 % of the knee',
            toReach: 'p99 ≤ 3 × p50',
            measured: `${(p99Ms / p50Ms).toFixed(2)} × (${ms(p50Ms)} and ${ms(p99Ms)} at ${round(perSecond)} a second)`,
            met: p99Ms <= 3 * p50Ms && isWhole(knee!, found!),
            value: p99Ms / p50Ms,
            situation: { kind: 'bff-web', load: { ...open, upstream: noStore } },
          },
        ],
        tables: [
          {
            title: 'open loop',
            head: ['', ...summaryHead, 'sent late, ms'],
            rows: [
              ['closed, 50 connections', ...summaryCells(knee!), ''],
              ['open', ...summaryCells(found!), round(sentLateMs)],
            ],
          },
        ],
        data: { knee, open: found },
      };
    }),
};
