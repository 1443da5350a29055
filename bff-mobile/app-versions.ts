import { badInput, ClientError } from '../shared/lib/client-error.ts';
import type { ClientIdentity } from '../shared/graphql/context.ts';
import type { Platform } from './generated/resolvers.ts';

/** The releases of one app that matter to those who have it. */
export interface AppReleases {
  /** The oldest release that still works; older ones are sent to the store. */
  readonly minimum: string;
  readonly latest: string;
  readonly storeUrl: string;
}

/** What the app calls itself, by platform. */
export const appNames: Readonly<Record<Platform, string>> = {
  IOS: 'storefront-ios',
  ANDROID: 'storefront-android',
};

/** The rules, by platform: the file to change when a release comes out or is given up. */
export const appReleases: Readonly<Record<Platform, AppReleases>> = {
  IOS: { minimum: '5.2.0', latest: '5.10.0', storeUrl: 'https://apps.storefront.example/ios' },
  ANDROID: { minimum: '5.2.0', latest: '5.9.9', storeUrl: 'https://apps.storefront.example/android' },
};

/** What an app must know about its own age. */
export interface VersionAdvice {
  readonly minimumVersion: string;
  readonly latestVersion: string;
  readonly updateRequired: boolean;
  readonly updateAvailable: boolean;
  readonly storeUrl: string;
}

/**
 * What the releases mean to an app of `version`.
 *
 * @throws {ClientError} `BAD_USER_INPUT` when `version` is not three numbers
 */
export function adviseOn(version: string, { minimum, latest, storeUrl }: AppReleases): VersionAdvice {
  return {
    minimumVersion: minimum,
    latestVersion: latest,
    updateRequired: compareVersions(version, minimum) < 0,
    updateAvailable: compareVersions(version, latest) < 0,
    storeUrl,
  };
}

/**
 * What an app is told that is too old to be answered: `UPGRADE_REQUIRED`, with the link to its store. Null for any other,
 * and for whoever does not say who they are: it is no lock, and keeps broken screens from those who mean well.
 */
export function refuseOutdated({ name, version }: ClientIdentity): ClientError | null {
  const platform = (['IOS', 'ANDROID'] satisfies Platform[]).find((each) => appNames[each] === name);
  if (!platform || version === undefined || !isVersion(version)) return null;
  const { minimum, storeUrl } = appReleases[platform];
  if (compareVersions(version, minimum) >= 0) return null;
  return new ClientError(
    'UPGRADE_REQUIRED',
    `This version no longer works; ${minimum} is the oldest that does.`,
    {
      details: { minimumVersion: minimum, storeUrl },
    },
  );
}

/**
 * Below 0 when `a` is older than `b`, 0 when they are the same. Number by number: 5.10.0 is newer than 5.9.9.
 *
 * @throws {ClientError} `BAD_USER_INPUT` when either is not three numbers
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

const versionForm = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;
const isVersion = (text: string) => versionForm.test(text);

function parseVersion(version: string): [number, number, number] {
  const match = versionForm.exec(version);
  if (!match) throw badInput('version', version, 'three numbers, such as 5.10.0');
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}
