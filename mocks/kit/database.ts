import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MockService } from './define-mock.ts';
import { hash32 } from './random.ts';
import { SEED_NOW } from './time.ts';

type Seeded = Pick<MockService, 'name' | 'schemaUrl' | 'seedVersion' | 'seed'>;

/**
 * Opens the service's own database, `<dataDir>/<name>.sqlite`, and builds it first when it is absent or was made from
 * another schema, seed or `seedNow`. What callers wrote is kept otherwise.
 */
export async function openDatabase(
  service: Seeded,
  dataDir: string,
  seedNow = SEED_NOW,
): Promise<DatabaseSync> {
  const file = join(dataDir, `${service.name}.sqlite`);
  const schema = readFileSync(service.schemaUrl, 'utf8');
  // SQLite keeps this number in the file's header for us, as a signed 32-bit integer.
  const version = hash32(`${schema}#${service.seedVersion}#${seedNow.toISOString()}`) | 0;

  if (existsSync(file)) {
    const db = open(file);
    if (versionOf(db) === version) return db;
    db.close();
  }
  await build(service, file, { schema, version, seedNow });
  return open(file);
}

/** Builds aside and renames, so that a process killed half-way leaves no half-filled database behind. */
async function build(
  service: Seeded,
  file: string,
  { schema, version, seedNow }: { schema: string; version: number; seedNow: Date },
): Promise<void> {
  const draft = `${file}.${randomUUID()}.draft`;
  mkdirSync(dirname(file), { recursive: true });

  const db = new DatabaseSync(draft);
  try {
    // Nobody reads the draft and a failed one is thrown away: durability would only cost time.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    db.exec(schema);
    await service.seed(db, seedNow);
    db.exec(`PRAGMA user_version = ${version}; COMMIT`);
    db.close();
    // A journal belongs to the file being replaced; SQLite would play it into the new one.
    rmSync(`${file}-journal`, { force: true });
    renameSync(draft, file);
  } catch (error) {
    if (db.isOpen) db.close();
    rmSync(draft, { force: true });
    throw error;
  }
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 2_000 });
  // Made-up data: losing the last write in a power cut is worth an answer without waiting for the disk.
  db.exec('PRAGMA synchronous = OFF');
  return db;
}

function versionOf(db: DatabaseSync): unknown {
  return db.prepare('PRAGMA user_version').get()?.user_version;
}
