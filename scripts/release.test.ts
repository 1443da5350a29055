import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

it('npm run release is a command: it records a release once, and says what it did or why not', () => {
  const root = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'bff-mobile/documents'), { recursive: true });
  const document = (text: string) =>
    writeFileSync(join(root, 'bff-mobile/documents/RelatedProducts.graphql'), text);
  const related = (first: number) =>
    document(`query RelatedProducts { productScreen(id: "p-0001") { related(first: ${first}) { id } } }`);
  related(20);
  const release = (...args: readonly string[]) => {
    const script = join(import.meta.dirname, 'release.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  expect(release('mobile', '5.3.0', '--supported-until', '2999-06-30')).toEqual({
    status: 0,
    stdout: 'bff-mobile/releases/5.3.0.json: supported until 2999-06-30.\n',
    stderr: '',
  });
  expect(JSON.parse(readFileSync(join(root, 'bff-mobile/releases/5.3.0.json'), 'utf8'))).toMatchObject({
    version: '5.3.0',
    supportedUntil: '2999-06-30',
  });

  expect(release('mobile', '5.3.0', '--supported-until', '2999-12-31')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is recorded already') as string,
  });
  related(21);
  expect(release('mobile', '5.4.0', '--supported-until', '2999-06-30')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'bff-mobile: RelatedProducts is refused at productScreen.related: first must be from 1 to 20, and was 21.\n',
  });

  expect(release('mobile', '5.4.0')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^npm run release -- /) as string,
  });
});
