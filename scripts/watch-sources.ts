import { watch } from 'node:fs';
import { join } from 'node:path';
import type { ProcessSpec } from './processes.ts';

/** Editors write a file in several steps; changes within this time are one. */
const SETTLE_MS = 150;

/** Tells which of `specs` are made of files that have changed. Runs until the process ends. */
export function watchSources(
  specs: readonly ProcessSpec[],
  onChange: (changed: readonly ProcessSpec[]) => void,
) {
  const changed = new Set<ProcessSpec>();
  let settling: NodeJS.Timeout | undefined;
  const folders = new Set(specs.flatMap(({ sources }) => sources));
  for (const folder of folders) {
    watch(join(import.meta.dirname, '..', folder), { recursive: true }, (_event, file) => {
      if (!file || !/\.(ts|graphql|sql|js|css|json)$/.test(file) || file.endsWith('.test.ts')) return;
      for (const spec of specs) if (spec.sources.includes(folder)) changed.add(spec);
      clearTimeout(settling);
      settling = setTimeout(() => {
        onChange([...changed]);
        changed.clear();
      }, SETTLE_MS);
    });
  }
}
