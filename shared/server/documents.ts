import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';

const example = z.strictObject({
  variables: z.record(z.string(), z.unknown()).default({}),
  headers: z.record(z.string(), z.string()).default({}),
});

/** A document that the frontend ships, with values to try it with. */
export interface ClientDocument {
  readonly name: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the documents of a folder: `<Name>.graphql`, and beside it `<Name>.example.json` with the variables and
 * headers to try it with.
 *
 * @param folder ending in a slash
 */
export async function readDocuments(folder: URL): Promise<readonly ClientDocument[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.graphql$/, '');
      const [text, values] = await Promise.all([
        readFile(new URL(file, folder), 'utf8'),
        readFile(new URL(`${name}.example.json`, folder), 'utf8'),
      ]);
      return { name, text, ...example.parse(JSON.parse(values)) };
    }),
  );
}
