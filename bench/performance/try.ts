/**
 * One comparison, to see what a change brings:
 *
 *     npx node bench/performance/try.ts [--servers=ours,hand,mercurius] [--workload=varied] [--connections=50]
 *       [--seconds=3] [--rounds=3] [--cache=no-store|honest|cacheable] [--latency=0] [--rate=<operations a second>]
 *       [--off=<lever,…>|all] [--env=NAME=value,…] [--profile] [--functions=40]
 *
 * `ours` is the BFF with all levers on, and `off` the same with the levers named by `--off` switched off. `--profile`
 * measures the first server alone and prints where its time went; it is slower while it is watched.
 */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { megabytes, ms, percent, round } from '../kit/format.ts';
import { oneByOne } from '../kit/load.ts';
import { cores, startBench } from './bench.ts';
import { answerOf, compareAnswers, measure, type Summary } from './measure.ts';
import { profileClock, profileLines, profilingArgv, readProfile } from '../kit/profile.ts';
import {
  bff,
  installPeers,
  levers,
  peer,
  peerNames,
  precomputed,
  type PeerName,
  type Server,
} from './servers.ts';
import type { UpstreamSettings } from './upstream.ts';
import { workloads, type WorkloadName } from './workloads.ts';

const { values } = parseArgs({
  options: {
    servers: { type: 'string', default: 'ours,hand,mercurius' },
    workload: { type: 'string', default: 'varied' },
    connections: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    cache: { type: 'string', default: 'no-store' },
    latency: { type: 'string', default: '0' },
    rate: { type: 'string' },
    off: { type: 'string', default: 'all' },
    env: { type: 'string', default: '' },
    profile: { type: 'boolean', default: false },
    functions: { type: 'string', default: '40' },
  },
});
const print = (text: string) => void process.stdout.write(`${text}\n`);

const workload = values.workload as WorkloadName;
const { bff: kind } = workloads[workload];
const given = Object.fromEntries(
  values.env
    .split(',')
    .filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);
const switchedOff = Object.entries(levers).filter(
  ([name]) => values.off === 'all' || values.off.split(',').includes(name),
);
const off = Object.assign({}, ...switchedOff.map(([, variables]) => variables)) as Record<string, string>;

await installPeers();
const bench = await startBench();
const servers: Server[] = [];
try {
  await bench.upstream.become({
    cacheControl: values.cache as UpstreamSettings['cacheControl'],
    latencyMs: Number(values.latency),
  });
  const profiles = await mkdtemp(join(bench.folder, 'profile-'));
  const execArgv = values.profile ? profilingArgv(profiles) : [];
  for (const name of values.servers.split(',').slice(0, values.profile ? 1 : undefined)) {
    servers.push(await start(name, execArgv));
  }
  await compareAnswers(bench, servers, workload, 20);

  const job = {
    workload,
    connections: Number(values.connections),
    ...(values.rate && { perSecond: Number(values.rate) }),
  };
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (values.profile) await profile();
  else {
    const summaries = await measure(bench, servers, job, { rounds, seconds, warmUpSeconds: 3 });
    servers.forEach(({ name }, index) => print(line(name, summaries[index]!)));
  }

  async function profile() {
    await measure(bench, servers, job, { rounds: 0, seconds, warmUpSeconds: 5 });
    const from = profileClock();
    const [summary] = await measure(bench, servers, job, { rounds: 1, seconds, warmUpSeconds: 1 });
    const to = profileClock();
    print(line(servers[0]!.name, summary!));
    await servers.pop()!.stop();
    profileLines(await readProfile(profiles, from, to), Number(values.functions)).forEach(print);
  }
} finally {
  await oneByOne(servers.length, (index) => servers[index]!.stop());
  await bench.stop();
}

async function start(name: string, execArgv: readonly string[]): Promise<Server> {
  const options = { cores: cores.server, execArgv };
  if (name === 'ours') return bff(name, kind, given, options)(bench);
  if (name === 'off') return bff(name, kind, { ...given, ...off }, options)(bench);
  if (!peerNames.includes(name as PeerName))
    throw new Error(`There are: ours, off, ${peerNames.join(', ')}.`);
  if (name !== 'precomputed') return peer(name as Exclude<PeerName, 'precomputed'>)(bench);
  const [first] = servers;
  if (!first) throw new Error('The first server gives the body that is precomputed: name another before.');
  const data = await answerOf(first, workloads[workload].operations(bench.recording, 1)());
  return precomputed(JSON.stringify({ data }))(bench);
}

function line(name: string, summary: Summary): string {
  const { perSecond, cpuMs, calls, p50Ms, p99Ms, residentBytes, spread, generatorBusy, sentLateMs } = summary;
  const figures = [
    `${round(perSecond)} req/s (± ${percent(spread / 2)})`,
    `CPU ${cpuMs.toFixed(3)} ms`,
    `${calls.toFixed(2)} calls`,
    `p50 ${ms(p50Ms)}`,
    `p99 ${ms(p99Ms)}`,
    megabytes(residentBytes),
    `generator ${percent(generatorBusy)}`,
    ...(sentLateMs > 0 ? [`sent late ${ms(sentLateMs)}`] : []),
  ];
  return `${name.padEnd(12)} ${figures.join('  ')}`;
}
