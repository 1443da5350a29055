import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { percent, round } from '../kit/format.ts';
import type { Profile } from '../kit/profile.ts';
import { revisionSentence, type Revision } from '../kit/revision.ts';
import type { Caches, Evidence, Experiment, Figure, Findings } from './experiment.ts';

const folder = new URL('../results/', import.meta.url);

/** What an experiment came to, with caches or without. */
export interface Result extends Findings {
  readonly experiment: Experiment;
  readonly caches: Caches;
  /** Where the time of its BFFs went, by package or file, when it ran again since it missed a target; empty when not. */
  readonly profile: Profile['byModule'];
  /** How busy the machine was when it began: processes that wanted to run, in the mean of a minute. */
  readonly loadAverage: number;
  readonly tookMs: number;
}

/** Where and when it was measured. No names: the report is committed. */
export interface Circumstances {
  readonly cores: number;
  readonly memoryGB: number;
  readonly node: string;
  readonly date: string;
  readonly tookMinutes: number;
  readonly quick: boolean;
  readonly revision: Revision | null;
}

export function circumstances(quick: boolean, revision: Revision | null, tookMs: number): Circumstances {
  return {
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1_073_741_824),
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    tookMinutes: Number((tookMs / 60_000).toFixed(1)),
    quick,
    revision,
  };
}

export const loadAverage = () => loadavg()[0]!;

/** One figure as a line for a person at the console. */
export function line({ what, measured, target, met }: Figure): string {
  const verdict = target === undefined ? '        ' : met ? 'met     ' : 'NOT MET ';
  return `  ${verdict} ${what}: ${measured}${target === undefined ? '' : ` (to reach: ${target})`}`;
}

/** A piece of evidence as such a line. */
export function proof({ what, count, atLeast }: Evidence): string {
  return `  ${verdictOn({ count, atLeast }).padEnd(8)} ${what}: ${count} (at least ${atLeast})`;
}

const verdictOn = ({ count, atLeast }: Pick<Evidence, 'count' | 'atLeast'>) =>
  count >= atLeast ? 'felt' : 'NOT FELT';

/** Everything as one page. */
export function markdown(
  results: readonly Result[],
  { cores, memoryGB, node, date, tookMinutes, quick, revision }: Circumstances,
): string {
  const judged = results.flatMap(({ figures }) => figures).filter(({ target }) => target !== undefined);
  const rows = results.flatMap(({ experiment, caches, felt, figures }) => {
    const cells = [
      ...felt.map((evidence) => [
        evidence.what,
        String(evidence.count),
        `at least ${evidence.atLeast}`,
        verdictOn(evidence).replace('NOT FELT', '**not felt**'),
      ]),
      ...figures.map(({ what, measured, target, met }) => [
        what,
        measured,
        target ?? '',
        target === undefined ? '' : met ? 'met' : '**not met**',
      ]),
    ];
    return cells.map((each, index) => [
      ...(index === 0 ? [`**${experiment.title}**`, caches] : ['', '']),
      ...each,
    ]);
  });
  const head = ['experiment', 'caches', 'figure', 'measured', 'to reach', ''];
  const table = [head, head.map(() => '-'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
  const loads = results.map((result) => result.loadAverage);
  return `# Resilience, measured

Made by \`npm run bench:resilience\`${quick ? ' with `--quick`, whose figures are rough' : ''}: real processes, the mocks' faults, and servers of our own for what no mock does. ${judged.filter(({ met }) => met).length} of ${judged.length} targets met.

${date}, ${cores} cores, ${memoryGB} GB, Node ${node}, ${tookMinutes} minutes. ${revisionSentence(revision)} Services, BFF and load share the machine; its load average at the start of the experiments was ${round(Math.min(...loads))} to ${round(Math.max(...loads))}.

Each experiment runs with caches **on**, as BFFs come, and **off** (\`ENTITY_CACHE_MB=0\`, \`RESPONSE_CACHE_MB=0\`), and first shows that its fault was felt: what was counted to see that comes first. Where it was not felt, no target is met.

${table}
${profiles(results)}
## How

${[...new Set(results.map(({ experiment }) => experiment))].map((experiment) => `- **${experiment.title}** (\`--only ${experiment.name}\`). ${experiment.how}`).join('\n')}
`;
}

/** What BFFs computed in what misses a target. */
function profiles(results: readonly Result[]): string {
  const shown = results.filter(({ profile }) => profile.length > 0);
  if (shown.length === 0) return '';
  const rows = shown.map(({ experiment, caches, profile }) => {
    const shares = profile.map(([what, share]) => `${what} ${percent(share)}`);
    return `- **${experiment.title}**, caches ${caches}: ${shares.join(', ')}.`;
  });
  return `
## Where the time goes

What misses a target ran once more, quickly and under V8's sampling profiler. Of the time that its BFFs computed, from their start to their end, this was on top of the stack, by package or file of ours.

${rows.join('\n')}
`;
}

/** Writes the page, and the same figures as JSON beside it. */
export async function writeReport(results: readonly Result[], where: Circumstances): Promise<void> {
  await mkdir(folder, { recursive: true });
  const json = {
    ...where,
    experiments: results.map(({ experiment: { name, title }, ...rest }) => ({ name, title, ...rest })),
  };
  const files = [
    { name: 'resilience.md', parser: 'markdown', text: markdown(results, where) },
    { name: 'resilience.json', parser: 'json', text: JSON.stringify(json) },
  ];
  for (const { name, parser, text } of files) {
    const url = new URL(name, folder);
    await writeFile(url, await format(text, { ...(await resolveConfig(url)), parser }));
  }
}
