import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { problem, conflict, notFound } from '../kit/problems.ts';

/** How long a reservation holds its pieces. */
const HELD_FOR_MS = 15 * 60_000;

/** So many pieces of one SKU. */
export interface Line {
  sku: string;
  quantity: number;
}

/** Pieces kept for one customer until `expiresAt` (RFC 3339). */
export interface Reservation {
  id: string;
  status: 'held';
  lines: Line[];
  expiresAt: string;
}

/** Takes pieces out of the stock and gives them back; `now` decides what has expired. */
export function reservationStore(db: DatabaseSync, now: () => Date) {
  const byKey = db.prepare('SELECT id, lines, expires_at FROM reservation WHERE idempotency_key = ?');
  const insertReservation = db.prepare('INSERT INTO reservation VALUES (:id, :key, :lines, :expiresAt)');
  const warehousesOf = db.prepare(
    'SELECT warehouse, available FROM stock WHERE sku = ? AND available > 0 ORDER BY available DESC, warehouse',
  );
  const take = db.prepare('UPDATE stock SET available = available - ? WHERE sku = ? AND warehouse = ?');
  const hold = db.prepare(`
    INSERT INTO held VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`);
  const release = db.prepare('DELETE FROM held WHERE reservation_id = ?');
  const releaseBefore = db.prepare(
    'DELETE FROM held WHERE reservation_id IN (SELECT id FROM reservation WHERE expires_at <= ?)',
  );

  /** Takes what a line needs, from the fullest warehouse first; false when there is not enough. */
  const takeLine = (id: string, { sku, quantity }: Line): boolean => {
    let missing = quantity;
    for (const { warehouse, available } of warehousesOf.all(sku)) {
      const taken = Math.min(missing, Number(available));
      if (taken === 0) break;
      take.run(taken, sku, String(warehouse));
      hold.run(id, sku, String(warehouse), taken);
      missing -= taken;
    }
    return missing === 0;
  };

  const reserve = (lines: Line[], key: string | undefined): Reservation => {
    const id = `r-${randomUUID()}`;
    const expiresAt = new Date(now().getTime() + HELD_FOR_MS).toISOString();
    insertReservation.run({ id, key: key ?? null, lines: JSON.stringify(lines), expiresAt });

    const short = lines.flatMap((line, index) => (takeLine(id, line) ? [] : [{ sku: line.sku, index }]));
    if (short.length === 0) return { id, status: 'held', lines, expiresAt };
    throw conflict(
      `There is not enough stock of ${short.map(({ sku }) => sku).join(', ')}.`,
      short.map(({ sku, index }) => ({ pointer: `/lines/${index}/sku`, detail: `${sku} is short` })),
    );
  };

  return {
    /** Gives back what expired reservations still hold. */
    releaseExpired(): void {
      releaseBefore.run(now().toISOString());
    },

    /**
     * Holds every line, or none. A `key` seen before gets the first answer again.
     * @throws {Problem} 409 when stock is short, 422 when the key came with other lines before.
     */
    create(requested: readonly Line[], key?: string): Reservation {
      const lines = requested.map(({ sku, quantity }) => ({ sku, quantity }));
      const before = key === undefined ? undefined : byKey.get(key);
      if (before === undefined) return inTransaction(db, () => reserve(lines, key));
      if (before.lines !== JSON.stringify(lines)) {
        throw problem(422, 'This Idempotency-Key was used for other lines.');
      }
      return { id: String(before.id), status: 'held', lines, expiresAt: String(before.expires_at) };
    },

    /** Gives the pieces back. @throws {Problem} 404 when it is unknown, or holds nothing any more. */
    release(id: string): void {
      if (release.run(id).changes === 0) throw notFound('reservation', id);
    },
  };
}

function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
