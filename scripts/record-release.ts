import { readdir, mkdir, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { buildManifest } from '../shared/graphql/documents/manifest.ts';
import {
  compareVersions,
  isSupported,
  readReleases,
  type Release,
} from '../shared/graphql/documents/release.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import { asShipped, readCheckedDocuments } from './client-documents.ts';
import { CommandError } from './command.ts';
import { refusedDocuments } from './refused-documents.ts';

/** A release that cannot be recorded. The message says why. */
export class ReleaseError extends CommandError {
  override readonly name = 'ReleaseError';
}

export interface ReleaseToRecord {
  /** The client without its `bff-`: `mobile`. */
  readonly client: string;
  readonly version: string;
  /** The last day on which it is supported: `2027-06-30`. */
  readonly supportedUntil: string;
}

/**
 * Records a client's documents, as they are, as those of a release, and returns the file. A release that has been
 * recorded is never recorded again: it is on phones.
 *
 * @param root the repository, ending in a slash
 * @param define makes the client, whose BFF must answer the documents
 * @throws {ReleaseError}
 * @throws {ManifestError} where the documents cannot be read
 */
export async function recordRelease(
  root: URL,
  today: string,
  asked: ReleaseToRecord,
  define: (folder: string) => Promise<BffDefinition>,
): Promise<URL> {
  const folder = await folderOf(root, asked, today);
  refuseMisplaced(asked, today, await readReleases(new URL('releases/', folder)));
  const definition = await define(`bff-${asked.client}`);
  const documents = await readCheckedDocuments(root, definition);
  const release: Release = {
    version: asked.version,
    supportedUntil: asked.supportedUntil,
    manifest: buildManifest(documents.map(({ text }) => text)),
    examples: Object.fromEntries(
      documents.map(({ name, variables, headers }) => [name, { variables, headers }]),
    ),
  };

  const refused = await refusedDocuments([{ definition, documents: asShipped(documents, release.manifest) }]);
  if (refused.length > 0) throw new ReleaseError(refused.join('\n'));

  await mkdir(new URL('releases/', folder), { recursive: true });
  const file = new URL(`releases/${asked.version}.json`, folder);
  await writeFile(file, json(release), { flag: 'wx' });
  return file;
}

/**
 * Supports a release for longer, which leaves all else of it as it was, and returns its file.
 *
 * @param root the repository, ending in a slash
 * @throws {ReleaseError}
 */
export async function extendRelease(root: URL, today: string, asked: ReleaseToRecord): Promise<URL> {
  const folder = await folderOf(root, asked, today);
  const file = new URL(`releases/${asked.version}.json`, folder);
  const releases = await readReleases(new URL('releases/', folder));
  const release = releases.find(({ version }) => version === asked.version);
  if (!release) throw new ReleaseError(`bff-${asked.client} ${asked.version} has not been recorded`);
  if (asked.supportedUntil < release.supportedUntil) {
    throw new ReleaseError(
      `bff-${asked.client} ${asked.version} is supported until ${release.supportedUntil}`,
    );
  }
  await writeFile(file, json({ ...release, supportedUntil: asked.supportedUntil }));
  return file;
}

/** The client's folder, when what is asked makes sense. */
async function folderOf(
  root: URL,
  { client, version, supportedUntil }: ReleaseToRecord,
  today: string,
): Promise<URL> {
  const clients = await clientNames(root);
  if (!clients.includes(client)) {
    throw new ReleaseError(`there is no client ${JSON.stringify(client)}; there are ${clients.join(', ')}`);
  }
  if (!/^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(version)) {
    throw new ReleaseError(`a version is three numbers, such as 5.3.0, and not ${JSON.stringify(version)}`);
  }
  if (!z.iso.date().safeParse(supportedUntil).success) {
    throw new ReleaseError(
      `--supported-until takes a date, such as 2027-06-30, and not ${JSON.stringify(supportedUntil)}`,
    );
  }
  if (supportedUntil < today) throw new ReleaseError(`${supportedUntil} has passed; today is ${today}`);
  return new URL(`bff-${client}/`, root);
}

/**
 * Refuses a version in whose place no release can come: what is older than another is a slip of the hand, unless it mends a
 * line (5.3 of 5.3.1) that is still supported.
 */
function refuseMisplaced(
  { client, version }: ReleaseToRecord,
  today: string,
  releases: readonly Release[],
): void {
  const newerThan = (other: Release) => compareVersions(version, other.version) > 0;
  if (releases.every(newerThan)) return;
  if (releases.some((other) => compareVersions(version, other.version) === 0)) {
    throw new ReleaseError(
      `bff-${client} ${version} is recorded already, and a release is never rewritten; ` +
        'to support it for longer, add --extend',
    );
  }
  const line = version.replace(/\d+$/, '');
  const ofLine = releases.filter((other) => other.version.startsWith(line));
  if (ofLine.every(newerThan) && ofLine.some((other) => isSupported(other, today))) return;
  throw new ReleaseError(
    `bff-${client} ${version} must be newer than ${releases.at(-1)!.version}, or mend a release ${line}x that is still supported`,
  );
}

async function clientNames(root: URL): Promise<readonly string[]> {
  const folders = (await readdir(root)).filter((name) => name.startsWith('bff-')).sort();
  return folders.map((name) => name.replace('bff-', ''));
}

const json = (release: Release) => `${JSON.stringify(release, null, 2)}\n`;
