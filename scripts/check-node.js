// Preloaded before any TypeScript: an older Node fails on the first `.ts` file without saying why.
import { existsSync, readFileSync } from 'node:fs';

const wanted = readFileSync(new URL('../.nvmrc', import.meta.url), 'utf8').trim();

if (parseInt(process.versions.node) < parseInt(wanted)) {
  process.stderr.write(
    `This runs on Node ${wanted}, and found ${process.version}.\n` +
      'npm installs the right one as an optional dependency: run `npm ci` without `--omit=optional`,\n' +
      'and start through npm scripts, or with node_modules/.bin/node.\n',
  );
  process.exit(1);
}

// What is none of the product's own processes needs what `npm ci --omit=dev` leaves out.
if (!/[\\/]bff-[^\\/]+[\\/]main\.ts$/.test(process.argv[1] ?? '')) {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const missing = Object.keys(devDependencies).find(
    (name) => !existsSync(new URL(`../node_modules/${name}/`, import.meta.url)),
  );
  if (missing !== undefined) {
    process.stderr.write(
      `This needs the development dependencies, and ${missing} is not installed: run \`npm ci\` without \`--omit=dev\`.\n`,
    );
    process.exit(1);
  }
}
