import { writeFile } from 'node:fs/promises';
import { documentFiles } from './document-files.ts';
import { processes } from './processes.ts';

/** Writes what is made of each client's documents; `npm run documents` makes the typed documents after it. */
for (const { name } of processes.filter(({ kind }) => kind === 'bff')) {
  const folder = new URL(`../${name}/documents/`, import.meta.url);
  for (const [file, text] of Object.entries(await documentFiles(folder))) {
    await writeFile(new URL(file, folder), text);
    console.log(`${name}/documents/${file}`);
  }
}
