import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');

/** What is no measured code, as git names paths: tests, texts, and what is made from the rest. */
const leftOut = [
  ...['bench/results/**', '**/generated/**', '**/schema.graphql'],
  ...['**/*.test.ts', '**/*.json', '**/*.md'],
].map((path) => `:(exclude,glob)${path}`);

/** What figures hang on: the BFFs, the services and how they are measured. */
const measuredPaths = ['shared', 'bff-web', 'bff-mobile', 'mocks', 'bench'];

/** The tree without a file, which git knows in every repository. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The state of the code that was measured. */
export interface Revision {
  /** The whole hash. */
  readonly commit: string;
  /** Whether measured files differed from it. */
  readonly dirty: boolean;
}

/** The revision of the tree in `folder`; null where that is not a git repository of its own. */
export async function revisionOf(folder: string = root): Promise<Revision | null> {
  try {
    // A tree without git may lie within somebody else's repository.
    if ((await git(folder, 'rev-parse', '--show-prefix')) !== '') return null;
    const commit = await git(folder, 'rev-parse', 'HEAD');
    const changes = await git(folder, 'status', '--porcelain', '--', ...measuredPaths, ...leftOut);
    return { commit, dirty: changes !== '' };
  } catch {
    return null;
  }
}

/**
 * How much of the measured code has changed from `commit` to the files in `folder`: changed lines against all lines that
 * there were (0 to 1, or more), of everything or of `shared` by itself, which does most of the work: the larger. Moving
 * a file changes nothing, and files that git does not know yet are left out. Null where that cannot be told: without
 * git, or in a clone that does not reach back so far.
 */
export async function changedRatio(commit: string, folder: string = root): Promise<number | null> {
  if ((await revisionOf(folder)) === null) return null;
  try {
    await git(folder, 'cat-file', '-e', `${commit}^{commit}`);
  } catch {
    return null;
  }
  const ratio = async (paths: readonly string[]) => {
    const changed = await linesBetween(folder, [commit], paths);
    return changed && changed / (await linesBetween(folder, [EMPTY_TREE, commit], paths));
  };
  return Math.max(await ratio(measuredPaths), await ratio(['shared']));
}

/** Lines that differ between two trees, or between one and the files; a line that is replaced counts once. */
async function linesBetween(
  folder: string,
  trees: readonly string[],
  paths: readonly string[],
): Promise<number> {
  const options = ['--numstat', '--find-renames', '-l0', '--no-ext-diff'];
  const files = (await git(folder, 'diff', ...options, ...trees, '--', ...paths, ...leftOut)).split('\n');
  return files.reduce((sum, file) => {
    // What is not text has "-" in the place of its lines.
    const [added, deleted] = file.split('\t').map((count) => Number(count) || 0);
    return sum + Math.max(added ?? 0, deleted ?? 0);
  }, 0);
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: folder, maxBuffer: 64 * 1_048_576 });
  return stdout.trim();
}

/** What was measured, as a sentence of a report. */
export function revisionSentence(revision: Revision | null): string {
  if (revision === null) return 'Measured was a tree that git does not know.';
  const { commit, dirty } = revision;
  return `Measured was commit \`${commit}\`${dirty ? ', **with changes that are in no commit**' : ''}.`;
}
