import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const recipes = new URL('recipes/', import.meta.url);

/** What the README says is what the tests of this folder run. */
it.each(readdirSync(recipes))('the README shows the recipe of %s as it is tested', (file) => {
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(new URL(file, recipes), 'utf8')}\`\`\``);
});
