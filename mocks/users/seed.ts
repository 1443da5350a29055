import type { DatabaseSync } from 'node:sqlite';
import { random, type Random } from '../kit/random.ts';
import { BUYER_COUNT, countryOf, USER_COUNT, userId } from '../kit/shop.ts';
import { DAY_MS, HOUR_MS, rfc3339 } from '../kit/time.ts';
import { regions } from './regions/index.ts';
import type { Region } from './regions/region.ts';

// Reserved for examples: mail sent there by mistake reaches nobody.
const mailDomains = ['example.com', 'example.org', 'example.net'];

/** How long ago customers joined: those who have ordered did so before the oldest order was placed. */
const FIRST_BUYER_AGO_MS = 3127 * DAY_MS + 17 * HOUR_MS;
const LAST_BUYER_AGO_MS = 1068 * DAY_MS + 3 * HOUR_MS;
const NEWCOMER_AGO_MS = 3 * DAY_MS + 5 * HOUR_MS;

/** Writes all customers of the shop as it is at `now`, with their addresses. */
export function seed(db: DatabaseSync, now: Date): void {
  const insertUser = db.prepare(
    'INSERT INTO users (id, name, email, locale, member_since, monogram) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertAddress = db.prepare(
    `INSERT INTO addresses (id, user_id, label, recipient, lines, postal_code, city, country, is_default)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const draw = random('users');
  const emails = new Set<string>();

  for (let n = 1; n <= USER_COUNT; n++) {
    const id = userId(n);
    const country = countryOf(id);
    const region = regions[country];
    const { name, mailbox, monogram } = person(region, draw);
    const domain = draw.pick(mailDomains);
    const taken = emails.has(`${mailbox}@${domain}`);
    const email = taken ? `${mailbox}.${n}@${domain}` : `${mailbox}@${domain}`;
    emails.add(email);
    const afterFirstMs = 1000 * draw.int(0, (FIRST_BUYER_AGO_MS - LAST_BUYER_AGO_MS) / 1000);
    const agoMs = n > BUYER_COUNT ? NEWCOMER_AGO_MS : FIRST_BUYER_AGO_MS - afterFirstMs;
    const memberSince = rfc3339(now.getTime() - agoMs);
    const hasAvatar = draw.chance(0.75);
    insertUser.run(id, name, email, region.locale, memberSince, hasAvatar ? monogram : null);

    addressesOf(region, name, draw).forEach(({ label, recipient, lines, postalCode, city }, index) => {
      const isDefault = index === 0 ? 1 : 0;
      const addressId = `a-${id.slice(2)}-${index + 1}`;
      insertAddress.run(
        ...[addressId, id, label, recipient, JSON.stringify(lines), postalCode, city, country, isDefault],
      );
    });
  }
}

function person(region: Region, draw: Random) {
  const given = draw.pick(region.given);
  const family = draw.pick(region.family);
  return {
    name: region.fullName(given.written, family.written),
    mailbox: `${given.latin}.${family.latin}`,
    monogram: region.monogram(given.written, family.written),
  };
}

/** One to three addresses at different places; the first is where they live. */
function addressesOf(region: Region, name: string, draw: Random) {
  const [home, ...others] = region.labels;
  const count = draw.weighted([[1, 55] as const, [2, 32] as const, [3, 13] as const]);
  return [home, ...draw.shuffle(others)].slice(0, count).map((label) => {
    const { name: city, postalCodes } = draw.pick(region.cities);
    const street = region.streetLine(draw.pick(region.streets), draw.int(1, 90));
    const lines = draw.chance(0.35) ? [street, region.unitLine(draw.int(1, 30))] : [street];
    return { label, recipient: name, lines, postalCode: draw.pick(postalCodes), city };
  });
}
