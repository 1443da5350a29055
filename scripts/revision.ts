import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from './command.ts';

const run = promisify(execFile);

/** The files of a directory as they were at a revision. */
export interface Revision {
  /** What it was asked for by, and which commit that is: `origin/main (1c46a0a)`. */
  readonly name: string;
  /** The text of a file; null where it did not exist. */
  readonly read: (path: string) => Promise<string | null>;
  /** The paths of the files below a folder; none where it did not exist. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** There is no such revision. */
export class RevisionError extends CommandError {
  override readonly name = 'RevisionError';
}

/** What a change is compared with when nobody says: where it will be merged, or what was before it. */
const defaults = ['origin/main', 'HEAD^', 'HEAD'];

/**
 * Opens a revision of the Git repository that `directory` lies in; the first of `origin/main`, `HEAD^` and `HEAD` that
 * there is, unless one is named. Paths count from `directory`.
 *
 * @throws {RevisionError}
 */
export async function openRevision(directory: string, name?: string): Promise<Revision> {
  const git = async (...args: readonly string[]) =>
    (await run('git', args, { cwd: directory, maxBuffer: 64 * 2 ** 20 })).stdout;
  const list = async (commit: string, path: string) =>
    (await git('ls-tree', '-r', '-z', '--name-only', commit, '--', `./${path}`)).split('\0').filter(Boolean);

  for (const candidate of name === undefined ? defaults : [name]) {
    const commit = await git(
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${candidate}^{commit}`,
    ).then(
      (output) => output.trim(),
      () => null,
    );
    if (commit === null) continue;
    return {
      name: `${candidate} (${commit.slice(0, 7)})`,
      read: async (path) =>
        (await list(commit, path)).length > 0 ? git('show', `${commit}:./${path}`) : null,
      list: (folder) => list(commit, folder),
    };
  }
  throw new RevisionError(`there is no revision ${name ?? defaults.join(', ')} to compare with`);
}
