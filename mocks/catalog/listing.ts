import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import Type, { type TSchema } from 'typebox';
import { decodeCursor, encodeCursor } from '../kit/cursor.ts';
import type { Currency } from '../kit/shop.ts';
import { rfc3339 } from '../kit/time.ts';
import { bandSql, boundsOf, type PriceBand } from './price-bands.ts';
import type { ProductRow } from './product-view.ts';

/** The orders that shoppers may choose for a list; search has its own. */
export const sorts = ['newest', 'popular', 'title', 'price-asc', 'price-desc'] as const;

/** Which products a list holds: alternatives within a filter, all filters at once. */
export interface Filter {
  readonly categories?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  /** Need a currency. */
  readonly priceBands?: readonly PriceBand[] | undefined;
  /** An FTS5 expression. */
  readonly match?: string | undefined;
}

/** How many products of a list share a value. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** How many products of a list cost as much; amounts in minor units, the lower one included and the upper one not. */
export interface PriceBandFacet {
  readonly value: PriceBand;
  readonly count: number;
  readonly fromMinor: number | null;
  readonly toMinor: number | null;
}

/** One page of a list, with what is true of the list as a whole. */
export interface Listing {
  readonly rows: ProductRow[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: {
    readonly categories: FacetValue[];
    readonly brands: FacetValue[];
    readonly priceBands: PriceBandFacet[];
  };
}

// Where two products tie, ids decide, in the same direction so that SQLite can compare both at once.
const orders = {
  'newest': { column: 'created_at', direction: 'DESC', key: Type.String() },
  'popular': { column: 'popularity', direction: 'DESC', key: Type.Integer() },
  'title': { column: 'title', direction: 'ASC', key: Type.String() },
  'price-asc': { column: 'paid_minor', direction: 'ASC', key: Type.Integer() },
  'price-desc': { column: 'paid_minor', direction: 'DESC', key: Type.Integer() },
  'relevance': { column: 'score', direction: 'ASC', key: Type.Number() },
} as const;

const BRANDS_SHOWN = 20;

/** Which part of a list to read, and in which currency its prices are. */
export interface PageRequest {
  readonly sort: keyof typeof orders;
  /** Needed to sort and to filter by price, and for the facet of price bands, which is empty without. */
  readonly currency?: Currency | undefined;
  /** Where the previous page ended, as its `nextCursor` said. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Makes the function that reads one page of the products which fit a filter, at the prices of `now`.
 * It throws a 400 problem when the cursor belongs to a list in another order.
 */
export function listingReader(
  db: DatabaseSync,
  now: () => Date,
): (filter: Filter, page: PageRequest) => Listing {
  const prepare = statementCache(db);

  /** How many products that fit `filter` have each value of `column`, the most frequent first. */
  const count = (filter: Filter, column: string, prices: Prices | undefined): FacetValue[] => {
    const source = sourceOf(filter, column, prices);
    return prepare(
      `SELECT ${column} AS value, count(*) AS count FROM (${source.sql}) GROUP BY value ORDER BY count DESC, value`,
    ).all(...source.values) as unknown as FacetValue[];
  };

  return (filter, { sort, currency, cursor, limit }) => {
    const prices = currency && { currency, at: rfc3339(now().getTime()) };
    const { column, direction, key } = orders[sort];
    // An amount of one currency is no place among those of another.
    const order = column === 'paid_minor' ? `${sort} ${currency}` : sort;
    const source = sourceOf(filter, column, prices);
    const after = cursor === undefined ? undefined : decodePosition(cursor, order, key);
    const beyond = after ? `WHERE (${column}, id) ${direction === 'ASC' ? '>' : '<'} (?, ?)` : '';
    // Only the page's own products are read whole; the others are sorted by key and id alone.
    const rows = prepare(
      `SELECT products.*, sort_key FROM (
         SELECT number, id, ${column} AS sort_key FROM (${source.sql}) ${beyond}
         ORDER BY ${column} ${direction}, id ${direction} LIMIT ?
       ) AS page JOIN products USING (number) ORDER BY sort_key ${direction}, page.id ${direction}`,
      // One more than asked for tells whether there is another page.
    ).all(...source.values, ...(after ? [after.key, after.id] : []), limit + 1) as unknown as PositionedRow[];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > limit && last ? encodeCursor({ sort: order, key: last.sort_key, id: last.id }) : null;

    // What a facet's own filter has been set to narrows the others alone: its alternatives stay to be chosen.
    const brands = count({ ...filter, brands: undefined }, 'brand', prices);
    return {
      rows: page,
      nextCursor,
      total: Number(prepare(`SELECT count(*) AS total FROM (${source.sql})`).get(...source.values)?.total),
      facets: {
        categories: count({ ...filter, categories: undefined }, 'category_id', prices),
        brands: brands.filter(({ value }, index) => index < BRANDS_SHOWN || filter.brands?.includes(value)),
        priceBands: prices
          ? withBounds(count({ ...filter, priceBands: undefined }, 'band', prices), prices, filter.priceBands)
          : [],
      },
    };
  };
}

type PositionedRow = ProductRow & { readonly sort_key: SQLInputValue };

/** What a shopper pays: in which currency, and when (RFC 3339). */
interface Prices {
  readonly currency: Currency;
  readonly at: string;
}

/** The cheapest first, as shoppers look for them; one that is chosen can be given up, even where nothing is left of it. */
function withBounds(
  counts: readonly FacetValue[],
  { currency }: Prices,
  chosen: readonly PriceBand[] = [],
): PriceBandFacet[] {
  return boundsOf(currency).flatMap(({ band, ...bounds }) => {
    const count = counts.find(({ value }) => value === band)?.count ?? 0;
    return count > 0 || chosen.includes(band) ? [{ value: band, count, ...bounds }] : [];
  });
}

/** Filters combine in a handful of ways, so their statements are few and worth keeping. */
function statementCache(db: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

const decodePosition = (cursor: string, sort: string, key: TSchema): { key: SQLInputValue; id: string } =>
  decodeCursor(cursor, Type.Object({ sort: Type.Literal(sort), key, id: Type.String() }));

/** The products that fit a filter, with what a shopper pays (`paid_minor`) and its `band` where either is needed. */
function sourceOf(
  { categories, brands, priceBands, match }: Filter,
  column: string,
  prices: Prices | undefined,
): { sql: string; values: SQLInputValue[] } {
  const columns = ['products.*'];
  let tables = 'products';
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  if (match !== undefined) {
    // Titles say most about a product, descriptions least.
    columns.push('bm25(search, 10, 6, 4, 3, 1) AS score');
    tables = 'search JOIN products ON products.number = search.rowid';
  }
  if (prices && (priceBands || column === 'paid_minor' || column === 'band')) {
    columns.push('paid_minor', `${bandSql('paid_minor', prices.currency)} AS band`);
    tables += ` JOIN (
      SELECT number, iif(starts_at <= ? AND ends_at > ?, reduced_minor, amount_minor) AS paid_minor
      FROM prices WHERE currency = ?) USING (number)`;
    values.push(prices.at, prices.at, prices.currency);
  }
  if (match !== undefined) {
    conditions.push('search MATCH ?');
    values.push(match);
  }
  if (categories) {
    const paths =
      'SELECT category_id FROM category_paths WHERE ancestor_id IN (SELECT value FROM json_each(?))';
    conditions.push(`category_id IN (${paths})`);
    values.push(JSON.stringify(categories));
  }
  if (brands) {
    conditions.push('products.brand IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(brands));
  }
  if (priceBands) {
    conditions.push('band IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(priceBands));
  }
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return { sql: `SELECT ${columns.join(', ')} FROM ${tables}${where}`, values };
}
