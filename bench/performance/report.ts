import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { percent } from '../kit/format.ts';
import { revisionSentence, type Revision } from '../kit/revision.ts';
import { cores } from './bench.ts';
import type { Experiment, Findings, Table, Target } from './experiment.ts';
import { titleOf } from './situation.ts';

const results = new URL('../results/', import.meta.url);
const manifests = ['../../package.json', '../peers/package.json'];

/** What an experiment came to, or why it came to nothing. */
export interface Result {
  readonly experiment: Omit<Experiment, 'run'>;
  readonly findings: Findings;
  readonly tookMs: number;
  /** Where it was measured by another run than the rest. */
  readonly where?: Circumstances;
}

/** Where, when and with what it was measured. No names: the report is committed. */
export interface Circumstances {
  readonly date: string;
  readonly command: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly kernel: string;
  readonly node: string;
  readonly bound: boolean;
  readonly tookMinutes: number;
  readonly revision: Revision | null;
  readonly versions: Readonly<Record<string, string>>;
}

export async function circumstances(
  command: string,
  revision: Revision | null,
  tookMs: number,
): Promise<Circumstances> {
  const [{ model } = { model: 'unknown' }] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    command,
    cpu: model,
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1_073_741_824),
    kernel: `${type()} ${release()} ${arch()}`,
    node: process.version,
    bound: cores.server !== undefined,
    tookMinutes: Number((tookMs / 60_000).toFixed(1)),
    revision,
    versions: await versions(),
  };
}

/** Of everything that takes part, by package; the product's and the peers' are the same where both have one. */
async function versions(): Promise<Record<string, string>> {
  const texts = await Promise.all(manifests.map((path) => readFile(new URL(path, import.meta.url), 'utf8')));
  const all = texts.map(
    (text) => (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies,
  );
  return Object.assign({}, ...all) as Record<string, string>;
}

/** Everything as one page. */
export function markdown(found: readonly Result[], where: Circumstances): string {
  const targets = found.flatMap(({ findings }) => findings.targets ?? []);
  const how = where.bound
    ? 'The server that is measured has a core to itself; the generator and the services share the other.'
    : 'All processes share the cores: on this system they cannot be bound to them.';
  return `# Performance, measured

Made by \`${where.command}\`. ${targets.filter(({ met }) => met).length} of ${targets.length} targets met.

${machine(where)}; ${where.tookMinutes} minutes. ${revisionSentence(where.revision)} ${how} Servers take turns, round by round; figures are medians of rounds. Answers of all servers were compared field by field before they were measured, and some of those under load afterwards; an operation that was not answered whole is counted apart, what it cost is paid for by those that were, and no target is met beside one. Every run saw that calls reached the services, and that the BFF answered out of its caches where something may be kept, and nowhere else. Only ratios within one run mean anything.

The peers answer the same part of the same schema over the same services: **plain** is Apollo standalone + got + dataloader + opossum; **yoga** is GraphQL Yoga with JIT + undici; **mercurius** is Mercurius with JIT + undici; **hand** makes the same calls with undici and assembles the answer without GraphQL; **precomputed** answers a body that is never computed. They are in \`bench/peers/\`.

${targets.length > 0 ? `## To reach\n\n${targetTable(targets)}\n` : ''}
${found.map(section).join('\n')}
${profileSection(targets)}## Versions

${Object.entries(where.versions)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.
`;
}

function machine({ date, cpu, cores, memoryGB, kernel, node }: Circumstances): string {
  return `${date}; ${cpu}, ${cores} cores, ${memoryGB} GB; ${kernel}; Node ${node}`;
}

function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ what, toReach, measured, met, profile = [] }) => [
    what,
    toReach,
    measured,
    met ? 'met' : '**not met**',
    shares(profile.slice(0, 3)).join(', '),
  ]);
  return lines([['workload', 'to reach', 'measured', '', 'most of its time'], ...rows]);
}

const shares = (profile: NonNullable<Target['profile']>) =>
  profile.map(([what, share]) => `${what} ${percent(share)}`);

/** What the BFF computed where a target is not met, once a situation. */
function profileSection(targets: readonly Target[]): string {
  const profiles = new Map(
    targets.flatMap(({ situation, profile }) =>
      situation && profile ? [[titleOf(situation), profile]] : [],
    ),
  );
  if (profiles.size === 0) return '';
  const parts = [...profiles].map(([title, profile]) => {
    const misses = targets.filter(({ situation, met }) => !met && situation && titleOf(situation) === title);
    const table = lines([
      ['what', 'share of CPU'],
      ...profile.map(([what, share]) => [what, percent(share)]),
    ]);
    return `### ${title}\n\nNot met: ${misses.map(({ what, toReach }) => `${what} (${toReach})`).join('; ')}.\n\n${table}`;
  });
  return `## Where the time goes

V8's sampling profiler over the BFF, for every target that is not met in the situation in which it was measured: what was on top of the stack, as a share of the time that it computed, by package or file of ours.

${parts.join('\n\n')}

`;
}

