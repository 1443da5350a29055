import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../telemetry/logger.ts';
import {
  documentIdOf,
  ManifestError,
  normalForm,
  readManifest,
  readTextsById,
  type ManifestOperation,
} from './manifest.ts';
import { readRelease, type Release } from './release.ts';

/** The documents of one file, and the release that they are of, if it is that of a release. */
export interface ManifestFile {
  readonly release: Pick<Release, 'version' | 'supportedUntil'> | undefined;
  readonly operations: readonly Operation[];
}

/** What is held of a document that a file lists. */
export interface Operation extends Pick<ManifestOperation, 'id' | 'name' | 'body'> {
  /** SHA-256 of the body's normal form: tools differ in spacing, and this finds a text that is spaced in another way. */
  readonly normalId: string;
}

/** The manifests in some folders, as they were when they were looked for last. */
export interface ManifestFiles {
  readonly all: () => readonly ManifestFile[];
  /** Reads what is new or has changed, and forgets what is gone; whether there was any of it. */
  readonly refresh: () => Promise<boolean>;
}

interface KnownFile {
  /** Differs once the file has been written again, in place or by another that was moved there. */
  readonly stamp: string;
  /** Undefined where it could never be read. */
  readonly content: ManifestFile | undefined;
}

/**
 * Opens the client's own manifest, and those in folders: manifests of clients' build tools, and releases. A file or
 * folder that cannot be read is logged once, and what it held before is kept: it may be about to be written, and a moment
 * without file descriptors must not take the documents of every app away.
 *
 * @param own the manifest without which there is nothing to serve
 * @param folders each ending in a slash; one that is not there holds nothing, and may come later
 * @throws {ManifestError} naming the client's own manifest, when that cannot be read
 */
export async function openManifestFiles({
  own,
  folders,
  logger,
}: {
  own: URL;
  folders: readonly URL[];
  logger: Logger;
}): Promise<ManifestFiles> {
  let known: ReadonlyMap<string, KnownFile> = new Map();
  const listings = new Map<string, { readonly files: readonly URL[]; readonly failed: boolean }>();

  const list = async (folder: URL): Promise<readonly URL[]> => {
    const before = listings.get(folder.href);
    try {
      listings.set(folder.href, { files: await jsonFilesOf(folder), failed: false });
    } catch (error) {
      listings.set(folder.href, { files: before?.files ?? [], failed: true });
      if (!before?.failed) logger.warn({ folder: fileURLToPath(folder), err: error }, 'no manifests listed');
    }
    return listings.get(folder.href)!.files;
  };

  const readAgain = async (file: URL, held: Map<string, Operation>): Promise<KnownFile> => {
    const before = known.get(file.href);
    let stamp = 'none';
    try {
      const { mtimeMs, size, ino } = await stat(file);
      stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === before?.stamp) return before;
      return { stamp, content: await readManifestFile(file, held) };
    } catch (error) {
      if (stamp === before?.stamp) return before;
      logger.error({ file: fileURLToPath(file), err: error }, 'manifest not read');
      return { stamp, content: before?.content };
    }
  };

  const refresh = async () => {
    const held = new Map(
      [...known.values()].flatMap(({ content }) => content?.operations ?? []).map((each) => [each.id, each]),
    );
    const found = new Map<string, KnownFile>();
    for (const file of [own, ...(await Promise.all(folders.map(list))).flat()]) {
      found.set(file.href, await readAgain(file, held));
    }
    const changed =
      found.size !== known.size ||
      [...found].some(([href, { content }]) => content !== known.get(href)?.content);
    known = found;
    return changed;
  };

  await readManifestFile(own, new Map());
  await refresh();
  return {
    all: () => [...known.values()].flatMap(({ content }) => content ?? []),
    refresh,
  };
}

/**
 * @param held by their ids, the documents of all files: most releases ship most documents, and each is held once
 * @throws {ManifestError} naming the file
 */
async function readManifestFile(file: URL, held: Map<string, Operation>): Promise<ManifestFile> {
  const share = ({ id, name, body }: ManifestOperation): Operation => {
    const operation = held.get(id) ?? { id, name, body, normalId: documentIdOf(normalForm(body)) };
    held.set(id, operation);
    return operation;
  };
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof value === 'object' && value !== null) {
      if ('format' in value)
        return { release: undefined, operations: readManifest(value).operations.map(share) };
      if ('supportedUntil' in value) {
        const { version, supportedUntil, manifest } = readRelease(value);
        return { release: { version, supportedUntil }, operations: manifest.operations.map(share) };
      }
    }
    return { release: undefined, operations: readTextsById(value).operations.map(share) };
  } catch (error) {
    // Without the error as its cause: a log writes the messages of causes after this one, which holds it already.
    throw new ManifestError(`${fileURLToPath(file)} is no manifest: ${(error as Error).message}`);
  }
}

async function jsonFilesOf(folder: URL): Promise<readonly URL[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => new URL(encodeURIComponent(name), folder));
}
