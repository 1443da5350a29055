/**
 * Measures what the BFFs can do, beside other servers over the same services:
 *
 *     run.ts [--quick] [--only <name>[,<name>] [--renew]] [--rounds <n>] [--seconds <n>] [--minutes <n>]
 *
 * `--seconds` is the length of a round, and `--minutes` how long memory is watched. A complete run writes
 * `bench/results/performance.*`, and one of some experiments only their parts of it, where it is told to `--renew` them. A
 * quick one only prints.
 */
import { readArguments } from '../../scripts/command.ts';
import { startBench } from './bench.ts';
import type { Experiment, Findings, Setting } from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { circumstances, markdown, renewReport, writeReport, type Result } from './report.ts';
import { installPeers } from './servers.ts';

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
try {
  for (const experiment of chosen) {
    print(`\n${experiment.name}: ${experiment.title}`);
    const beganAt = performance.now();
    const findings = await measured(experiment);
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
const where = await circumstances(command.join(' '), performance.now() - startedAt);
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
      targets: [{ what: title, toReach: 'to be measured', measured: message, met: false, value: NaN }],
      data: null,
    };
  }
}
