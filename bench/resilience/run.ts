/**
 * Measures what is promised of the BFFs when services are sick: `run.ts [--quick] [--only <name>[,<name>]]`, each
 * experiment with caches and without. Starts what it needs on free ports of this machine, and ends it. A complete run
 * writes `bench/results/resilience.*`; a quick one, or one of some experiments, only prints. What misses a target runs once
 * more, quickly and under a profiler. Fails where a fault was not felt, or something could not be measured.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../scripts/command.ts';
import { profilingArgv, readProfile, SHOWN_SHARES, type Profile } from '../kit/profile.ts';
import { revisionOf } from '../kit/revision.ts';
import { startShop } from '../kit/shop.ts';
import {
  benchOf,
  isFelt,
  judged,
  type Bench,
  type Caches,
  type Experiment,
  type Findings,
} from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { circumstances, line, loadAverage, markdown, proof, writeReport, type Result } from './report.ts';

const print = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = readArguments({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const names = values.only?.split(',') ?? experiments.map(({ name }) => name);
const chosen = experiments.filter(({ name }) => names.includes(name));
if (chosen.length < names.length) {
  print(`There are: ${experiments.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const startedAt = performance.now();
const revision = await revisionOf();
const quick = values.quick ?? false;
const shop = await startShop();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void shop.stop().finally(() => process.exit(1)));
}
const results: Result[] = [];
try {
  for (const experiment of chosen) {
    for (const caches of experiment.caches ?? (['on', 'off'] as const)) {
      const load = loadAverage();
      const beganAt = performance.now();
      print(`\n${experiment.name}, caches ${caches}: ${experiment.title}`);
      const findings = await measure(experiment, benchOf({ shop, quick, caches }));
      const tookMs = Math.round(performance.now() - beganAt);
      const figures = judged(findings);
      if (!isFelt(findings)) process.exitCode = 1;
      for (const evidence of findings.felt) print(proof(evidence));
      for (const figure of figures) print(line(figure));
      print(`  (${(tookMs / 1_000).toFixed(1)} s, load average ${load.toFixed(1)})`);
      const profile = figures.some(({ met }) => met === false) ? await profileOf(experiment, caches) : [];
      results.push({ experiment, caches, felt: findings.felt, figures, profile, loadAverage: load, tookMs });
    }
  }
} finally {
  await shop.stop();
}
const where = circumstances(quick, revision, performance.now() - startedAt);
print(`\n${markdown(results, where)}`);
if (!quick && values.only === undefined) await writeReport(results, where);

/** An experiment that breaks down is a target missed, and no reason to give up the others. */
async function measure({ run }: Experiment, bench: Bench): Promise<Findings> {
  try {
    return await run(bench);
  } catch (error) {
    const measured = error instanceof Error ? error.message : String(error);
    return {
      felt: [{ what: 'experiments that came to an end', count: 0, atLeast: 1 }],
      figures: [
        { what: 'could not be measured', measured, target: 'to be measured', met: false, value: NaN },
      ],
    };
  }
}

/** Where the time of the BFFs goes in an experiment; nothing where it has none, or breaks down. */
async function profileOf({ run }: Experiment, caches: Caches): Promise<Profile['byModule']> {
  const folder = await mkdtemp(join(tmpdir(), 'storefront-profile-'));
  try {
    await run(benchOf({ shop, quick: true, caches, execArgv: profilingArgv(folder) }));
    return (await readProfile(folder)).byModule.slice(0, SHOWN_SHARES);
  } catch (error) {
    process.exitCode = 1;
    print(`  no profile: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  } finally {
    await rm(folder, { recursive: true });
  }
}
