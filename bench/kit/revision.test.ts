import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changedRatio, revisionOf, revisionSentence } from './revision.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'storefront-revision-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

const lines = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('');

function write(path: string, text: string): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A repository with 100 lines that are measured, 60 of them shared, and some that are not. */
function repository(): string {
  git('init', '--quiet');
  write('shared/a.ts', lines(60));
  write('bench/b.ts', lines(40));
  write('shared/generated/types.ts', lines(500));
  write('shared/a.test.ts', lines(500));
  write('bench/results/performance.json', lines(500));
  write('docs/page.md', lines(500));
  git('add', '.');
  git('commit', '--quiet', '-m', 'begin');
  return git('rev-parse', 'HEAD');
}

it('a revision is the commit, and clean while only what is not measured has changed', async () => {
  const commit = repository();
  write('shared/a.test.ts', 'other\n');
  write('shared/generated/types.ts', 'other\n');
  write('bench/results/performance.json', 'other\n');

  expect(await revisionOf(folder)).toEqual({ commit, dirty: false });
});

it.each(['shared/a.ts', 'mocks/new.ts'])(
  'a revision is dirty when %s is not what was committed',
  async (path) => {
    const commit = repository();
    write(path, 'other\n');

    expect(await revisionOf(folder)).toEqual({ commit, dirty: true });
  },
);

it('the changed share counts lines of later commits and of the working tree, each once', async () => {
  const commit = repository();
  expect(await changedRatio(commit, folder)).toBe(0);

  write('bench/b.ts', lines(36) + lines(4, 'replaced'));
  write('bff-web/new.ts', lines(10));
  write('shared/a.test.ts', lines(900, 'other'));
  git('add', '.');
  git('commit', '--quiet', '-m', 'go on');
  write('shared/a.ts', lines(58));

  expect(await changedRatio(commit, folder)).toBe((4 + 10 + 2) / 100);
});

it('what all share counts by itself where more of it has changed than of the whole', async () => {
  const commit = repository();
  write('shared/a.ts', lines(54) + lines(6, 'replaced'));

  expect(await changedRatio(commit, folder)).toBe(6 / 60);
});

it('a file that only moves changes nothing', async () => {
  const commit = repository();
  write('shared/moved/a.ts', lines(60));
  rmSync(join(folder, 'shared/a.ts'));
  git('add', '.');

  expect(await changedRatio(commit, folder)).toBe(0);
});

it('nothing is told of a commit that a shallow clone does not hold', async () => {
  const commit = repository();
  write('shared/a.ts', 'other\n');
  git('commit', '--quiet', '-am', 'go on');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, 'clone');

  expect(await changedRatio(commit, join(folder, 'clone'))).toBeNull();
  expect(await revisionOf(join(folder, 'clone'))).toMatchObject({ dirty: false });
});

it('nothing is told of a tree without git, even within a repository of something else', async () => {
  expect(await revisionOf(folder)).toBeNull();
  expect(await changedRatio('HEAD', folder)).toBeNull();

  const commit = repository();
  expect(await revisionOf(join(folder, 'shared'))).toBeNull();
  expect(await changedRatio(commit, join(folder, 'shared'))).toBeNull();
});

it('a report says when what it measured is in no commit', () => {
  expect(revisionSentence({ commit: 'abc', dirty: false })).toBe('Measured was commit `abc`.');
  expect(revisionSentence({ commit: 'abc', dirty: true })).toContain('changes that are in no commit');
  expect(revisionSentence(null)).toContain('git does not know');
});
