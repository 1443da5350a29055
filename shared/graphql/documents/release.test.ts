import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildManifest } from './manifest.ts';
import {
  dayOf,
  isSupported,
  readReleases,
  readSupportedReleases,
  shippedIn,
  type Release,
} from './release.ts';

const aRelease = (version: string, supportedUntil = '2027-06-30'): Release => ({
  version,
  supportedUntil,
  manifest: buildManifest(['query Home { home }']),
  examples: { Home: { variables: {}, headers: {} } },
});

it('a release is supported until its last day is over', () => {
  expect(isSupported(aRelease('5.3.0'), '2027-06-30')).toBe(true);
  expect(isSupported(aRelease('5.3.0'), '2027-07-01')).toBe(false);
});

it('a release reckons days in UTC', () => {
  expect(dayOf(Date.parse('2027-06-30T23:59:59.999Z'))).toBe('2027-06-30');
});

it('a release says of each document which release asks it', () => {
  expect(shippedIn('bff-mobile', aRelease('5.3.0'))).toEqual([
    { by: 'bff-mobile 5.3.0', name: 'Home', text: 'query Home {\n  home\n}' },
  ]);
});

describe('a folder of releases', () => {
  let folder: URL;
  const write = (name: string, text: string) => writeFile(new URL(name, folder), text);
  beforeAll(async () => {
    folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'releases-'))}/`);
    await write('5.9.9.json', JSON.stringify(aRelease('5.9.9', '2027-03-31')));
    await write('5.10.0.json', JSON.stringify(aRelease('5.10.0')));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is read from the oldest to the newest, number by number', async () => {
    expect(await readReleases(folder)).toEqual([aRelease('5.9.9', '2027-03-31'), aRelease('5.10.0')]);
  });

  it('is read without those that are no longer supported', async () => {
    const versionsOn = async (today: string) =>
      (await readSupportedReleases(folder, today)).map(({ version }) => version);

    expect(await versionsOn('2027-03-31')).toEqual(['5.9.9', '5.10.0']);
    expect(await versionsOn('2027-04-01')).toEqual(['5.10.0']);
  });

  it('holds none when it does not exist', async () => {
    expect(await readReleases(new URL('none/', folder))).toEqual([]);
  });

  it.each([
    ['6.0.0.json', '{', 'JSON'],
    ['6.0.0.json', JSON.stringify(aRelease('6.0.1')), 'it holds version 6.0.1'],
    ['6.0.0.json', JSON.stringify(aRelease('v6.0.0')), 'version: three numbers'],
    ['6.0.0.json', JSON.stringify(aRelease('6.0.0-beta')), 'version: three numbers'],
    ['6.0.0.json', JSON.stringify(aRelease('6.0')), 'version: three numbers'],
    ['6.0.0.json', JSON.stringify(aRelease('6.0.0', '2027-02-30')), 'supportedUntil: '],
    [
      '6.0.0.json',
      JSON.stringify(aRelease('6.0.0')).replace('home', 'away'),
      'the id of Home is not the hash',
    ],
  ])('names a file that is none: %s %.60s', async (name, text, says) => {
    await write(name, text);
    await expect(readReleases(folder)).rejects.toThrow(new RegExp(`releases/6.0.0.json: .*${says}`));
    await rm(new URL(name, folder));
  });
});
