import { expect, it } from 'vitest';
import { appReleases } from '../../app-versions.ts';
import { executeMobile, refused } from '../../testing.ts';

const document = `query ($version: String!) {
  appConfig(platform: IOS, version: $version) {
    minimumVersion latestVersion updateRequired updateAvailable storeUrl
  }
}`;

it('the app config sends an app that is too old to the store, and asks no service', async () => {
  const { data, errors } = await executeMobile(document, {}, { variables: { version: '1.0.0' } });

  expect(errors).toBeUndefined();
  expect(data.appConfig).toEqual({
    minimumVersion: appReleases.IOS.minimum,
    latestVersion: appReleases.IOS.latest,
    updateRequired: true,
    updateAvailable: true,
    storeUrl: appReleases.IOS.storeUrl,
  });
});

it('the app config knows each platform by its own rules', async () => {
  const { data } = await executeMobile(`{
    ios: appConfig(platform: IOS, version: "5.0.0") { storeUrl }
    android: appConfig(platform: ANDROID, version: "5.0.0") { storeUrl }
  }`);

  expect(data.ios.storeUrl).toBe(appReleases.IOS.storeUrl);
  expect(data.android.storeUrl).toBe(appReleases.ANDROID.storeUrl);
});

it('the app config refuses a version that is none', async () => {
  const { errors } = await executeMobile(document, {}, { variables: { version: '5.10' } });

  expect(errors).toEqual([
    refused('version must be three numbers, such as 5.10.0, and was "5.10".', 'appConfig'),
  ]);
});
