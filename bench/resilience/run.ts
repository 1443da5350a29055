/**
 * Measures what is promised of the BFFs when services are sick: `run.ts [--quick] [--only <name>[,<name>]]`. Starts
 * what it needs on free ports of this machine, and ends it. A complete run writes `bench/results/resilience.*`; a quick
 * one, or one of some experiments, only prints.
 */
import { readArguments } from '../../scripts/command.ts';
import { startShop } from '../kit/shop.ts';
import type { Bench, Experiment, Figure } from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { circumstances, line, loadAverage, markdown, writeReport, type Result } from './report.ts';

const print = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = readArguments({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const names = values.only?.split(',') ?? experiments.map(({ name }) => name);
const chosen = experiments.filter(({ name }) => names.includes(name));
if (chosen.length < names.length) {
  print(`There are: ${experiments.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const startedAt = performance.now();
const quick = values.quick ?? false;
const shop = await startShop();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void shop.stop().finally(() => process.exit(1)));
}
const results: Result[] = [];
try {
  for (const experiment of chosen) {
    const load = loadAverage();
    const beganAt = performance.now();
    print(`\n${experiment.name}: ${experiment.title}`);
    const figures = await measure(experiment, { shop, quick });
    const tookMs = Math.round(performance.now() - beganAt);
    for (const figure of figures) print(line(figure));
    print(`  (${(tookMs / 1_000).toFixed(1)} s, load average ${load.toFixed(1)})`);
    results.push({ experiment, figures, loadAverage: load, tookMs });
  }
} finally {
  await shop.stop();
}
const where = circumstances(quick, performance.now() - startedAt);
print(`\n${markdown(results, where)}`);
if (!quick && values.only === undefined) await writeReport(results, where);

/** An experiment that breaks down is a target missed, and no reason to give up the others. */
async function measure({ run }: Experiment, bench: Bench): Promise<readonly Figure[]> {
  try {
    return await run(bench);
  } catch (error) {
    process.exitCode = 1;
    const measured = error instanceof Error ? error.message : String(error);
    return [{ what: 'could not be measured', measured, target: 'to be measured', met: false, value: NaN }];
  }
}
