import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const root = new URL('../', import.meta.url);

const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

/** The static checks: every npm script whose name begins with `check:`. */
export const checks: readonly string[] = Object.keys(scripts).filter((name) => name.startsWith('check:'));

/** Runs one of {@link checks}; resolves with what it complains of, which is empty when it finds nothing. */
export async function complaintsOf(check: string): Promise<string> {
  const child = spawn('npm', ['run', '--silent', check], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return (await exitCode) === 0 ? '' : `${stdout}${stderr}`.trim() || 'It failed without a word.';
}
