import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildManifest } from '../shared/operations/manifest.ts';

const sdl = 'type Query {\n  home: String\n  old: String\n  unused: String\n}\n';
const release = (supportedUntil: string) =>
  JSON.stringify({
    version: '5.3.0',
    supportedUntil,
    manifest: buildManifest(['query Home { home old }']),
    examples: {},
  });

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
const commit = () => {
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
    'x',
  );
};
const check = (...args: readonly string[]) => {
  const script = join(import.meta.dirname, 'schema-check.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'schema-check-'));
  git('init', '--quiet', '--initial-branch=main');
  write('bff-mobile/schema.graphql', sdl);
  write('bff-mobile/documents/Home.graphql', 'query Home { home }');
  write('bff-mobile/releases/5.3.0.json', release('2999-12-31'));
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

it('fails when a supported release asks for what is gone, and names it', () => {
  write('bff-mobile/schema.graphql', sdl.replace('  old: String\n', ''));

  const { status, stdout } = check();
  expect(stdout).toContain('bff-mobile 5.3.0: Home asks for Query.old, which is gone');
  expect(stdout).toContain(
    "Field 'old' was removed from object type 'Query'\n        bff-mobile 5.3.0: Home",
  );
  expect(status).toBe(1);
});

it('fails when a document of today does', () => {
  write('bff-mobile/schema.graphql', sdl.replace('home: String', 'home: Int'));

  const { status, stdout } = check();
  expect(stdout).toContain("'Query.home' changed type from 'String' to 'Int'");
  expect(stdout).toContain('        bff-mobile today: Home');
  expect(status).toBe(1);
});

it('passes when nobody does, nor a release that is no longer supported', () => {
  write('bff-mobile/releases/5.3.0.json', release('2020-01-01'));
  commit();
  write('bff-mobile/schema.graphql', sdl.replace('  old: String\n', '').replace('  unused: String\n', ''));

  expect(check('--base', 'HEAD')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('breaking, and used by nobody (2)') as string,
    stderr: '',
  });
});

it('takes a client that is new for safe', () => {
  write('bff-tv/schema.graphql', sdl);
  write('bff-tv/documents/Home.graphql', 'query Home { home }');

  expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('bff-tv: ok') as string });
});

it.each([
  ['--base', 'nowhere'],
  ['--bass', 'HEAD'],
])('says what is wrong with %s %s', (...args) => {
  const { status, stderr } = check(...args);

  expect(stderr).toContain(args[0] === '--base' ? 'there is no revision nowhere' : '--bass');
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(1);
});
