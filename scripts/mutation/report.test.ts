import { expect, it } from 'vitest';
import { killedRatio, readResult, sectionOf, withSections, type MutationReport } from './report.ts';

const source = ['const size = 3;', 'if (a || b) {', '  go();', '}'].join('\n');
const mutant = (
  status: string,
  replacement: string,
  [startLine, startColumn, endLine, endColumn]: number[],
) => ({
  status,
  replacement,
  location: {
    start: { line: startLine!, column: startColumn! },
    end: { line: endLine!, column: endColumn! },
  },
});
const condition = [2, 5, 2, 11];

function given(...mutants: MutationReport['files'][string]['mutants']): MutationReport {
  return { files: { 'shared/lib/go.ts': { source, mutants } } };
}

it('the report counts what the tests noticed, what they did not, and what they do not run', () => {
  const result = readResult(
    given(
      mutant('Killed', 'true', condition),
      mutant('Timeout', 'false', condition),
      mutant('Survived', 'a && b', condition),
      mutant('NoCoverage', '{}', [2, 13, 4, 2]),
      mutant('CompileError', 'not in the sample', condition),
    ),
    [],
  );

  expect(result).toMatchObject({ killed: 2, timedOut: 1, accepted: [] });
  expect(result.lived).toEqual([
    { file: 'shared/lib/go.ts', line: 2, at: 'if (a || b) {', code: 'a || b', becomes: 'a && b' },
  ]);
  expect([...result.unreached]).toEqual([['shared/lib/go.ts', 1]]);
  expect(killedRatio(result)).toBe(0.5);
});

it('the report asks for no death of a mutant that has a reason to live, wherever its line has moved', () => {
  const reason = 'Nobody can tell.';
  const accepted = {
    file: 'shared/lib/go.ts',
    at: 'if (a || b) {',
    code: 'a || b',
    becomes: 'a && b',
    reason,
  };

  const result = readResult(
    given(mutant('Killed', 'true', condition), mutant('Survived', 'a && b', condition)),
    [accepted],
  );

  expect(result.accepted).toEqual([{ ...accepted, line: 2 }]);
  expect(killedRatio(result)).toBe(1);
  expect(readResult(given(mutant('Survived', 'false', condition)), [accepted]).lived).toHaveLength(1);
});

it('the report shows a mutant of several lines in one, in columns that its own bars do not part', () => {
  const result = readResult(
    given(mutant('Survived', 'a || !b', condition), mutant('Survived', '{}', [2, 13, 4, 2])),
    [],
  );

  expect(sectionOf('shared/lib', result, 'All were tried.')).toBe(`## shared/lib

Killed 0 of 2 (0 %), 0 of them for running on without end; 0 accepted. All were tried.

| where | line | code | becomes | why it may live |
| --- | --- | --- | --- | --- |
| shared/lib/go.ts:2 | \`\` if (a \\|\\| b) { \`\` | \`\` a \\|\\| b \`\` | \`\` a \\|\\| !b \`\` |  |
| shared/lib/go.ts:2 | \`\` if (a \\|\\| b) { \`\` | \`\` { go(); } \`\` | \`\` {} \`\` |  |
`);
});

it('the report replaces what the report said of a room, and leaves the others as they were', () => {
  const report = '# Title\n\nText.\n\n## bff-web\n\nOld.\n\n## shared/lib\n\nOlder.\n';

  expect(withSections(report, new Map([['shared/lib', '## shared/lib\n\nNew.\n']]))).toBe(
    report.replace('Older', 'New'),
  );
  expect(withSections(report, new Map([['shared/auth', '## shared/auth\n\nNew.\n']]))).toBe(
    report.replace('## shared/lib', '## shared/auth\n\nNew.\n\n## shared/lib'),
  );
});
