import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { profileClock, profilingArgv, readProfile, type Profile } from '../kit/profile.ts';
import { cores } from './bench.ts';
import { withServers, type Setting } from './experiment.ts';
import type { Job } from './generator.ts';
import { measure } from './measure.ts';
import { bff } from './servers.ts';
import type { UpstreamSettings } from './upstream.ts';

/** What a BFF does while something is measured, so that it can be done again under a profiler. */
export interface Situation {
  readonly kind: 'bff-web' | 'bff-mobile';
  readonly environment?: Readonly<Record<string, string>>;
  /** Absent for its start. */
  readonly load?: Omit<Job, 'url' | 'seed' | 'seconds'> & { readonly upstream: UpstreamSettings };
}

/** A situation as a title; two that are called the same are the same. */
export function titleOf({ kind, environment = {}, load }: Situation): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  if (!load) return [`start of ${kind}`, ...variables].join(', ');
  const { workload, connections, perSecond, upstream } = load;
  return [
    `${workload}, \`${upstream.cacheControl}\``,
    `${connections} connection${connections === 1 ? '' : 's'}`,
    ...(perSecond === undefined ? [] : [`${perSecond.toFixed(0)} operations a second`]),
    ...(upstream.latencyMs === 0 ? [] : [`services that take ${upstream.latencyMs} ms`]),
    ...variables,
  ].join(', ');
}

/** Where the time of a BFF goes: V8's sampling profiler over that situation, waiting left out. */
export async function profileOf(
  { bench, effort }: Setting,
  { kind, environment = {}, load }: Situation,
): Promise<Profile> {
  const folder = await mkdtemp(join(bench.folder, 'profile-'));
  const watched = bff('ours', kind, environment, { cores: cores.server, execArgv: profilingArgv(folder) });
  const startedAt = profileClock();
  const span = await withServers(
    bench,
    load?.upstream ?? bench.upstream.settings(),
    [watched],
    async (servers) => {
      if (!load) return { from: startedAt, to: profileClock() };
      const { upstream: _known, ...job } = load;
      await measure(bench, servers, job, { ...effort, rounds: 0 });
      const from = profileClock();
      await measure(bench, servers, job, { rounds: 1, seconds: 2 * effort.seconds, warmUpSeconds: 0 });
      return { from, to: profileClock() };
    },
  );
  return readProfile(folder, span.from, span.to);
}
