/**
 * Starts the system, or the part of it that is named: `start.ts [--watch] [mocks | <process> …]`. With `--watch`,
 * a process whose sources change is restarted.
 */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { processEnvironment, select, StartError, type ProcessSpec } from './processes.ts';
import { createSupervisor, logFolder, type Addresses, type Supervisor } from './supervisor.ts';
import { watchSources } from './watch-sources.ts';

const startedAt = performance.now();

try {
  const { values, positionals } = parseArgs({
    options: { watch: { type: 'boolean' } },
    allowPositionals: true,
  });
  const specs = select(positionals);
  // One for all, also for those that are restarted on another day: their orders, parcels and promotions are the same ones.
  const seed = { SEED_NOW: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`, ...process.env };
  await run(specs, processEnvironment(seed, specs), values.watch ?? false);
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error; // parseArgs: an option that there is none of
  if (!(error instanceof StartError || isUsage)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(specs: readonly ProcessSpec[], environment: NodeJS.ProcessEnv, watch: boolean) {
  let stopping: Promise<void> | undefined;
  const stop = (exitCode: number) => {
    stopping ??= supervisor.stopAll().then(() => process.exit(exitCode));
  };
  const supervisor = createSupervisor(environment, (spec, how) => {
    // While watching, a process that fails to start is a typo being made; the next change tries again.
    if (watch) return console.error(`${spec.name} ended (${how}); waiting for a change.`);
    if (stopping) return;
    console.error(`${spec.name} ended (${how}); stopping the rest.`);
    stop(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
  if (watch) watchSources(specs, (changed) => void restart(supervisor, changed));

  const ready = await Promise.all(specs.map(async (spec) => ({ spec, ...(await supervisor.start(spec)) })));
  console.log(table(ready, environment['NODE_ENV'] !== 'production'));
  console.log(`Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  console.log(`Logs: ${relative(process.cwd(), logFolder)}/<name>.log. Stop with Ctrl-C.`);
}

async function restart(supervisor: Supervisor, changed: readonly ProcessSpec[]) {
  await Promise.all(
    changed.map(async (spec) => {
      await supervisor.stop(spec);
      const { url } = await supervisor.start(spec);
      console.log(`${spec.name} restarted at ${url}`);
    }),
  );
}

function table(ready: readonly ({ spec: ProcessSpec } & Addresses)[], playgrounds: boolean): string {
  const playground = (spec: ProcessSpec, url: string) =>
    spec.kind === 'bff' && playgrounds ? `${url}/graphql` : '';
  const rows = [
    ['name', 'URL', 'playground', 'operators'],
    ...ready.map(({ spec, url, ops }) => [
      spec.name,
      url,
      playground(spec, url),
      ops ? `${ops}/ops/upstreams` : '',
    ]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
