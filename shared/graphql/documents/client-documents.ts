import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ManifestError } from './manifest.ts';

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

/** The names of the documents of a folder: each file is named after its operation. */
export async function documentNames(folder: URL): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  return files.map((file) => file.replace(/\.graphql$/, ''));
}

/**
 * Reads the documents of a folder: `<Name>.graphql`, and beside it `<Name>.example.json` with the variables and
 * headers to try it with.
 *
 * @param folder ending in a slash
 * @throws {ManifestError} naming the file of values that cannot be read
 */
export async function readDocuments(folder: URL): Promise<readonly ClientDocument[]> {
  return Promise.all(
    (await documentNames(folder)).map(async (name) => {
      const [text, values] = await Promise.all([
        readFile(new URL(`${name}.graphql`, folder), 'utf8'),
        // A document that needs no values needs no examples.
        readFile(new URL(`${name}.example.json`, folder), 'utf8').catch(() => '{}'),
      ]);
      return { name, text, ...exampleOf(`${name}.example.json`, values) };
    }),
  );
}

/** @throws {ManifestError} */
function exampleOf(file: string, text: string): z.output<typeof example> {
  try {
    return example.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      throw new ManifestError(`${file}: ${[...issue!.path, issue!.message].join(': ')}`);
    }
    if (error instanceof SyntaxError) throw new ManifestError(`${file}: ${error.message}`);
    throw error;
  }
}
