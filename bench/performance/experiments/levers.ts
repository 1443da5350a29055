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

const everything = Object.assign({}, ...Object.values(all)) as Record<string, string>;

const variants = [
  bff('all on', 'bff-web'),
  ...Object.entries(all).map(([name, environment]) => bff(`without ${name}`, 'bff-web', environment)),
  bff('all off', 'bff-web', everything),
];

const situations = [
  { title: 'varied, `no-store`', workload: 'varied', settings: noStore },
  { title: 'varied, honest Cache-Control', workload: 'varied', settings: honest },
  { title: 'identical, `no-store`', workload: 'identical', settings: noStore },
] as const;

export const levers: Experiment = {
  name: 'levers',
  title: 'What each lever brings',
  how: 'Closed loop of 50 connections; every BFF has all levers on but the one that it is named after.',
  run: async ({ bench, effort, quick }) => {
    const chosen = quick ? situations.slice(0, 1) : situations;
    const data: Record<string, Record<string, Summary>> = {};
    for (const { title, workload, settings } of chosen) {
      data[title] = await withServers(bench, settings, variants, async (servers) => {
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
