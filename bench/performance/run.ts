/**
 * Measures what the BFFs can do, beside other servers over the same services:
 *
 *     run.ts [--quick] [--only <name>[,<name>] [--renew]] [--rounds <n>] [--seconds <n>] [--minutes <n>]
 *
 * `--seconds` is the length of a round, and `--minutes` how long memory is watched. A complete run writes
 * `bench/results/performance.*`, and one of some experiments only their parts of it, where it is told to `--renew` them. A
 * quick one only prints. Beside each target that is not met stands a profile of the BFF in the same situation.
 */
import { readArguments } from '../../scripts/command.ts';
import { oneByOne } from '../kit/load.ts';
import { SHOWN_SHARES } from '../kit/profile.ts';
import { revisionOf } from '../kit/revision.ts';
import { startBench } from './bench.ts';
import type { Experiment, Findings, Setting, Target } from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { circumstances, markdown, renewReport, writeReport, type Result } from './report.ts';
import { installPeers } from './servers.ts';
import { profileOf, titleOf, type Situation } from './situation.ts';

const print = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = readArguments({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    renew: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    minutes: { type: 'string' },
  },
});
const names = values.only?.split(',') ?? experiments.map(({ name }) => name);
const chosen = experiments.filter(({ name }) => names.includes(name));
if (chosen.length < names.length) {
  print(`There are: ${experiments.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const { quick } = values;
const startedAt = performance.now();
const revision = await revisionOf();
await installPeers();
const bench = await startBench();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void bench.stop().finally(() => process.exit(1)));
}
const setting: Setting = {
  bench,
  effort: {
    rounds: Number(values.rounds ?? (quick ? 1 : 5)),
    seconds: Number(values.seconds ?? (quick ? 0.5 : 3)),
    warmUpSeconds: quick ? 0.4 : 2,
  },
  minutes: Number(values.minutes ?? (quick ? 0.1 : 10)),
  quick,
};
const results: Result[] = [];
const profiles = new Map<string, Promise<Target['profile']>>();
try {
  for (const experiment of chosen) {
    print(`\n${experiment.name}: ${experiment.title}`);
    const beganAt = performance.now();
    const findings = await explained(await measured(experiment));
    const tookMs = Math.round(performance.now() - beganAt);
    for (const { what, toReach, measured, met } of findings.targets ?? []) {
      print(`  ${met ? 'met     ' : 'NOT MET '} ${what}: ${measured} (to reach: ${toReach})`);
    }
    print(`  (${(tookMs / 1_000).toFixed(1)} s)`);
    results.push({ experiment, findings, tookMs });
  }
} finally {
  await bench.stop();
}
const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])];
const where = await circumstances(command.join(' '), revision, performance.now() - startedAt);
print(`\n${markdown(results, where)}`);
if (!quick && values.only === undefined) await writeReport(results, where);
else if (!quick && values.renew) {
  const order = experiments.map(({ name }) => name);
  await renewReport(results, where, order);
}

/** An experiment that breaks down is a target missed, and no reason to give up the others. */
async function measured({ title, run }: Experiment): Promise<Findings> {
  try {
    return await run(setting);
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Error ? error.message : String(error);
    return {
      targets: [
        {
          what: title,
          toReach: 'to be measured',
          measured: message,
          met: false,
          value: NaN,
          situation: null,
        },
      ],
      data: null,
    };
  }
}

/** With a profile beside each target that is not met. */
async function explained({ targets = [], ...findings }: Findings): Promise<Findings> {
  const beside = await oneByOne(targets.length, async (index): Promise<Target> => {
    const target = targets[index]!;
    if (target.met || target.situation === null) return target;
    const profile = await profileIn(target.situation);
    return { ...target, ...(profile && { profile }) };
  });
  return { ...findings, targets: beside };
}

/** Targets that are measured in the same situation share its profile. */
function profileIn(situation: Situation): Promise<Target['profile']> {
  const title = titleOf(situation);
  const profile =
    profiles.get(title) ??
    profileOf(setting, situation).then(
      ({ byModule }) => byModule.slice(0, SHOWN_SHARES),
      (error: unknown) => {
        process.exitCode = 1;
        print(`  no profile of ${title}: ${String(error)}`);
        return undefined;
      },
    );
  profiles.set(title, profile);
  return profile;
}
