import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..');
const folders = ['bff-mobile', 'bff-web'] as const;

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const run = () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'documents.ts')],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
};
/** What is made of the documents, by file. */
const made = () =>
  Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder, 'documents'))
        .filter((file) => /^(manifest|relay)\.json$/.test(file))
        .map((file) => [`${folder}/${file}`, readFileSync(join(root, folder, 'documents', file), 'utf8')]),
    ),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'documents-'));
  for (const folder of folders) {
    cpSync(join(repository, folder, 'documents'), join(root, folder, 'documents'), { recursive: true });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

it('npm run documents writes what is made of documents that the BFFs answer', () => {
  const committed = made();
  for (const folder of folders) write(`${folder}/documents/manifest.json`, '');

  expect(run()).toMatchObject({ status: 0, stderr: '' });
  expect(made()).toEqual(committed);
});

it('npm run documents writes nothing while a BFF refuses a document, and names each with its limit', () => {
  for (const folder of folders) write(`${folder}/documents/manifest.json`, 'as it was');
  const before = made();
  const refuse = (folder: string, name: string, selections: string) =>
    write(`${folder}/documents/${name}.graphql`, `query ${name} { ${selections} }`);
  const four = (selections: string) => [1, 2, 3, 4].map((n) => `a${n}: ${selections}`).join(' ');
  refuse('bff-web', 'A', `category(slug: "lamps") ${'{ children '.repeat(12)}{ id }${'}'.repeat(12)}`);
  refuse('bff-web', 'B', 'homePage { bestRated(first: 51) { id } }');
  refuse('bff-web', 'C', 'categories { id unheardOf }');
  refuse(
    'bff-web',
    'D',
    four('products(first: 50) { edges { node { topReviews(first: 10) { author { name } } } } }'),
  );
  refuse('bff-mobile', 'A', four('home { sections { title } }'));
  refuse('bff-mobile', 'B', 'productScreen(id: "p-0001") { related(first: 21) { id } }');

  const { status, stdout, stderr } = run();

  expect(stderr.trimEnd().split('\n')).toEqual([
    'bff-web: A is refused: The document may have depth up to 12, and has 14.',
    'bff-web: B is refused at homePage.bestRated: first must be from 1 to 50, and was 51.',
    'bff-web: C asks for Category.unheardOf, which is gone',
    'bff-web: D is refused: The operation costs 2440 points, and may cost 1500.',
    'bff-mobile: A is refused: The document may have root fields up to 3, and has 4.',
    'bff-mobile: B is refused at productScreen.related: first must be from 1 to 20, and was 21.',
  ]);
  expect(stdout).toBe('');
  expect(status).toBe(1);
  expect(made()).toEqual(before);
});

it.each([
  [
    'Broken.graphql',
    'query Broken {\n  home {',
    'bff-mobile/documents/Broken.graphql:2:9: Syntax Error: Expected Name, found <EOF>.',
  ],
  [
    'Endless.graphql',
    `query Endless { ${'home '.repeat(1_000)} }`,
    'bff-mobile/documents/Endless.graphql: The document may have tokens up to 600, and has more.',
  ],
  [
    'Search.example.json',
    '{ "variabels": {} }',
    'bff-mobile/documents/Search.example.json: Unrecognized key: "variabels"',
  ],
])('npm run documents says in a line what is wrong with %s, and writes nothing', (file, text, says) => {
  const before = made();
  write(`bff-mobile/documents/${file}`, text);

  expect(run()).toEqual({ status: 1, stdout: '', stderr: `${says}\n` });
  expect(made()).toEqual(before);
});
