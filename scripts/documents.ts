import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readManifest } from '../shared/graphql/documents/manifest.ts';
import { asShipped, definitionOf, readCheckedDocuments } from './client-documents.ts';
import { CommandError, runCommand } from './command.ts';
import { documentFiles } from './document-files.ts';
import { processes } from './processes.ts';
import { refusedDocuments } from './refused-documents.ts';

/**
 * Writes what is made of each client's documents; `npm run documents` makes the typed documents after it. Nothing is
 * written while a BFF refuses one of them.
 */
await runCommand(async () => {
  // It takes none, and must not pass over one that somebody relies on.
  parseArgs({});
  const root = pathToFileURL(`${process.cwd()}/`);
  const clients = await Promise.all(
    processes
      .filter(({ kind }) => kind === 'bff')
      .map(async ({ name }) => {
        const folder = new URL(`${name}/documents/`, root);
        const definition = await definitionOf(name);
        const documents = await readCheckedDocuments(root, definition);
        const files = await documentFiles(folder);
        const manifest = readManifest(JSON.parse(files['manifest.json']!));
        return { name, folder, files, definition, documents: asShipped(documents, manifest) };
      }),
  );
  const refused = await refusedDocuments(clients);
  if (refused.length > 0) throw new CommandError(refused.join('\n'));

  for (const { name, folder, files } of clients) {
    for (const [file, text] of Object.entries(files)) {
      await writeFile(new URL(file, folder), text);
      console.log(`${name}/documents/${file}`);
    }
  }
});
