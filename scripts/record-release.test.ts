import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildManifest } from '../shared/graphql/documents/manifest.ts';
import { readReleases } from '../shared/graphql/documents/release.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import { smallBff } from '../shared/testing/small-bff.ts';
import { extendRelease, recordRelease, type ReleaseToRecord } from './record-release.ts';

const today = '2027-01-01';
const asked: ReleaseToRecord = { client: 'mobile', version: '5.3.0', supportedUntil: '2027-06-30' };
const text = 'query Home($first: Int) { home(first: $first) }';

let root: URL;
const write = (path: string, content: string) => writeFile(new URL(path, root), content);
/** A client with little in it, whose BFF takes pages of up to 10. */
const define = async (name: string): Promise<BffDefinition> => ({
  ...smallBff,
  name,
  schema: buildSchema('type Query { home(first: Int): String }'),
  costs: { 'Query.home': { points: 200 } },
  documents: new URL(`${name}/documents/`, root),
});
const record = (overrides: Partial<ReleaseToRecord> = {}) =>
  recordRelease(root, today, { ...asked, ...overrides }, define);
const recorded = () => readReleases(new URL('bff-mobile/releases/', root));

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'record-release-'))}/`);
  await mkdir(new URL('bff-mobile/documents/', root), { recursive: true });
  await mkdir(new URL('bff-web/', root));
  await write('bff-mobile/documents/Home.graphql', text);
  await write(
    'bff-mobile/documents/Home.example.json',
    '{ "variables": { "first": 3 }, "headers": { "accept-language": "de" } }',
  );
});
afterEach(() => rm(root, { recursive: true }));

it('a release records the documents of a client as they are, with their examples', async () => {
  await record();

  expect(await recorded()).toEqual([
    {
      version: '5.3.0',
      supportedUntil: '2027-06-30',
      manifest: buildManifest([text]),
      examples: { Home: { variables: { first: 3 }, headers: { 'accept-language': 'de' } } },
    },
  ]);
});

it('a release may be supported for this day alone', async () => {
  await record({ supportedUntil: today });

  expect(await recorded()).toHaveLength(1);
});

describe('refuses', () => {
  it.each<[string, Partial<ReleaseToRecord>, string]>([
    ['an unknown client', { client: 'tv' }, 'there is no client "tv"; there are mobile, web'],
    ['a way out of the repository', { client: '../bff-mobile' }, 'there is no client'],
    ['a malformed version', { version: '5.3' }, 'a version is three numbers, such as 5.3.0, and not "5.3"'],
    ['another malformed version', { version: '5.3.0-beta' }, 'a version is three numbers'],
    ['a malformed date', { supportedUntil: '30.06.2027' }, '--supported-until takes a date'],
    ['a date that there is not', { supportedUntil: '2027-02-30' }, '--supported-until takes a date'],
    ['a date in the past', { supportedUntil: '2026-12-31' }, '2026-12-31 has passed; today is 2027-01-01'],
  ])('%s', async (_what, overrides, says) => {
    await expect(record(overrides)).rejects.toThrow(says);
    expect(await recorded()).toEqual([]);
  });

  it('documents that the schema refuses, each with its field', async () => {
    await write('bff-mobile/documents/Home.graphql', 'query Home { home away }');

    await expect(record()).rejects.toThrow('bff-mobile: Home asks for Query.away, which is gone');
    expect(await recorded()).toEqual([]);
  });

  it.each([
    ['query Home {', 'bff-mobile/documents/Home.graphql:1:13: Syntax Error'],
    ['{ home }', 'bff-mobile/documents/Home.graphql: it must hold one operation, called Home'],
    ['query House { home }', 'bff-mobile/documents/Home.graphql: it must hold one operation, called Home'],
    [
      'query Home { home } query More { home }',
      'bff-mobile/documents/Home.graphql: it must hold one operation, called Home',
    ],
  ])('documents that are none: %s', async (broken, says) => {
    await write('bff-mobile/documents/Home.graphql', broken);

    await expect(record()).rejects.toThrow(says);
    expect(await recorded()).toEqual([]);
  });

  const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');

  it.each([
    ['tokens', 'query Home { ' + 'home '.repeat(1_000) + '}', 'tokens up to 1000'],
    ['bytes', 'query Home { ' + '...{ home '.repeat(5_000) + '}'.repeat(5_000) + '}', 'bytes up to 20000'],
    ['aliases', `query Home { ${aliases(21)} }`, 'aliases up to 20, and has 21'],
    ['root fields', `query Home { ${aliases(21)} }`, 'root fields up to 20, and has 21'],
    [
      'cost',
      'query Home { ' + 'abcdef'.replace(/./g, '$&: home ') + '}',
      'costs 1200 points, and may cost 1000',
    ],
  ])('documents beyond the limit of %s', async (_limit, beyond, says) => {
    await write('bff-mobile/documents/Home.graphql', beyond);

    await expect(record()).rejects.toThrow(/Home/);
    await expect(record()).rejects.toThrow(says);
    expect(await recorded()).toEqual([]);
  });

  it('documents whose example values their BFF refuses, or that are none', async () => {
    await write('bff-mobile/documents/Home.example.json', '{ "variables": { "first": "three" } }');
    await expect(record()).rejects.toThrow(
      'bff-mobile: Home is refused: Variable "$first" got invalid value',
    );

    await write('bff-mobile/documents/Home.example.json', '{ "variables": ');
    await expect(record()).rejects.toThrow('bff-mobile/documents/Home.example.json: ');
    expect(await recorded()).toEqual([]);
  });

  it('to record a release again', async () => {
    const file = await record();
    const before = await readFile(file, 'utf8');
    await write('bff-mobile/documents/Home.graphql', 'query Home { home }');

    await expect(record({ supportedUntil: '2028-06-30' })).rejects.toThrow('a release is never rewritten');
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

describe('a version', () => {
  const releases = (...versions: readonly (readonly [version: string, supportedUntil: string])[]) =>
    Promise.all(
      versions.map(async ([version, supportedUntil]) => {
        await mkdir(new URL('bff-mobile/releases/', root), { recursive: true });
        const release = { version, supportedUntil, manifest: buildManifest([text]), examples: {} };
        await write(`bff-mobile/releases/${version}.json`, JSON.stringify(release));
      }),
    );

  it.each([
    ['newer than all', '3.10.0'],
    ['that mends a line which is supported', '3.1.2'],
  ])('may be one %s', async (_what, version) => {
    await releases(['3.1.1', '2027-06-30'], ['3.2.0', '2027-12-31'], ['3.9.0', '2027-12-31']);

    await record({ version });
    expect((await recorded()).map((release) => release.version)).toContain(version);
  });

  it.each([
    ['of a line that there is none of', '1.2.0'],
    ['of a line that is supported no more', '2.9.5'],
    ['older than one of its line', '3.1.0'],
    ['of a minor line that there is none of', '3.3.0'],
    ['written in another way', '03.9.0'],
  ])('must not be one %s', async (_what, version) => {
    await releases(['2.9.4', '2026-12-31'], ['3.1.1', '2027-06-30'], ['3.9.0', '2027-12-31']);

    await expect(record({ version })).rejects.toThrow(
      version === '03.9.0'
        ? 'is recorded already'
        : `bff-mobile ${version} must be newer than 3.9.0, or mend a release ${version.slice(0, 4)}x that is still supported`,
    );
    expect(await recorded()).toHaveLength(3);
  });
});

describe('a release that has been recorded', () => {
  const extend = (overrides: Partial<ReleaseToRecord> = {}) =>
    extendRelease(root, today, { ...asked, ...overrides });

  it('can be supported for longer, whatever the documents are today', async () => {
    await record();
    const [before] = await recorded();
    await write('bff-mobile/documents/Home.graphql', 'query Home { home }');
    await extend({ supportedUntil: '2028-06-30' });

    expect(await recorded()).toEqual([{ ...before, supportedUntil: '2028-06-30' }]);
  });

  it('is not supported for less long', async () => {
    await record();

    await expect(extend({ supportedUntil: '2027-03-31' })).rejects.toThrow('is supported until 2027-06-30');
  });

  it('must be there', async () => {
    await expect(extend()).rejects.toThrow('bff-mobile 5.3.0 has not been recorded');
  });
});
