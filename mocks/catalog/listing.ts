import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import Type, { type TSchema } from 'typebox';
import { decodeCursor, encodeCursor } from '../kit/cursor.ts';
import type { ProductRow } from './product-view.ts';

/** The orders that shoppers may choose for a list; search has its own. */
export const sorts = ['newest', 'popular', 'title', 'price-asc', 'price-desc'] as const;

/** Which products a list holds: alternatives within a filter, all filters at once. */
export interface Filter {
  readonly categories?: readonly string[];
  readonly brands?: readonly string[];
  readonly priceBands?: readonly string[];
  /** An FTS5 expression. */
  readonly match?: string;
}

/** How many products of a list share a value. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** One page of a list, with what is true of the list as a whole. */
export interface Listing {
  readonly rows: ProductRow[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: {
    readonly categories: FacetValue[];
    readonly brands: FacetValue[];
    readonly priceBands: FacetValue[];
  };
}

// Where two products tie, ids decide, in the same direction so that SQLite can compare both at once.
const orders = {
  'newest': { column: 'created_at', direction: 'DESC', key: Type.String() },
  'popular': { column: 'popularity', direction: 'DESC', key: Type.Integer() },
  'title': { column: 'title', direction: 'ASC', key: Type.String() },
  'price-asc': { column: 'price_minor', direction: 'ASC', key: Type.Integer() },
  'price-desc': { column: 'price_minor', direction: 'DESC', key: Type.Integer() },
  'relevance': { column: 'score', direction: 'ASC', key: Type.Number() },
} as const;

const BRANDS_SHOWN = 20;

/** Which part of a list to read. */
export interface PageRequest {
  readonly sort: keyof typeof orders;
  /** Where the previous page ended, as its `nextCursor` said. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Makes the function that reads one page of the products which fit a filter.
 * It throws a 400 problem when the cursor belongs to a list in another order.
 */
export function listingReader(db: DatabaseSync): (filter: Filter, page: PageRequest) => Listing {
  const prepare = statementCache(db);

  return (filter, { sort, cursor, limit }) => {
    const { column, direction, key } = orders[sort];
    const source = sourceOf(filter);
    const after = cursor === undefined ? undefined : decodePosition(cursor, sort, key);
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
      rows.length > limit && last ? encodeCursor({ sort, key: last.sort_key, id: last.id }) : null;
    const groups = prepare(
      `SELECT category_id, brand, price_band, count(*) AS count FROM (${source.sql})
       GROUP BY category_id, brand, price_band`,
    ).all(...source.values) as unknown as Group[];
    return { rows: page, nextCursor, ...facetsOf(groups) };
  };
}

type PositionedRow = ProductRow & { readonly sort_key: SQLInputValue };

interface Group {
  readonly category_id: string;
  readonly brand: string;
  readonly price_band: string;
  readonly count: number;
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

function sourceOf({ categories, brands, priceBands, match }: Filter): {
  sql: string;
  values: SQLInputValue[];
} {
  const conditions: [sql: string, value: SQLInputValue][] = [];
  // Titles say most about a product, descriptions least.
  const from =
    match === undefined
      ? 'SELECT * FROM products'
      : `SELECT products.*, bm25(search, 10, 6, 4, 3, 1) AS score
         FROM search JOIN products ON number = search.rowid`;
  if (match !== undefined) conditions.push(['search MATCH ?', match]);
  if (categories) {
    const paths =
      'SELECT category_id FROM category_paths WHERE ancestor_id IN (SELECT value FROM json_each(?))';
    conditions.push([`category_id IN (${paths})`, JSON.stringify(categories)]);
  }
  if (brands) conditions.push(['products.brand IN (SELECT value FROM json_each(?))', JSON.stringify(brands)]);
  if (priceBands) {
    conditions.push(['price_band IN (SELECT value FROM json_each(?))', JSON.stringify(priceBands)]);
  }
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  return { sql: from + where, values: conditions.map(([, value]) => value) };
}

function facetsOf(groups: readonly Group[]): Pick<Listing, 'total' | 'facets'> {
  const spread = (valueOf: (group: Group) => string): FacetValue[] => {
    const counts = new Map<string, number>();
    for (const group of groups) counts.set(valueOf(group), (counts.get(valueOf(group)) ?? 0) + group.count);
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  return {
    total: groups.reduce((sum, { count }) => sum + count, 0),
    facets: {
      categories: spread((group) => group.category_id),
      brands: spread((group) => group.brand).slice(0, BRANDS_SHOWN),
      priceBands: spread((group) => group.price_band),
    },
  };
}
