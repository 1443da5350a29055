import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import type { MockService } from './define-mock.ts';
import { temporaryDirectory } from './test-mock.ts';
import { DAY_MS, SEED_NOW } from './time.ts';
import { toyService } from './toy-service.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => (directory = temporaryDirectory()));
afterEach(() => directory.remove());

/** How many toys a service finds at its start; it then adds one of its own. */
async function countToys(changes?: Parameters<typeof toyService>[1], seedNow?: Date): Promise<number> {
  const db = await openDatabase(toyService(directory.path, changes), directory.path, seedNow);
  const toys = Number(db.prepare('SELECT count(*) AS toys FROM toy').get()?.toys);
  db.prepare('INSERT INTO toy VALUES (?, ?)').run(`mine-${toys}`, 'Written later');
  db.close();
  return toys;
}

it('a database is built and seeded when absent, and kept with what was written since', async () => {
  expect(await countToys()).toBe(4);
  expect(await countToys({ seed: () => expect.unreachable() })).toBe(5);
});

it('a database is built anew when the schema or the version of the seed has changed', async () => {
  await countToys();

  expect(await countToys({ seedVersion: 2 })).toBe(4);
  expect(await countToys({ seedVersion: 2, schema: 'CREATE TABLE toy (id TEXT, name TEXT)' })).toBe(4);
});

it('a database is built anew when its seed is to be told from another day, and is seeded as of that day', async () => {
  const tomorrow = new Date(SEED_NOW.getTime() + DAY_MS);
  const seed = vi.fn<MockService['seed']>();
  await countToys();

  expect(await countToys({ seed }, tomorrow)).toBe(0);
  expect(await countToys({ seed }, tomorrow)).toBe(1);
  expect(seed).toHaveBeenCalledExactlyOnceWith(expect.anything(), tomorrow);
});

it('a database leaves nothing half-made when seeding fails', async () => {
  const seed = () => Promise.reject(new Error('half-way'));

  await expect(countToys({ seed })).rejects.toThrow('half-way');

  expect(readdirSync(directory.path)).toEqual(['schema.sql']);
  expect(await countToys()).toBe(4);
});

it('a database can be built by two at once', async () => {
  expect(await Promise.all([countToys(), countToys()])).toContain(4);
  expect(readdirSync(directory.path).toSorted()).toEqual(['schema.sql', 'toys.sqlite']);
});
