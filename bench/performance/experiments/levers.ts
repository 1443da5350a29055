import {
  compare,
  honest,
  lighter,
  noStore,
  summaryCells,
  summaryHead,
  withServers,
  type Experiment,
} from '../experiment.ts';
import { measure, type Summary } from '../measure.ts';
import { bff, levers as all } from '../servers.ts';
import type { UpstreamSettings } from '../upstream.ts';
import type { WorkloadName } from '../workloads.ts';

const everything = Object.assign({}, ...Object.values(all)) as Record<string, string>;

type Lever = keyof typeof all;
const sharing = ['batching', 'single flight', 'compiled execution', 'coalescing'] as const;

/** Each with the levers that do something there: nothing is kept of `no-store`, and nothing identical is batched. */
const situations = [
  { title: 'varied, `no-store`', workload: 'varied', settings: noStore, without: sharing },
  {
    title: 'varied, honest Cache-Control',
    workload: 'varied',
    settings: honest,
    without: Object.keys(all) as Lever[],
  },
  {
    title: 'identical, `no-store`',
    workload: 'identical',
    settings: noStore,
    without: ['compiled execution', 'coalescing'],
  },
] as const satisfies readonly {
  title: string;
  workload: WorkloadName;
  settings: UpstreamSettings;
  without: readonly Lever[];
}[];

const variants = (without: readonly Lever[]) => [
  bff('all on', 'bff-web'),
  ...without.map((name) => bff(`without ${name}`, 'bff-web', all[name])),
  bff('all off', 'bff-web', everything),
];

export const levers: Experiment = {
  name: 'levers',
  title: 'What each lever brings',
  how:
    'Closed loop of 50 connections; every BFF has all levers on but the one that it is named after. Left out are ' +
    'those that have nothing to do: caches where nothing may be kept, and batching where all ask the same.',
  run: async ({ bench, effort, quick }) => {
    const chosen = quick ? situations.slice(0, 1) : situations;
    const data: Record<string, Record<string, Summary>> = {};
    for (const { title, workload, settings, without } of chosen) {
      data[title] = await withServers(bench, settings, variants(without), async (servers) => {
        await compare(bench, servers, workload);
        const summaries = await measure(bench, servers, { workload, connections: 50 }, lighter(effort));
        return Object.fromEntries(servers.map(({ name }, index) => [name, summaries[index]!]));
      });
    }
    const tables = Object.entries(data).map(([title, summaries]) => ({
      title,
      head: ['levers', ...summaryHead, 'of all on'],
      rows: Object.entries(summaries).map(([name, summary]) => [
        name,
        ...summaryCells(summary),
        `${(summary.perSecond / summaries['all on']!.perSecond).toFixed(2)} ×`,
      ]),
    }));
    return { tables, data };
  },
};
