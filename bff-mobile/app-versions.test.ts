import { describe, expect, it } from 'vitest';
import { adviseOn, appNames, appReleases, compareVersions, refuseOutdated } from './app-versions.ts';
import { defineMobile } from './definition.ts';

const releases = { minimum: '5.2.0', latest: '5.10.0', storeUrl: 'https://apps.example' };

describe('an app of version', () => {
  it.each([
    ['4.99.99', { updateRequired: true, updateAvailable: true }],
    ['5.1.9', { updateRequired: true, updateAvailable: true }],
    ['5.2.0', { updateRequired: false, updateAvailable: true }],
    ['5.9.9', { updateRequired: false, updateAvailable: true }],
    ['5.10.0', { updateRequired: false, updateAvailable: false }],
    ['5.10.1', { updateRequired: false, updateAvailable: false }],
    ['6.0.0', { updateRequired: false, updateAvailable: false }],
  ])('%s is told %j', (version, advice) => {
    expect(adviseOn(version, releases)).toEqual({
      minimumVersion: '5.2.0',
      latestVersion: '5.10.0',
      storeUrl: 'https://apps.example',
      ...advice,
    });
  });
});

it.each([
  '',
  '5',
  '5.10',
  '5.10.0.1',
  '5.10.x',
  'v5.10.0',
  '5.10.0-beta',
  ' 5.10.0',
  '-5.1.0',
  '5..0',
  '5.10.0\n',
])('the rule of app versions refuses %j as a version', (version) => {
  expect(() => adviseOn(version, releases)).toThrow('version must be three numbers, such as 5.10.0');
});

it.each(Object.entries(appReleases))(
  'the rule of app versions asks nobody on %s for more than the store has',
  (_name, rules) => {
    expect(compareVersions(rules.minimum, rules.latest)).toBeLessThanOrEqual(0);
  },
);

describe('an app that calls itself', () => {
  const platforms = (['IOS', 'ANDROID'] as const).map((platform) => ({
    name: appNames[platform],
    ...appReleases[platform],
  }));

  it.each(platforms)(
    '$name is refused below its oldest release that works',
    ({ name, minimum, storeUrl }) => {
      for (const version of ['0.0.1', '5.1.999999']) {
        expect(refuseOutdated({ name, version })).toMatchObject({
          code: 'UPGRADE_REQUIRED',
          details: { minimumVersion: minimum, storeUrl },
        });
      }
      for (const version of [minimum, '5.10.0', '6.0.0'])
        expect(refuseOutdated({ name, version })).toBeNull();
    },
  );

  it.each([
    [undefined, '0.0.1'],
    ['someone-else', '0.0.1'],
    [appNames.IOS, undefined],
    [appNames.IOS, 'beta'],
  ])('%s, of version %s, is not refused: nothing says that it is too old', (name, version) => {
    expect(refuseOutdated({ name, version })).toBeNull();
  });

  it.each(platforms)(
    '$name is refused by this BFF, and may still ask what tells it to update',
    async ({ name }) => {
      const { outdated } = await defineMobile();

      expect(outdated?.refuse({ name, version: '0.0.1' })).toMatchObject({ code: 'UPGRADE_REQUIRED' });
      expect(outdated?.except).toEqual(['AppConfig']);
    },
  );
});
