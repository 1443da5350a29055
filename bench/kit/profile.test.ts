import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readProfile } from './profile.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'storefront-profile-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const root = join(import.meta.dirname, '..', '..');
const frame = (id: number, functionName: string, file?: string) => ({
  id,
  callFrame: {
    functionName,
    url: file === undefined ? '' : /^(node|wasm):/.test(file) ? file : pathToFileURL(join(root, file)).href,
    lineNumber: 9,
  },
});
const nodes = [
  frame(1, '(idle)'),
  frame(2, 'read', 'shared/cache/freshness.ts'),
  frame(3, 'get', 'node_modules/got/dist/index.js'),
  frame(4, 'emit', 'node:events'),
  frame(5, 'wasm-function[9]', 'wasm://wasm/00ad0bc6'),
];

/** Writes a profile that began at 1,000 µs: each sample is a frame's id and how long it ran (µs). */
function write(name: string, ...ran: readonly (readonly [id: number, tookUs: number])[]): void {
  const [samples, timeDeltas] = [ran.map(([id]) => id), ran.map(([, tookUs]) => tookUs)];
  writeFileSync(join(folder, name), JSON.stringify({ startTime: 1_000, nodes, samples, timeDeltas }));
}

it('a profile tells shares of the time that was computed, by package, by file of ours and by function', async () => {
  write('a.cpuprofile', [2, 50], [1, 900], [3, 30], [4, 20]);

  expect(await readProfile(folder)).toEqual({
    byModule: [
      ['shared/cache/freshness.ts', 0.5],
      ['got', 0.3],
      ['node', 0.2],
    ],
    byFunction: [
      ['read  shared/cache/freshness.ts:10', 0.5],
      ['get  node_modules/got/dist/index.js:10', 0.3],
      ['emit  node:events:10', 0.2],
    ],
  });
});

it('code without a file is called by what it is', async () => {
  write('a.cpuprofile', [5, 10]);

  expect((await readProfile(folder)).byModule).toEqual([['WebAssembly', 1]]);
});

it('a profile leaves out what ran before and after', async () => {
  write('a.cpuprofile', [2, 100], [3, 100], [4, 100]);

  expect((await readProfile(folder, 1_150, 1_250)).byModule).toEqual([['got', 1]]);
});

it('profiles of several processes are one', async () => {
  write('a.cpuprofile', [2, 60]);
  write('b.cpuprofile', [2, 20], [3, 20]);
  write('c.txt', [4, 1_000]);

  expect((await readProfile(folder)).byModule).toEqual([
    ['shared/cache/freshness.ts', 0.8],
    ['got', 0.2],
  ]);
});