function section({ experiment, findings, where }: Result): string {
  const charts = (findings.charts ?? []).map(({ file, title }) => `![${title}](${file})`);
  const tables = (findings.tables ?? []).map(({ title, head, rows }: Table) => {
    return `### ${title}\n\n${lines([head, ...rows])}`;
  });
  const intro = `${experiment.how} (\`--only ${experiment.name}\`)`;
  const notes = findings.note ? [findings.note] : [];
  const apart = where
    ? [
        `Measured apart from the rest, by \`${where.command}\`: ${machine(where)}. ${revisionSentence(where.revision)}`,
      ]
    : [];
  return `## ${experiment.title}\n\n${[intro, ...apart, ...notes, ...charts, ...tables].join('\n\n')}\n`;
}

function lines([head, ...rows]: readonly (readonly string[])[]): string {
  const escaped = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [escaped(head!), escaped(head!.map(() => '-')), ...rows.map(escaped)].join('\n');
}

/**
 * Writes some parts anew, each with where and when it was measured; the others stay as they are.
 *
 * @param order the names of all parts, in the order of the page
 * @throws {Error} when there is no complete report
 */
export async function renewReport(
  found: readonly Result[],
  where: Circumstances,
  order: readonly string[],
): Promise<void> {
  type Part = Findings & Experiment & Omit<Result, 'experiment' | 'findings'>;
  const text = await readFile(new URL('performance.json', results), 'utf8');
  const { experiments, ...before } = JSON.parse(text) as Circumstances & { experiments: readonly Part[] };
  if (before.revision === undefined || experiments.some(({ how }) => !how))
    throw new Error('The report is of an older form: make a complete run.');
  const kept = experiments.map(({ name, title, how, tookMs, where: apart, ...findings }) => ({
    experiment: { name, title, how },
    findings,
    tookMs,
    ...(apart && { where: apart }),
  }));
  const renewed = found.map((result) => ({ ...result, where }));
  const parts = order.flatMap((name) => {
    return [...renewed, ...kept].find(({ experiment }) => experiment.name === name) ?? [];
  });
  await writeReport(parts, before);
}

/** Writes the page, its charts, and the same figures as JSON beside it. */
export async function writeReport(found: readonly Result[], where: Circumstances): Promise<void> {
  await mkdir(results, { recursive: true });
  const json = {
    ...where,
    experiments: found.map(({ experiment: { name, title, how }, findings, tookMs, where }) => ({
      name,
      title,
      how,
      tookMs,
      where,
      ...findings,
      charts: findings.charts?.map(({ file, title }) => ({ file, title })),
    })),
  };
  const texts = [
    { name: 'performance.md', parser: 'markdown', text: markdown(found, where) },
    { name: 'performance.json', parser: 'json', text: JSON.stringify(json, rounded) },
  ];
  for (const { name, parser, text } of texts) {
    const url = new URL(name, results);
    await writeFile(url, await format(text, { ...(await resolveConfig(url)), parser }));
  }
  for (const { file, svg } of found.flatMap(({ findings }) => findings.charts ?? [])) {
    if (svg) await writeFile(new URL(file, results), svg);
  }
}

/** Numbers of JSON to four digits: more would pass for more exact. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
