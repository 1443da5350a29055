import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { buildSchema, GraphQLError } from 'graphql';
import { z } from 'zod';
import { brokenBy } from '../shared/operations/compatibility.ts';
import { buildManifest, ManifestError } from '../shared/operations/manifest.ts';
import { readRelease, shippedIn, type Release } from '../shared/operations/release.ts';
import { readDocuments } from '../shared/server/documents.ts';

/** A release that cannot be recorded. The message says why. */
export class ReleaseError extends Error {
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
 * @throws {ReleaseError}
 */
export async function recordRelease(root: URL, today: string, asked: ReleaseToRecord): Promise<URL> {
  const folder = await folderOf(root, asked, today);
  const documents = await readDocuments(new URL('documents/', folder));
  const release: Release = {
    version: asked.version,
    supportedUntil: asked.supportedUntil,
    manifest: manifestOf(documents.map(({ text }) => text)),
    examples: Object.fromEntries(
      documents.map(({ name, variables, headers }) => [name, { variables, headers }]),
    ),
  };

  const schema = buildSchema(await readFile(new URL('schema.graphql', folder), 'utf8'));
  const broken = shippedIn(`bff-${asked.client}`, release).flatMap((document) => brokenBy(schema, document));
  if (broken.length > 0) throw new ReleaseError(broken.join('\n'));

  await mkdir(new URL('releases/', folder), { recursive: true });
  const file = new URL(`releases/${asked.version}.json`, folder);
  await writeFile(file, json(release), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new ReleaseError(
      `bff-${asked.client} ${asked.version} is recorded already, and a release is never rewritten; ` +
        'to support it for longer, add --extend',
    );
  });
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
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new ReleaseError(`bff-${asked.client} ${asked.version} has not been recorded`);
  });
  const release = readRelease(JSON.parse(text));
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

async function clientNames(root: URL): Promise<readonly string[]> {
  const folders = (await readdir(root)).filter((name) => name.startsWith('bff-')).sort();
  return folders.map((name) => name.replace('bff-', ''));
}

function manifestOf(texts: readonly string[]) {
  try {
    return buildManifest(texts);
  } catch (error) {
    if (error instanceof ManifestError || error instanceof GraphQLError)
      throw new ReleaseError(error.message);
    throw error;
  }
}

const json = (release: Release) => `${JSON.stringify(release, null, 2)}\n`;
