import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildManifest } from '../shared/operations/manifest.ts';
import { readReleases } from '../shared/operations/release.ts';
import { extendRelease, recordRelease, type ReleaseToRecord } from './record-release.ts';

const today = '2027-01-01';
const asked: ReleaseToRecord = { client: 'mobile', version: '5.3.0', supportedUntil: '2027-06-30' };
const text = 'query Home($first: Int) { home(first: $first) }';

let root: URL;
const write = (path: string, content: string) => writeFile(new URL(path, root), content);
const record = (overrides: Partial<ReleaseToRecord> = {}) =>
  recordRelease(root, today, { ...asked, ...overrides });
const recorded = () => readReleases(new URL('bff-mobile/releases/', root));

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'record-release-'))}/`);
  await mkdir(new URL('bff-mobile/documents/', root), { recursive: true });
  await mkdir(new URL('bff-web/', root));
  await write('bff-mobile/schema.graphql', 'type Query { home(first: Int): String }');
  await write('bff-mobile/documents/Home.graphql', text);
  await write(
    'bff-mobile/documents/Home.example.json',
    '{ "variables": { "first": 3 }, "headers": { "accept-language": "de" } }',
  );
});
afterEach(() => rm(root, { recursive: true }));

it('records the documents of a client as they are, with their examples', async () => {
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

it('may be supported for this day alone', async () => {
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

    await expect(record()).rejects.toThrow('bff-mobile 5.3.0: Home asks for Query.away, which is gone');
    expect(await recorded()).toEqual([]);
  });

  it.each([
    ['query Home {', 'Syntax Error'],
    ['{ home }', 'a document must hold one operation, and give it a name'],
  ])('documents that are none: %s', async (broken, says) => {
    await write('bff-mobile/documents/Home.graphql', broken);

    await expect(record()).rejects.toThrow(says);
  });

  it('to record a release again', async () => {
    const file = await record();
    const before = await readFile(file, 'utf8');
    await write('bff-mobile/documents/Home.graphql', 'query Home { home }');

    await expect(record({ supportedUntil: '2028-06-30' })).rejects.toThrow('a release is never rewritten');
    expect(await readFile(file, 'utf8')).toBe(before);
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
