/**
 * Compares the committed schemas with those of a base revision: `schema-check.ts [--base <revision>]`. Fails when a
 * change breaks what a supported release, or a document of today, asks for.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { buildSchema } from 'graphql';
import { systemClock } from '../shared/lib/clock.ts';
import { ManifestError } from '../shared/operations/manifest.ts';
import { dayOf, readRelease, readSupportedReleases, shippedIn } from '../shared/operations/release.ts';
import { readDocuments } from '../shared/server/documents.ts';
import { reportOn, describeReport, isBroken } from './schema-report.ts';
import { openRevision, RevisionError, type Revision } from './revision.ts';

try {
  const { values } = parseArgs({ options: { base: { type: 'string' } } });
  const root = pathToFileURL(`${process.cwd()}/`);
  const base = await openRevision(process.cwd(), values.base);
  const folders = (await readdir(root)).filter((name) => existsSync(new URL(`${name}/schema.graphql`, root)));
  console.log(`Compared with ${base.name}:`);
  for (const folder of folders.sort()) {
    const report = await reportOn(await readClient(folder, root, base));
    console.log(`\n${describeReport(folder, report)}`);
    if (isBroken(report)) process.exitCode = 1;
  }
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error; // parseArgs: an option that there is none of
  if (!(error instanceof RevisionError || error instanceof ManifestError || isUsage)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function readClient(folder: string, root: URL, base: Revision) {
  const today = dayOf(systemClock.now());
  const sdl = await readFile(new URL(`${folder}/schema.graphql`, root), 'utf8');
  const releases = await readSupportedReleases(new URL(`${folder}/releases/`, root), today);
  const documents = await readDocuments(new URL(`${folder}/documents/`, root));
  const releaseFiles = (await base.list(`${folder}/releases/`)).filter((path) => path.endsWith('.json'));
  return {
    today,
    // A client that is new has nothing that could break.
    base: buildSchema((await base.read(`${folder}/schema.graphql`)) ?? sdl),
    next: buildSchema(sdl),
    documents: [
      ...releases.flatMap((release) => shippedIn(folder, release)),
      ...documents.map(({ name, text }) => ({ by: `${folder} today`, name, text })),
    ],
    releases,
    baseReleases: await Promise.all(
      releaseFiles.map(async (path) => readRelease(JSON.parse((await base.read(path))!))),
    ),
  };
}
