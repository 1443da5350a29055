import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ManifestError, manifestSchema, readManifest, type Manifest } from './manifest.ts';

/** A client as it was released: what it asks, and how long it must go on working. */
export interface Release {
  /** Three numbers, such as `5.3.0`. */
  readonly version: string;
  /** The last day on which it is supported: `2027-06-30`. */
  readonly supportedUntil: string;
  readonly manifest: Manifest;
  /** Values to try each operation with, by its name. */
  readonly examples: Readonly<Record<string, ReleaseExample>>;
}

export interface ReleaseExample {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

const releaseSchema = z.object({
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'three numbers, such as 5.3.0'),
  supportedUntil: z.iso.date(),
  manifest: manifestSchema,
  examples: z.record(
    z.string(),
    z.object({ variables: z.record(z.string(), z.unknown()), headers: z.record(z.string(), z.string()) }),
  ),
});

/**
 * Reads the file of a release, `releases/<version>.json`.
 *
 * @throws {ManifestError}
 */
export function readRelease(value: unknown): Release {
  const result = releaseSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ManifestError(`${issue!.path.join('.') || 'the whole'}: ${issue!.message}`);
  }
  return { ...result.data, manifest: readManifest(result.data.manifest) };
}

/** Below 0 when the version `a` is older than `b`, number by number: 5.10.0 is newer than 5.9.9. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** @param today `2027-06-30` */
export function isSupported({ supportedUntil }: Pick<Release, 'supportedUntil'>, today: string): boolean {
  return today <= supportedUntil;
}

/** The day in UTC at `ms` since the epoch: `2027-06-30`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * Reads all releases of a client, the oldest first, whether they are still supported or not. None where there is no
 * such folder.
 *
 * @param folder `releases/`, ending in a slash
 * @throws {ManifestError} naming the file
 */
export async function readReleases(folder: URL): Promise<readonly Release[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const releases = await Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .map((file) => readReleaseFile(new URL(file, folder), file)),
  );
  return releases.toSorted((a, b) => compareVersions(a.version, b.version));
}

/**
 * Those releases of a client that must work on the day `today`.
 *
 * @see readReleases
 */
export async function readSupportedReleases(folder: URL, today: string): Promise<readonly Release[]> {
  return (await readReleases(folder)).filter((release) => isSupported(release, today));
}

async function readReleaseFile(url: URL, file: string): Promise<Release> {
  return parseReleaseFile(file, await readFile(url, 'utf8'));
}

/**
 * Reads the text of `file`, which is such as `5.3.0.json`.
 *
 * @throws {ManifestError} naming the file
 */
export function parseReleaseFile(file: string, text: string): Release {
  try {
    const release = readRelease(JSON.parse(text));
    if (file !== `${release.version}.json`) throw new ManifestError(`it holds version ${release.version}`);
    return release;
  } catch (error) {
    if (error instanceof ManifestError || error instanceof SyntaxError) {
      throw new ManifestError(`releases/${file}: ${error.message}`);
    }
    throw error;
  }
}

/** A document that somebody asks. */
export interface ShippedDocument {
  /** Such as `bff-mobile 5.3.0`. */
  readonly by: string;
  readonly name: string;
  readonly text: string;
}

/** The documents of a release of `client`, which is such as `bff-mobile`. */
export function shippedIn(client: string, { version, manifest }: Release): readonly ShippedDocument[] {
  return manifest.operations.map(({ name, body }) => ({ by: `${client} ${version}`, name, text: body }));
}
