import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

/** How a process ends that is watched, and then does what `script` says. */
async function run(script: string) {
  const watched = `import { endWhenBusyFor } from '${import.meta.resolve('./endless-loops.ts')}'; endWhenBusyFor(500); ${script}`;
  const child = spawn('node', ['--input-type=module', '--eval', watched], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { said, code: code as number | null, signal: signal as string | null };
}

it.each([
  ['without a pause', 'for (;;);'],
  ['over promises alone', 'for (;;) await null;'],
])('a process that loops for ever %s is ended, and says why', async (_how, script) => {
  const { said, signal } = await run(script);

  expect(signal).toBe('SIGKILL');
  expect(said).toContain('It loops for ever');
});

it('a process that waits for long, or ends soon, is left alone', async () => {
  expect(await run('await new Promise((resolve) => setTimeout(resolve, 1_500));')).toMatchObject({ code: 0 });
  expect(await run('')).toMatchObject({ code: 0, said: '' });
});
