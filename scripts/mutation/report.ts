/** What is read of the report that Stryker writes, one file of sources each. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  /** Lines and columns count from 1. */
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant that may live, and why: it behaves as the original does, or differs where no promise is made. */
export interface AcceptedMutant extends Change {
  readonly reason: string;
}

interface Survivor extends Change {
  readonly line: number;
  readonly reason?: string;
}

interface Change {
  readonly file: string;
  /** The line on which it begins. It is known by it, and not by a number, wherever the line may move. */
  readonly at: string;
  readonly code: string;
  readonly becomes: string;
}

/** How the mutants of one room fared. */
export interface RoomResult {
  readonly killed: number;
  /** Of those killed, the ones that made the tests hang. */
  readonly timedOut: number;
  /** Without a reason to. */
  readonly lived: readonly Survivor[];
  /** With a reason, which takes them out of the count. */
  readonly accepted: readonly Survivor[];
  /** By file, mutants in code that no test of the room runs; they have lived too. */
  readonly unreached: ReadonlyMap<string, number>;
}

/** Long enough to know a mutant by, short enough for a table. */
const EXCERPT_LENGTH = 100;

export function readResult(report: MutationReport, accepted: readonly AcceptedMutant[]): RoomResult {
  let killed = 0;
  let timedOut = 0;
  const survivors: Survivor[] = [];
  const unreached = new Map<string, number>();
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    for (const { status, location, replacement = '' } of mutants) {
      if (status === 'Killed' || status === 'Timeout') killed++;
      if (status === 'Timeout') timedOut++;
      if (status === 'NoCoverage') unreached.set(file, (unreached.get(file) ?? 0) + 1);
      if (status !== 'Survived') continue;
      const { line } = location.start;
      const change = {
        file,
        at: excerpt(source.split('\n')[line - 1]!),
        code: excerpt(textAt(source, location)),
        becomes: excerpt(replacement),
      };
      const reason = accepted.find((each) => isSame(each, change))?.reason;
      survivors.push({ ...change, line, ...(reason && { reason }) });
    }
  }
  return {
    killed,
    timedOut,
    lived: survivors.filter(({ reason }) => !reason),
    accepted: survivors.filter(({ reason }) => reason),
    unreached,
  };
}

/** Of the mutants that had to be killed, how many were. */
export function killedRatio({ killed, lived, unreached }: RoomResult): number {
  const all = killed + lived.length + sum(unreached.values());
  return all === 0 ? 1 : killed / all;
}

export function isSame(one: Change, other: Change): boolean {
  return (['file', 'at', 'code', 'becomes'] as const).every((key) => one[key] === other[key]);
}

/** A room's part of the report, from its heading on. */
export function sectionOf(room: string, result: RoomResult, sampled: string): string {
  const { killed, timedOut, lived, accepted, unreached } = result;
  const all = killed + lived.length + sum(unreached.values());
  return [
    `## ${room}\n`,
    `Killed ${killed} of ${all} (${Math.floor(100 * killedRatio(result))} %), ${timedOut} of them for running on without end; ${accepted.length} accepted. ${sampled}\n`,
    ...(unreached.size > 0
      ? [
          `Not run by a test of this room: ${[...unreached].map(([file, n]) => `\`${file}\` (${n})`).join(', ')}.\n`,
        ]
      : []),
    ...(lived.length + accepted.length > 0
      ? [
          '| where | line | code | becomes | why it may live |\n| --- | --- | --- | --- | --- |',
          ...[...lived, ...accepted].map(
            ({ file, line, at, code, becomes, reason = '' }) =>
              `| ${file}:${line} | ${cell(at)} | ${cell(code)} | ${cell(becomes)} | ${reason} |`,
          ),
          '',
        ]
      : []),
  ].join('\n');
}

/** `report` with the sections of some rooms in place of what it said of them before, in alphabetical order. */
export function withSections(report: string, sections: ReadonlyMap<string, string>): string {
  const [head = '', ...parts] = report.split(/^(?=## )/mu);
  const byRoom = new Map(parts.map((part) => [/^## (.*)$/mu.exec(part)![1]!, part.trimEnd() + '\n']));
  for (const [room, section] of sections) byRoom.set(room, section.trimEnd() + '\n');
  return [
    head.trimEnd() + '\n',
    ...[...byRoom].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part),
  ].join('\n');
}

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1);
  lines[0] = lines[0]!.slice(start.column - 1);
  return lines.join('\n');
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, EXCERPT_LENGTH);
}

/** As code, in a table whose columns are parted by bars. */
function cell(code: string): string {
  return `\`\` ${code.replaceAll('|', '\\|')} \`\``;
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, each) => total + each, 0);
}
