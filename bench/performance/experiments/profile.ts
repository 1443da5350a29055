import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { percent } from '../../kit/format.ts';
import { cores } from '../bench.ts';
import { cacheable, noStore, withServers, type Experiment, type Setting, type Table } from '../experiment.ts';
import { measure } from '../measure.ts';
import { profileClock, profilingArgv, readProfile } from '../profile.ts';
import { bff, type Server } from '../servers.ts';
import type { UpstreamSettings } from '../upstream.ts';
import type { WorkloadName } from '../workloads.ts';

const LINES = 12;

const situations = [
  ['varied', noStore, 'varied, `no-store`'],
  ['identical', noStore, 'identical, `no-store`'],
  ['identical', cacheable, 'identical, cacheable'],
] as const;

export const profile: Experiment = {
  name: 'profile',
  title: 'Where the time goes',
  how:
    "V8's sampling profiler over the BFF under a closed loop of 50 connections: what was on top of the stack, as a " +
    'share of the time that it computed, by package or file of ours.',
  run: async (setting) => {
    const tables: Table[] = [];
    for (const [workload, settings, title] of setting.quick ? situations.slice(0, 1) : situations) {
      tables.push(await profiled(setting, workload, settings, title));
    }
    return { tables, data: Object.fromEntries(tables.map(({ title, rows }) => [title, rows])) };
  },
};

async function profiled(
  { bench, effort }: Setting,
  workload: WorkloadName,
  settings: UpstreamSettings,
  title: string,
): Promise<Table> {
  const folder = await mkdtemp(join(bench.folder, 'profile-'));
  const watched = bff('ours', 'bff-web', {}, { core: cores.server, execArgv: profilingArgv(folder) });
  const underLoad = async ([server]: readonly Server[]) => {
    const job = { workload, connections: 50 };
    await measure(bench, [server!], job, { ...effort, rounds: 0 });
    const from = profileClock();
    await measure(bench, [server!], job, { rounds: 1, seconds: 2 * effort.seconds, warmUpSeconds: 0 });
    return { from, to: profileClock() };
  };
  const { from, to } = await withServers(bench, settings, [watched], underLoad);
  const { byModule } = await readProfile(folder, from, to);
  return {
    title,
    head: ['what', 'share of CPU'],
    rows: byModule.slice(0, LINES).map(([name, share]) => [name, percent(share)]),
  };
}
