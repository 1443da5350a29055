import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { decodingBuild } from './build.ts';

function givenFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('catalog.ts', 'a');
  write('catalog.test.ts', 'a');
  return { folder, write, build: () => decodingBuild([folder]) };
}

it('the build is another when a source is another or new', () => {
  const { write, build } = givenFolder();
  const builds = [build()];
  write('catalog.ts', 'b');
  builds.push(build());
  write('pricing.ts', '');
  builds.push(build());

  expect(new Set(builds).size).toBe(3);
});

it('the build is the same whatever the tests are, and what else lies beside the sources', () => {
  const { write, build } = givenFolder();
  const before = build();
  write('catalog.test.ts', 'b');
  write('catalog.ts.orig', 'b');
  write('notes.md', 'b');

  expect(build()).toBe(before);
});

it('the build is that of this very code', () => {
  expect(decodingBuild()).toBe(decodingBuild());
  expect(decodingBuild()).toMatch(/^[\w-]{16}$/);
});
