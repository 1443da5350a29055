import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError, readArguments, runCommand } from './command.ts';
import {
  isSame,
  killedRatio,
  readResult,
  sectionOf,
  withSections,
  type AcceptedMutant,
  type MutationReport,
  type RoomResult,
} from './mutation/report.ts';

const STRYKER_VERSION = '10.1.1';
const LEAST_KILLED_RATIO = 0.9;
/** They run as processes of their own, in which no mutant is alive: the tests of `test/` start them. */
const PROGRAMS = [
  'bff-*/main.ts',
  'shared/process/run-bff.ts',
  'shared/process/workers/worker.ts',
  'shared/process/workers/worker-process.ts',
];
const REPORT = 'test/mutation.md';
const ACCEPTED = 'test/mutation-accepted.json';

/**
 * Changes the code in thousands of small ways, one at a time, and lists the changes that no test notices. A change must
 * be noticed by the tests of its own folder. Stryker is fetched by npx the first time: hardly anybody needs it, so that
 * `npm ci` does not bring it.
 */
await runCommand(async () => {
  const { values } = readArguments({
    options: {
      only: { type: 'string', multiple: true },
      sample: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  const sample = { ratio: Number(values.sample), seed: Number(values.seed) };
  if (!(sample.ratio > 0 && sample.ratio <= 1))
    throw new CommandError('--sample is the part of the mutants to try, above 0 and up to 1.');
  const rooms = (await allRooms()).filter(
    (room) => !values.only || values.only.some((path) => room === path || room.startsWith(`${path}/`)),
  );
  if (rooms.length === 0)
    throw new CommandError(`There is no folder with sources in ${values.only?.join()}.`);

  const accepted = JSON.parse(await readFile(ACCEPTED, 'utf8')) as AcceptedMutant[];
  const sampled =
    sample.ratio === 1
      ? 'All mutants were tried.'
      : `Tried were ${Math.round(1000 * sample.ratio) / 10} % of all mutants (\`--sample ${sample.ratio} --seed ${sample.seed}\`).`;
  const poor: string[] = [];
  for (const room of rooms) {
    const result = readResult(await runStryker(room, sample), accepted);
    const section = sectionOf(room, result, sampled);
    console.log(section);
    await writeFile(REPORT, withSections(await readFile(REPORT, 'utf8'), new Map([[room, section]])));
    if (killedRatio(result) < LEAST_KILLED_RATIO) poor.push(room);
    else if (sample.ratio === 1) warnOfUnusedReasons(room, result, accepted);
  }
  if (poor.length > 0)
    throw new CommandError(
      `Below ${100 * LEAST_KILLED_RATIO} % of the mutants were killed in: ${poor.join(', ')}.`,
    );
});

/** Folders with sources: each of `shared/` by itself, and the BFFs, whose folders hold a file or two each, as a whole. */
async function allRooms(): Promise<readonly string[]> {
  const folders = new Set(['bff-mobile', 'bff-web']);
  for await (const file of glob('shared/**/*.ts', { exclude: ['shared/testing'] }))
    if (!file.endsWith('.test.ts')) folders.add(dirname(file));
  return [...folders].sort();
}

/** Tries the mutants of `room`, each with those tests of the same folder that run the changed code. */
async function runStryker(room: string, sample: { ratio: number; seed: number }): Promise<MutationReport> {
  const folder = '.data/mutation';
  const report = `${folder}/report.json`;
  const sources = room.startsWith('bff-') ? `${room}/**/*.ts` : `${room}/*.ts`;
  await mkdir(folder, { recursive: true });
  await writeFile(
    `${folder}/stryker.json`,
    JSON.stringify({
      mutate: [
        sources,
        ...['**/*.test.ts', '**/generated/**', '**/testing.ts', ...PROGRAMS].map((path) => `!${path}`),
      ],
      testRunner: 'vitest',
      vitest: { configFile: 'scripts/mutation/vitest.config.ts', dir: room, pool: 'forks' },
      plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation/sample.ts'],
      checkers: ['sample'],
      sample,
      concurrency: 1,
      // And three times what the tests take by themselves: what takes longer runs on without end, and counts as killed.
      timeoutMS: 10_000,
      timeoutFactor: 3,
      tempDirName: `${folder}/sandbox`,
      ignorePatterns: ['.data', 'bench', 'docs'],
      // Read by Stryker with the `typescript` package, which the folder that npx makes has not got.
      tsconfigFile: 'none',
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: report },
      warnings: { unknownOptions: false, slow: false },
    }),
  );
  const packages = ['core', 'vitest-runner'].map(
    (name) => `--package=@stryker-mutator/${name}@${STRYKER_VERSION}`,
  );
  const stryker = spawn('npx', ['--yes', ...packages, 'stryker', 'run', `${folder}/stryker.json`], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(stryker, 'exit')) as [number | null];
  if (code !== 0) throw new CommandError(`Stryker ended with code ${code} in ${room}.`);
  return JSON.parse(await readFile(report, 'utf8')) as MutationReport;
}

function warnOfUnusedReasons(room: string, result: RoomResult, accepted: readonly AcceptedMutant[]): void {
  const inRoom = accepted.filter(({ file }) =>
    room.startsWith('bff-') ? file.startsWith(`${room}/`) : dirname(file) === room,
  );
  for (const each of inRoom)
    if (!result.accepted.some((survivor) => isSame(survivor, each)))
      console.warn(`${ACCEPTED}: \`${each.at}\` in ${each.file} is not such a line, or no longer lives.`);
}
