/**
 * Compares the schemas, as their SDL says them, with those of a base revision: `schema-check.ts [--base <revision>]`. Fails
 * when a change breaks what a supported release, or a document of today, asks for.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../shared/lib/clock.ts';
import { ManifestError } from '../shared/graphql/documents/manifest.ts';
import {
  dayOf,
  parseReleaseFile,
  readSupportedReleases,
  shippedIn,
  type Release,
} from '../shared/graphql/documents/release.ts';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';
import { CommandError, runCommand } from './command.ts';
import { parseFile, schemaOfFiles, type SourceFile } from './graphql-source.ts';
import { reportOn, describeReport, isBroken, type ComparedClient } from './schema-report.ts';
import { openRevision, type Revision } from './revision.ts';

const root = pathToFileURL(`${process.cwd()}/`);
const today = dayOf(systemClock.now());

await runCommand(async () => {
  const { values } = parseArgs({ options: { base: { type: 'string' } } });
  const base = await openRevision(process.cwd(), values.base);
  // All of them first, so that what cannot be read is not found in the middle of a report.
  const clients: (readonly [folder: string, ComparedClient])[] = [];
  for (const folder of await clientFolders(base)) clients.push([folder, await readClient(folder, base)]);
  if (clients.length === 0) throw new CommandError('there are no clients here: run this in the repository');

  console.log(`Compared with ${base.name}:`);
  for (const [folder, client] of clients) {
    const report = await reportOn(client);
    console.log(`\n${describeReport(folder, report)}`);
    if (isBroken(report)) process.exitCode = 1;
  }
});

/** The folders of the clients that there are, or were. */
async function clientFolders(base: Revision): Promise<readonly string[]> {
  const now = (await readdir(root)).filter((name) => existsSync(new URL(`${name}/features/`, root)));
  const before = (await base.list('')).flatMap((path) => /^([^/]+)\/features\//.exec(path)?.[1] ?? []);
  return [...new Set([...now, ...before])].filter((name) => name.startsWith('bff-')).sort();
}

async function readClient(folder: string, base: Revision): Promise<ComparedClient> {
  const before = await atBase(base, () => readBase(folder, base));
  const sdl = await sdlFiles(folder);
  const releases = await namedIn(folder, () =>
    readSupportedReleases(new URL(`${folder}/releases/`, root), today),
  );
  const shipped = releases.flatMap((release) => shippedIn(folder, release));
  const documents = await documentsOf(folder);
  for (const { by, name, text } of shipped) parseFile({ path: `${by}: ${name}`, text });
  for (const { name, text } of documents) {
    parseFile({ path: `${folder}/documents/${name}.graphql`, text });
  }
  const [asking] = [
    ...shipped.map(({ by }) => by),
    ...documents.map(({ name }) => `${folder}/documents/${name}.graphql`),
  ];
  if (sdl.length === 0 && asking !== undefined) {
    throw new CommandError(`${folder}/features: there is no schema any more, and ${asking} asks for it`);
  }
  // A client that is gone has none, and asks for nothing; whether its releases may go is told from those of the base.
  const next = sdl.length > 0 ? schemaOfFiles(`${folder}/features`, sdl) : before.schema!;
  return {
    today,
    // A client that is new has nothing that could break.
    base: before.schema ?? next,
    next,
    documents: [...shipped, ...documents.map(({ name, text }) => ({ by: `${folder} today`, name, text }))],
    releases,
    baseReleases: before.releases,
  };
}

async function sdlFiles(folder: string): Promise<readonly SourceFile[]> {
  const features = new URL(`${folder}/features/`, root);
  if (!existsSync(features)) return [];
  const names = (await readdir(features, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  return Promise.all(
    names.sort().map(async (name) => ({
      path: `${folder}/features/${name}`,
      text: await readFile(new URL(name, features), 'utf8'),
    })),
  );
}

async function documentsOf(folder: string) {
  const documents = new URL(`${folder}/documents/`, root);
  return existsSync(documents) ? namedIn(`${folder}/documents`, () => readDocuments(documents)) : [];
}

async function readBase(folder: string, base: Revision) {
  const paths = await base.list(`${folder}/`);
  const read = (pattern: RegExp): Promise<readonly SourceFile[]> =>
    Promise.all(
      paths
        .filter((path) => pattern.test(path.slice(folder.length + 1)))
        .map(async (path) => ({ path, text: (await base.read(path))! })),
    );
  const sdl = await read(/^features\/.*\.graphql$/);
  const releases = await read(/^releases\/[^/]+\.json$/);
  return {
    schema: sdl.length > 0 ? schemaOfFiles(`${folder}/features`, sdl) : null,
    releases: await namedIn(folder, async () =>
      releases.map(({ path, text }): Release => parseReleaseFile(basename(path), text)),
    ),
  };
}

/** Puts the folder before what `read` says of one of its files. */
async function namedIn<Value>(folder: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ManifestError ? new CommandError(`${folder}/${error.message}`) : error;
  }
}

/** Says of what cannot be read that it is the base in which it cannot. */
async function atBase<Value>({ name }: Revision, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`in ${name}: ${error.message}`) : error;
  }
}
