// Preloaded before any TypeScript: an older Node fails on the first `.ts` file without saying why.
import { readFileSync } from 'node:fs';

const wanted = readFileSync(new URL('../.nvmrc', import.meta.url), 'utf8').trim();

if (parseInt(process.versions.node) < parseInt(wanted)) {
  process.stderr.write(
    `This runs on Node ${wanted}, and found ${process.version}.\n` +
      'npm installs the right one as an optional dependency: run `npm ci` without `--omit=optional`,\n' +
      'and start through npm scripts, or with node_modules/.bin/node.\n',
  );
  process.exit(1);
}
