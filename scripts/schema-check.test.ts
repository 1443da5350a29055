import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildManifest } from '../shared/graphql/documents/manifest.ts';

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
  write('bff-mobile/features/home/home.graphql', sdl);
  write('bff-mobile/documents/Home.graphql', 'query Home { home }');
  write('bff-mobile/releases/5.3.0.json', release('2999-12-31'));
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

it('npm run schema:check fails when a supported release asks for what is gone, and names it', () => {
  write('bff-mobile/features/home/home.graphql', sdl.replace('  old: String\n', ''));

  const { status, stdout } = check();
  expect(stdout).toContain('bff-mobile 5.3.0: Home asks for Query.old, which is gone');
  expect(stdout).toContain(
    "Field 'old' was removed from object type 'Query'\n        bff-mobile 5.3.0: Home",
  );
  expect(status).toBe(1);
});

it('npm run schema:check fails when a document of today does', () => {
  write('bff-mobile/features/home/home.graphql', sdl.replace('home: String', 'home: Int'));

  const { status, stdout } = check();
  expect(stdout).toContain("'Query.home' changed type from 'String' to 'Int'");
  expect(stdout).toContain('        bff-mobile today: Home');
  expect(status).toBe(1);
});

it('npm run schema:check passes when nobody does, nor a release that is no longer supported', () => {
  write('bff-mobile/releases/5.3.0.json', release('2020-01-01'));
  commit();
  write(
    'bff-mobile/features/home/home.graphql',
    sdl.replace('  old: String\n', '').replace('  unused: String\n', ''),
  );

  expect(check('--base', 'HEAD')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('breaking, and used by nobody (2)') as string,
    stderr: '',
  });
});

it('npm run schema:check takes a client that is new for safe', () => {
  write('bff-tv/features/home/home.graphql', sdl);
  write('bff-tv/documents/Home.graphql', 'query Home { home }');

  expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('bff-tv: ok') as string });
});

it.each([
  ['--base', 'nowhere'],
  ['--bass', 'HEAD'],
])('npm run schema:check says what is wrong with %s %s', (...args) => {
  const { status, stderr } = check(...args);

  expect(stderr).toContain(args[0] === '--base' ? 'there is no revision nowhere' : '--bass');
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(1);
});

it('npm run schema:check goes by the SDL, whatever the committed snapshot says', () => {
  write('bff-mobile/schema.graphql', sdl);
  commit();
  write('bff-mobile/features/home/home.graphql', sdl.replace('  home: String\n', ''));
  write('bff-mobile/features/more/more.graphql', 'extend type Query {\n  more: String\n}\n');

  const { status, stdout } = check('--base', 'HEAD');
  expect(stdout).toContain("Field 'home' was removed from object type 'Query'");
  expect(stdout).toContain("Field 'more' was added to object type 'Query'");
  expect(status).toBe(1);
});

it('npm run schema:check fails when a client is gone that has supported releases', () => {
  rmSync(join(root, 'bff-mobile'), { recursive: true });

  expect(check('--base', 'HEAD')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('5.3.0 is gone, and was to be supported until 2999-12-31') as string,
  });
});

it('npm run schema:check fails when the whole SDL of a client is gone, and its releases still ask', () => {
  rmSync(join(root, 'bff-mobile/features'), { recursive: true });

  const { status, stderr } = check('--base', 'HEAD');
  expect(stderr).toContain('bff-mobile/features: there is no schema any more, and bff-mobile');
  expect(status).toBe(1);
});

it('npm run schema:check passes an argument that may not be null any more, and has a default, unless null may be sent', () => {
  const paged = (type: string) =>
    `type Query {\n  home: String\n  old: String\n  page(size: ${type}): String\n}\n`;
  write('bff-mobile/features/home/home.graphql', paged('Int = 5'));
  write('bff-mobile/documents/Page.graphql', 'query Page { page again: page(size: 3) }');
  commit();
  write('bff-mobile/features/home/home.graphql', paged('Int! = 5'));
  expect(check('--base', 'HEAD')).toMatchObject({ status: 0 });

  write('bff-mobile/documents/Page.graphql', 'query Page($size: Int) { page(size: $size) }');
  expect(check('--base', 'HEAD')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('bff-mobile today: Page') as string,
  });
});

it('npm run schema:check sees that one field alone of an input object may be given', () => {
  const picking = (oneOf: string) =>
    `${sdl.replace('unused: String', 'unused(by: Pick): String')}input Pick${oneOf} { id: ID name: String }`;
  write('bff-mobile/features/home/home.graphql', picking(''));
  commit();
  write('bff-mobile/features/home/home.graphql', picking(' @oneOf'));
  expect(check('--base', 'HEAD').stdout).toContain("Directive 'oneOf' was added to input object 'Pick'");

  commit();
  write('bff-mobile/features/home/home.graphql', picking(''));
  expect(check('--base', 'HEAD').stdout).toContain("Directive 'oneOf' was removed from input object 'Pick'");
});

const unreadable: readonly (readonly [what: string, path: string, text: string, says: string])[] = [
  [
    'SDL',
    'bff-mobile/features/more/more.graphql',
    'type More {\n  id: ID!\n  id\n}',
    'bff-mobile/features/more/more.graphql:4:1: Syntax Error: Expected ":", found "}".',
  ],
  [
    'SDL of a type that there is none of',
    'bff-mobile/features/more/more.graphql',
    'type More { x: Less }',
    'bff-mobile/features: Unknown type "Less".',
  ],
  [
    'SDL of a type that is not what it says',
    'bff-mobile/features/more/more.graphql',
    'interface Node { id: ID! }\ntype More implements Node { x: Int }',
    'bff-mobile/features/more/more.graphql:1:18: Interface field Node.id expected but More does not provide it.',
  ],
  [
    'a release',
    'bff-mobile/releases/5.4.0.json',
    '{',
    "bff-mobile/releases/5.4.0.json: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
  ],
];

it.each<(typeof unreadable)[number]>([
  ...unreadable,
  [
    'a document',
    'bff-mobile/documents/Home.graphql',
    'query Home {',
    'bff-mobile/documents/Home.graphql:1:13: Syntax Error: Expected Name, found <EOF>.',
  ],
  [
    'values of a document',
    'bff-mobile/documents/Home.example.json',
    '[]',
    'bff-mobile/documents/Home.example.json: Invalid input: expected object, received array',
  ],
])('npm run schema:check says in a line which file it cannot read: %s', (_what, path, text, says) => {
  write(path, text);

  expect(check('--base', 'HEAD')).toEqual({ status: 1, stdout: '', stderr: `${says}\n` });
});

it.each(unreadable)('npm run schema:check says so of the base: %s', (_what, path, text, says) => {
  write(path, text);
  commit();
  rmSync(join(root, path));

  const { status, stdout, stderr } = check('--base', 'HEAD');
  expect(stderr).toMatch(/^in HEAD \([0-9a-f]{7}\): /);
  expect(stderr).toContain(`: ${says}\n`);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

it('npm run schema:check says so where there are no clients, or no repository', () => {
  rmSync(join(root, 'bff-mobile'), { recursive: true });
  commit();
  expect(check('--base', 'HEAD')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'there are no clients here: run this in the repository\n',
  });

  rmSync(join(root, '.git'), { recursive: true });
  expect(check()).toEqual({
    status: 1,
    stdout: '',
    stderr: 'there is no revision origin/main, HEAD^, HEAD to compare with\n',
  });
});
