import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRevision } from './revision.ts';

let root: string;
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
const commit = (text: string) => {
  writeFileSync(join(root, 'project/a.txt'), text);
  git('add', '--all');
  git(
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b.example',
    '-c',
    'commit.gpgsign=false',
    'commit',
    '-qm',
    text,
  );
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'revision-'));
  mkdirSync(join(root, 'project/folder'), { recursive: true });
  writeFileSync(join(root, 'project/folder/b.txt'), 'b');
  git('init', '--quiet');
  commit('first');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a revision that nobody names', () => {
  const opened = async () => {
    const { name, read } = await openRevision(join(root, 'project'));
    return { name: name.replace(/ \([0-9a-f]{7}\)$/, ''), text: await read('a.txt') };
  };

  it('is origin/main, where there is one, or else the commit before, or the only one', async () => {
    expect(await opened()).toEqual({ name: 'HEAD', text: 'first' });

    commit('second');
    expect(await opened()).toEqual({ name: 'HEAD^', text: 'first' });

    commit('third');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    expect(await opened()).toEqual({ name: 'origin/main', text: 'third' });
  });
});

it('a revision has the files of the directory, also below the root of the repository', async () => {
  const { read, list } = await openRevision(join(root, 'project'), 'HEAD');

  expect(await read('folder/b.txt')).toBe('b');
  expect(await read('none.txt')).toBeNull();
  expect(await list('folder/')).toEqual(['folder/b.txt']);
  expect(await list('none/')).toEqual([]);
});

it.each(['nowhere', '--all', 'HEAD:project'])('a revision is none by the name of %s', async (name) => {
  await expect(openRevision(root, name)).rejects.toThrow(`there is no revision ${name} to compare with`);
});
