import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where it is written what an answer looks like once it is decoded. */
const decoders = ['../lib', '../upstream', '.'].map((room) => join(import.meta.dirname, room));

/**
 * Stands for the code that decodes answers: it changes with the sources in `folders`, so that what one build has decoded
 * is not taken by another for what it would have made of it.
 */
export function decodingBuild(folders: readonly string[] = decoders): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const sources = readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name));
    for (const name of sources.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('base64url').slice(0, 16);
}
