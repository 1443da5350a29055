import type { DatabaseSync } from 'node:sqlite';
import type { Address } from './schemas.ts';

/** A customer; `monogram` is what their avatar shows, null where they have none. */
export interface UserRecord {
  id: string;
  name: string;
  email: string;
  locale: string;
  memberSince: string;
  monogram: string | null;
}

const USER = 'SELECT id, name, email, locale, member_since AS memberSince, monogram FROM users';

/** Reads customers and their addresses. */
export class UserStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The customers among `ids` that exist. */
  byIds(ids: readonly string[]): UserRecord[] {
    return this.#db
      .prepare(`${USER} WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids)) as unknown as UserRecord[];
  }

  /** One customer, if they exist. */
  byId(id: string): UserRecord | undefined {
    return this.#db.prepare(`${USER} WHERE id = ?`).get(id) as UserRecord | undefined;
  }

  /** A customer's addresses, the default one first; none for a customer who does not exist. */
  addresses(userId: string): Address[] {
    const rows = this.#db.prepare('SELECT * FROM addresses WHERE user_id = ? ORDER BY id').all(userId);
    return (rows as unknown as AddressRow[]).map(toAddress);
  }
}

interface AddressRow {
  id: string;
  label: string;
  recipient: string;
  lines: string;
  postal_code: string;
  city: string;
  country: string;
  is_default: number;
}

const toAddress = ({
  id,
  lines,
  postal_code,
  is_default,
  label,
  recipient,
  city,
  country,
}: AddressRow): Address => ({
  type: 'addresses',
  id,
  attributes: {
    label,
    recipient,
    lines: JSON.parse(lines) as string[],
    postalCode: postal_code,
    city,
    country,
    isDefault: is_default === 1,
  },
});
