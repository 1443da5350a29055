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

/** @param today `2027-06-30` */
export function isSupported({ supportedUntil }: Release, today: string): boolean {
  return today <= supportedUntil;
}
