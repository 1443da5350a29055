import type { DatabaseSync } from 'node:sqlite';
import { allCustomers } from '../kit/customers.ts';

/** Writes all customers of the shop as it is at `now`, with their addresses. */
export function seed(db: DatabaseSync, now: Date): void {
  const insertUser = db.prepare(
    'INSERT INTO users (id, name, email, locale, member_since, monogram) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertAddress = db.prepare(
    `INSERT INTO addresses (id, user_id, label, recipient, lines, postal_code, city, country, is_default)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  for (const { id, name, email, locale, memberSince, monogram, addresses } of allCustomers(now)) {
    insertUser.run(id, name, email, locale, memberSince, monogram);
    addresses.forEach(({ label, recipient, lines, postalCode, city, country }, index) => {
      const isDefault = index === 0 ? 1 : 0;
      const addressId = `a-${id.slice(2)}-${index + 1}`;
      insertAddress.run(
        ...[addressId, id, label, recipient, JSON.stringify(lines), postalCode, city, country, isDefault],
      );
    });
  }
}
