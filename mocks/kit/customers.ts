import { random, type Random } from './random.ts';
import { regions } from './regions/index.ts';
import type { Region } from './regions/region.ts';
import { BUYER_COUNT, countryOf, USER_COUNT, userId, type Country } from './shop.ts';
import { DAY_MS, HOUR_MS, rfc3339 } from './time.ts';

/** Where a customer wants parcels to go. */
export interface PostalAddress {
  /** What the customer calls it. */
  readonly label: string;
  readonly recipient: string;
  /** Street and the like, as printed, top to bottom. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  readonly country: Country;
}

/** A customer as every service that deals with them knows them. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47. */
  readonly locale: string;
  /** RFC 3339 in UTC. */
  readonly memberSince: string;
  /** What their avatar shows; null where they have none. */
  readonly monogram: string | null;
  /** One to three, the first of which is where they live. */
  readonly addresses: readonly PostalAddress[];
}

// Reserved for examples: mail sent there by mistake reaches nobody.
const mailDomains = ['example.com', 'example.org', 'example.net'];

/** How long ago customers joined: those who have ordered did so before the oldest order was placed. */
const FIRST_BUYER_AGO_MS = 3127 * DAY_MS + 17 * HOUR_MS;
const LAST_BUYER_AGO_MS = 1068 * DAY_MS + 3 * HOUR_MS;
const NEWCOMER_AGO_MS = 3 * DAY_MS + 5 * HOUR_MS;

/** All customers of the shop as it is at `now`. They are made up one after the other, so ask once. */
export function allCustomers(now: Date): Customer[] {
  const draw = random('users');
  const emails = new Set<string>();
  return Array.from({ length: USER_COUNT }, (_, index) => {
    const n = index + 1;
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
    const addresses = addressesIn(country, region, name, draw);
    const { locale } = region;
    return { id, name, email, locale, memberSince, monogram: hasAvatar ? monogram : null, addresses };
  });
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
function addressesIn(country: Country, region: Region, name: string, draw: Random): PostalAddress[] {
  const [home, ...others] = region.labels;
  const count = draw.weighted([[1, 55] as const, [2, 32] as const, [3, 13] as const]);
  return [home, ...draw.shuffle(others)].slice(0, count).map((label) => {
    const { name: city, postalCodes } = draw.pick(region.cities);
    const street = region.streetLine(draw.pick(region.streets), draw.int(1, 90));
    const lines = draw.chance(0.35) ? [street, region.unitLine(draw.int(1, 30))] : [street];
    return { label, recipient: name, lines, postalCode: draw.pick(postalCodes), city, country };
  });
}
