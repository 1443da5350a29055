import { percent, round } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { lineChart, type Series } from '../chart.ts';
import {
  brief,
  compare,
  hand,
  isWhole,
  lighter,
  mercurius,
  noStore,
  ours,
  withServers,
  type Chart,
  type Experiment,
  type Findings,
  type Setting,
  type Table,
} from '../experiment.ts';
import { measure, type Effort, type Summary } from '../measure.ts';
import { bff } from '../servers.ts';
import type { UpstreamSettings } from '../upstream.ts';
import type { WorkloadName } from '../workloads.ts';

/** One place along what grows. */
interface Point {
  readonly x: number;
  readonly workload: WorkloadName;
  readonly connections: number;
  readonly settings: UpstreamSettings;
}

/** Where a point was measured, as a job. */
const at = ({ workload, connections }: Point) => ({ workload, connections });

interface Line {
  readonly points: readonly Point[];
  readonly effort: Effort;
}

/** Summaries by place, and by server. */
type Curve = readonly { readonly x: number; readonly summaries: Readonly<Record<string, Summary>> }[];

const web = [ours, hand, mercurius];

const items: readonly Point[] = ([5, 10, 20, 50] as const).map((x) => ({
  x,
  workload: `listing-${x}`,
  connections: 50,
  settings: noStore,
}));
const connections: readonly Point[] = [1, 10, 50, 100, 300].map((x) => ({
  x,
  workload: 'listing-20',
  connections: x,
  settings: noStore,
}));
const latencies: readonly Point[] = [0, 5, 20].map((x) => ({
  x,
  workload: 'listing-20',
  connections: 50,
  settings: { ...noStore, latencyMs: x },
}));
const users: readonly Point[] = ([1, 100, 500, 10_000] as const).map((x) => ({
  x,
  workload: `orders-${x}`,
  connections: 50,
  settings: noStore,
}));

export const growth: Experiment = {
  name: 'growth',
  title: 'How cost grows',
  how:
    'The whole listing (five services), pages drawn by Zipf, `no-store`, 50 connections and services that answer at ' +
    'once, but for what the chart varies. Users: the list of orders in the app, each operation by one of so many customers: ' +
    'only operations of the same customer may share an execution, so that the more there are, the fewer do.',
  run: async (setting) => {
    const effort = brief(setting.effort);
    const { byConnections, byItems, byLatency } = await curves(setting, web, {
      // A target hangs on this one.
      byConnections: { points: connections, effort: lighter(setting.effort) },
      byItems: { points: items, effort },
      byLatency: { points: latencies, effort },
    });
    const phone = [bff('ours', 'bff-mobile')];
    const { byUsers } = await curves(setting, phone, { byUsers: { points: users, effort } });
    const [one, many] = [byConnections[0]!, byConnections.at(-1)!].map(({ summaries }) => summaries['ours']!);
    return {
      targets: [
        {
          what: `upstream calls per operation, whole listings, varied, \`no-store\`, 1 → ${byConnections.at(-1)!.x} connections`,
          toReach: 'falls from 5 to ≤ 0.7',
          measured: `from ${one!.calls.toFixed(2)} to ${many!.calls.toFixed(2)}`,
          met: many!.calls <= 0.7 && isWhole(one!, many!),
          value: many!.calls,
          situation: { kind: 'bff-web', load: { ...at(connections.at(-1)!), upstream: noStore } },
        },
      ],
      tables: [
        table('items a page', byItems),
        table('connections', byConnections),
        table("the services' latency (ms)", byLatency),
        table('customers', byUsers),
      ],
      charts: [
        chart(
          'items',
          'CPU of the server by items a page',
          'items a page',
          byItems,
          'cpuMs',
          'CPU, ms an operation',
        ),
        chart(
          'connections',
          'Calls by connections',
          'connections',
          byConnections,
          'calls',
          'upstream calls an operation',
        ),
        chart(
          'latency',
          'Latency by latency of the services',
          'latency of every service, ms',
          byLatency,
          'p50Ms',
          'median, ms',
        ),
        chart(
          'users',
          'CPU of the server by customers',
          'customers',
          byUsers,
          'cpuMs',
          'CPU, ms an operation',
        ),
      ],
      data: { byItems, byConnections, byLatency, byUsers },
    } satisfies Findings;
  },
};

/**
 * Servers are started once: what a process has become by one load is what meets the next. A place that several curves
 * pass is measured once.
 */
function curves<Name extends string>(
  { bench, effort, quick }: Setting,
  starts: typeof web,
  lines: Readonly<Record<Name, Line>>,
): Promise<Readonly<Record<Name, Curve>>> {
  const measured = new Map<string, Readonly<Record<string, Summary>>>();
  return withServers(bench, noStore, starts, async (servers) => {
    const measureAt = async ({ settings, ...job }: Omit<Point, 'x'>, effort: Effort) => {
      await bench.upstream.become(settings);
      await compare(bench, servers, job.workload);
      const summaries = await measure(bench, servers, job, effort);
      return Object.fromEntries(servers.map(({ name }, at) => [name, summaries[at]!]));
    };
    const curve = async ({ points, effort }: Line): Promise<Curve> => {
      const chosen = quick ? [points[0]!, points.at(-1)!] : points;
      return oneByOne(chosen.length, async (index) => {
        const { x, ...place } = chosen[index]!;
        const key = JSON.stringify(place);
        const summaries = measured.get(key) ?? (await measureAt(place, effort));
        measured.set(key, summaries);
        return { x, summaries };
      });
    };
    const all = Object.entries<Line>(lines);
    const { workload } = all[0]![1].points[0]!;
    await measure(bench, servers, { workload, connections: 50 }, { ...effort, rounds: 0 });
    const found = await oneByOne(all.length, async (at) => [all[at]![0], await curve(all[at]![1])] as const);
    return Object.fromEntries(found) as Record<Name, Curve>;
  });
}

function chart(
  name: string,
  title: string,
  xLabel: string,
  points: Curve,
  figure: 'cpuMs' | 'calls' | 'p50Ms',
  yLabel: string,
): Chart {
  const names = Object.keys(points[0]!.summaries);
  const series: Series[] = names.map((server) => ({
    name: server,
    points: points.map(({ x, summaries }) => ({ x, y: summaries[server]![figure] })),
  }));
  return { file: `performance-${name}.svg`, title, svg: lineChart({ title, xLabel, yLabel }, series) };
}

function table(title: string, points: Curve): Table {
  const names = Object.keys(points[0]!.summaries);
  const head = [title, ...names.flatMap((name) => [`${name} ops/s`, 'CPU ms', 'calls', 'p50 ms', 'p99 ms'])];
  const rows = points.map(({ x, summaries }) => [
    x.toLocaleString('en'),
    ...names.flatMap((name) => {
      const { perSecond, failed, cpuMs, calls, p50Ms, p99Ms } = summaries[name]!;
      return [
        failed > 0 ? `${round(perSecond)} **(up to ${percent(failed)} failed)**` : round(perSecond),
        cpuMs.toFixed(2),
        calls.toFixed(2),
        p50Ms.toFixed(1),
        p99Ms.toFixed(1),
      ];
    }),
  ]);
  return { title: `by ${title}`, head, rows };
}
